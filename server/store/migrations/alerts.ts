import type { Migration } from './migration.ts'

/**
 * Alerts sent to the owner: one row, leased by the relay `owner` until `until`. `state`, a JSON object, holds the ongoing
 * troubles and the alerts not sent yet.
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
