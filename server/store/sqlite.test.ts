import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import type { Database } from './database.ts'
import { META } from './migrations/meta.ts'
import { migrate } from './migrations.ts'
import { openSqlite } from './sqlite.ts'

const folders: string[] = []
const open: Database[] = []

async function file(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'relay-store-'))
  folders.push(folder)
  return join(folder, 'deep', 'relay.db')
}

async function opened(path: string): Promise<Database> {
  const database = await openSqlite(path)
  open.push(database)
  return database
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((database) => database.close()))
  await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true })))
})

test('makes the folder, and waits for the disk at every commit', async () => {
  const database = await opened(await file())
  expect(await database.all('PRAGMA synchronous')).toEqual([{ synchronous: 2 }])
  expect(await database.all('PRAGMA journal_mode')).toEqual([{ journal_mode: 'wal' }])
})

test('names a file that cannot be opened', async () => {
  await expect(openSqlite('package.json/relay.db')).rejects.toMatchObject({ fault: 'unreachable' })
})

test('migrates once when two processes start together on one file', async () => {
  const path = await file()
  const [one, two] = [await opened(path), await opened(path)]
  const ran = await Promise.all([migrate(one, [META]), migrate(two, [META])])
  expect(ran.flat()).toEqual(['meta'])
})
