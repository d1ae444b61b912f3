import { openSqlite } from '../../../server/store/engines/sqlite.ts'

const ROWS_A_STATEMENT = 10_000

/** Lets that many sign-ups wait in a relay's database, which the relay has made; each of its own address, as random as real ones. */
export async function fill(path: string, count: number): Promise<void> {
  const database = await openSqlite(path)
  const now = Date.now()
  for (let from = 0; from < count; from += ROWS_A_STATEMENT) {
    await database.run(
      `WITH RECURSIVE numbers (n) AS (SELECT ? UNION ALL SELECT n + 1 FROM numbers WHERE n < ?)
        INSERT INTO signups (id, address, identity, state, recorded_at, since, due_at, in_line, alone, attempts, says,
          payload, request_id)
        SELECT n, substr(hex(randomblob(11)), 1, 22), substr(hex(randomblob(11)), 1, 22), 'recorded', ?, ?, ?, 1, 0, 0,
          'first_name last_name list_memberships.d13d60d0-f256-11e8-b47d-fa163e56c9b0',
          hex(randomblob(230)), hex(randomblob(8))
        FROM numbers`,
      from + 1,
      Math.min(count, from + ROWS_A_STATEMENT),
      now,
      now,
      now,
    )
  }
  await database.run('UPDATE outbox SET last_id = ?, recorded = ?', count, count)
  await database.close()
}
