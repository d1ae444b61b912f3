import type { Database } from './database.ts'
import { number } from './row.ts'

/** Tells the time that all relays on a database agree on, in milliseconds since 1970. */
export type DatabaseTime = (database: Database) => Promise<number>

/**
 * The time that leases are judged by, in milliseconds since 1970: PostgreSQL's own, since its relays may run on machines
 * whose clocks differ; for SQLite `now`, since all its relays run on one machine.
 */
export async function databaseTime(database: Database, now: () => number): Promise<number> {
  if (database.engine === 'sqlite') return now()
  const [row] = await database.all(
    'SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT) AS time',
  )
  return number(row, 'time')
}
