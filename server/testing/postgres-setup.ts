import type { TestProject } from 'vitest/node'
import { migrate } from '../store/migrations/migrate.ts'
import { openDatabase } from '../store/open.ts'
import { newTestDatabase, startTestPostgres } from './postgres.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The address of the run's PostgreSQL server. */
    postgres: string
    /** The name of a database on it with the current schema, to be copied. */
    postgresTemplate: string
  }
}

/** One PostgreSQL server for a whole test run, on which the schema is migrated once. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const server = await startTestPostgres({ durable: false })
  project.provide('postgres', server.url)
  const template = await newTestDatabase(server.url)
  const database = await openDatabase(template)
  await migrate(database)
  await database.close()
  project.provide('postgresTemplate', new URL(template).pathname.slice(1))
  return server.stop
}
