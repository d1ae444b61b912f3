import type { TestProject } from 'vitest/node'
import { startTestPostgres } from '../../server/testing/postgres.ts'

/** One PostgreSQL server for the whole run, which syncs every commit to disk. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const server = await startTestPostgres({ durable: true })
  project.provide('postgres', server.url)
  return server.stop
}
