import type { TestProject } from 'vitest/node'
import { startTestPostgres } from './postgres.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The address of the run's PostgreSQL server. */
    postgres: string
  }
}

/** One PostgreSQL server for a whole run of the tests. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const server = await startTestPostgres({ durable: false })
  project.provide('postgres', server.url)
  return server.stop
}
