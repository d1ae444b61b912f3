import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { inject, onTestFinished } from 'vitest'
import type { Database, Engine } from '../store/database.ts'
import { migrate } from '../store/migrations/migrate.ts'
import { openDatabase } from '../store/open.ts'
import { dropTestDatabase, newTestDatabase } from './postgres.ts'
import { testFolder } from './test-folder.ts'

/** For `describe.each`: both databases must behave the same. */
export const ENGINES: readonly Engine[] = ['sqlite', 'postgres']

/** The address of a new database, which is removed after the test. It is empty; `migrate` creates its tables unless they exist. */
export function newDatabaseUrl(engine: Engine): Promise<string> {
  return engine === 'postgres' ? newPostgresUrl(inject('postgresTemplate')) : newSqliteUrl()
}

/** The same, without tables. */
export function emptyDatabaseUrl(engine: Engine): Promise<string> {
  return engine === 'postgres' ? newPostgresUrl() : newSqliteUrl()
}

async function newPostgresUrl(template?: string): Promise<string> {
  const url = await newTestDatabase(inject('postgres'), template)
  onTestFinished(() => dropTestDatabase(url))
  return url
}

async function newSqliteUrl(): Promise<string> {
  const folder = await testFolder('relay-store-', { durable: false })
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return `file:${join(folder, 'deep', 'relay.db')}`
}

/** Opens a database as a relay would; it is closed when the test ends. */
export async function openTestDatabase(url: string): Promise<Database> {
  const database = await openDatabase(url)
  onTestFinished(() => database.close())
  return database
}

/** A new, open database with the current schema. */
export async function newDatabase(engine: Engine): Promise<Database> {
  const database = await openTestDatabase(await newDatabaseUrl(engine))
  await migrate(database)
  return database
}
