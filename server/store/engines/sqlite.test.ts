import { chmod, copyFile, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { newDatabase, newDatabaseUrl, openTestDatabase } from '../../testing/databases.ts'
import { openSqlite } from './sqlite.ts'

test('waits for the disk at every commit', async () => {
  const database = await newDatabase('sqlite')
  expect(await database.all('PRAGMA synchronous')).toEqual([{ synchronous: 2 }])
  expect(await database.all('PRAGMA fullfsync')).toEqual([{ fullfsync: 1 }])
  expect(await database.all('PRAGMA journal_mode')).toEqual([{ journal_mode: 'wal' }])
})

test('names a file that cannot be opened', async () => {
  await expect(openSqlite('package.json/relay.db')).rejects.toMatchObject({ fault: 'unreachable' })
})

test('leaves everything in one file when it closes', async () => {
  const url = await newDatabaseUrl('sqlite')
  const database = await openTestDatabase(url)
  await database.run('CREATE TABLE words (word TEXT)')
  await database.close()
  const path = url.slice('file:'.length)
  expect((await stat(`${path}-wal`).catch(() => ({ size: 0 }))).size).toBe(0)
  expect((await stat(path)).size).toBeGreaterThan(0)
})

test('waits for another process that is writing, without blocking its own process', async () => {
  const url = await newDatabaseUrl('sqlite')
  const [one, two] = [await openTestDatabase(url), await openTestDatabase(url)]
  await one.run('CREATE TABLE words (word TEXT)')
  let finish = () => {}
  const writing = one.transaction(async (transaction) => {
    await transaction.run("INSERT INTO words VALUES ('first')")
    await new Promise<void>((resolve) => {
      finish = resolve
    })
  })
  const waiting = two.run("INSERT INTO words VALUES ('second')")
  setTimeout(() => finish(), 60)
  await Promise.all([writing, waiting])
  expect(await two.all('SELECT word FROM words')).toEqual([{ word: 'first' }, { word: 'second' }])
})

test('waits no longer for it where the clock is set back meanwhile', async () => {
  const url = await newDatabaseUrl('sqlite')
  const [one, two] = [await openTestDatabase(url), await openTestDatabase(url)]
  await one.run('CREATE TABLE words (word TEXT)')
  let finish = () => {}
  const writing = one.transaction(
    () =>
      new Promise<void>((resolve) => {
        finish = resolve
      }),
  )
  let elapsed = performance.now()
  vi.spyOn(performance, 'now').mockImplementation(() => (elapsed += 1000))
  vi.spyOn(Date, 'now').mockReturnValueOnce(Date.now()).mockReturnValue(0)
  onTestFinished(() => void vi.restoreAllMocks())
  await expect(two.run("INSERT INTO words VALUES ('late')")).rejects.toMatchObject({ fault: 'busy' })
  finish()
  await writing
})

test('reports a full disk, and keeps nothing of that transaction', async () => {
  const database = await newDatabase('sqlite')
  await database.run('CREATE TABLE words (word TEXT)')
  await database.all('PRAGMA max_page_count = 60')
  const filling = database.transaction(async (transaction) => {
    for (let n = 0; n < 1000; n++) await transaction.run('INSERT INTO words VALUES (?)', 'x'.repeat(1000))
  })
  await expect(filling).rejects.toMatchObject({ fault: 'full' })
  expect(await database.all('SELECT * FROM words')).toEqual([])
  await database.run("INSERT INTO words VALUES ('room for this')")
})

const LOSSES: [string, (path: string) => Promise<void>][] = [
  ['deleted', (path) => rm(path)],
  ['moved', (path) => rename(path, `${path}.old`)],
  [
    'replaced by a copy of itself',
    async (path) => {
      await copyFile(path, `${path}.new`)
      await rename(`${path}.new`, path)
    },
  ],
  ['left without its log', (path) => rm(`${path}-wal`)],
  ['left without its index', (path) => rm(`${path}-shm`)],
]
test.each(LOSSES)('a file that was %s under the relay keeps nothing', async (_, lose) => {
  const url = await newDatabaseUrl('sqlite')
  const database = await openTestDatabase(url)
  await database.run('CREATE TABLE words (word TEXT)')
  const heard: string[] = []
  database.listen('recorded', (text) => heard.push(text))
  await lose(url.slice('file:'.length))
  const moved = { name: 'StoreError', fault: 'moved' }
  const transaction = database.transaction(async (inner) => {
    await inner.run("INSERT INTO words VALUES ('lost')")
    await inner.announce('recorded', 'lost')
  })
  await expect(transaction).rejects.toMatchObject(moved)
  await expect(database.run("INSERT INTO words VALUES ('lost')")).rejects.toMatchObject(moved)
  await expect(database.all('SELECT * FROM words')).rejects.toMatchObject(moved)
  expect(heard).toEqual([])
})

test.each(LOSSES.slice(3))('of a file that was %s, what was acknowledged is saved', async (_, lose) => {
  const url = await newDatabaseUrl('sqlite')
  const path = url.slice('file:'.length)
  const database = await openTestDatabase(url)
  await database.run('CREATE TABLE words (word TEXT)')
  await database.run("INSERT INTO words VALUES ('acknowledged')")
  await lose(path)
  await expect(database.all('SELECT * FROM words')).rejects.toMatchObject({ fault: 'moved' })
  // What the next start finds if this process is killed now.
  await copyFile(path, `${path}.after`)
  const after = await openTestDatabase(`${url}.after`)
  expect(await after.all('SELECT * FROM words')).toEqual([{ word: 'acknowledged' }])
})

test.runIf(process.getuid?.() === 0)(
  'a folder that may not be entered is not taken for one that was moved',
  async () => {
    const url = await newDatabaseUrl('sqlite')
    const folder = dirname(url.slice('file:'.length))
    const database = await openTestDatabase(url)
    await database.run('CREATE TABLE words (word TEXT)')
    await chmod(folder, 0)
    process.seteuid?.(65_534)
    onTestFinished(() => process.seteuid?.(0))
    await expect(database.all('SELECT * FROM words')).rejects.toMatchObject({
      fault: 'unreachable',
      message: expect.stringContaining('EACCES'),
    })
    process.seteuid?.(0)
    await chmod(folder, 0o755)
    expect(await database.all('SELECT * FROM words')).toEqual([])
  },
)

test('a file that was moved away and back is the same file', async () => {
  const url = await newDatabaseUrl('sqlite')
  const path = url.slice('file:'.length)
  const database = await openTestDatabase(url)
  await database.run('CREATE TABLE words (word TEXT)')
  await rename(path, `${path}.old`)
  await expect(database.all('SELECT * FROM words')).rejects.toMatchObject({ fault: 'moved' })
  await rename(`${path}.old`, path)
  expect(await database.all('SELECT * FROM words')).toEqual([])
})

test('a database in memory has no file to lose', async () => {
  const database = await openTestDatabase('file::memory:')
  await database.run('CREATE TABLE words (word TEXT)')
  expect(await database.all('SELECT * FROM words')).toEqual([])
})
