import type { TestProject } from 'vitest/node'
import { startTestPostgres } from '../../server/testing/postgres.ts'

/** One PostgreSQL server for a whole run, which waits for the disk at every commit. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const server = await startTestPostgres({ durable: true })
  project.provide('postgres', server.url)
  return server.stop
}
