import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject, onTestFinished } from 'vitest'
import type { Database, Engine } from '../store/database.ts'
import { migrate } from '../store/migrations/migrate.ts'
import { openDatabase } from '../store/open.ts'
import { newTestDatabase } from './postgres.ts'

/** For `describe.each`: what must hold, holds on both. */
export const ENGINES: readonly Engine[] = ['sqlite', 'postgres']

/** The address of a new, empty database that goes with the test. */
export async function newDatabaseUrl(engine: Engine): Promise<string> {
  if (engine === 'postgres') return newTestDatabase(inject('postgres'))
  const folder = await mkdtemp(join(tmpdir(), 'relay-store-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return `file:${join(folder, 'deep', 'relay.db')}`
}

/** Opens a database as one relay would; closed when the test ends. */
export async function opened(url: string): Promise<Database> {
  const database = await openDatabase(url)
  onTestFinished(() => database.close())
  return database
}

/** A new database with today's schema, as one relay has it open. */
export async function newDatabase(engine: Engine): Promise<Database> {
  const database = await opened(await newDatabaseUrl(engine))
  await migrate(database)
  return database
}
