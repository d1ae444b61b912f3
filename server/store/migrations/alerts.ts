import type { Migration } from './migration.ts'

/**
 * What the owner was told of: one row, whose relay (`owner` until `until`) looks after it. `state`, a JSON object, holds the
 * troubles that last and the alerts that are not sent yet.
 */
export const ALERTS: Migration = {
  name: 'alerts',
  statements: () => [
    `CREATE TABLE alerts (
      one INTEGER PRIMARY KEY CHECK (one = 1),
      owner TEXT NOT NULL,
      until BIGINT NOT NULL,
      state TEXT NOT NULL
    )`,
    "INSERT INTO alerts VALUES (1, '', 0, '{}')",
  ],
}
