import type { Migration } from './migration.ts'

/**
 * The one row that says which relay may call the vendor: `owner` until `until`, with `fence` rising at every change of
 * owner. `recent` are the times of the last calls (a JSON array), `used` the calls of the UTC day `day` (days since 1970).
 */
export const DISPATCH: Migration = {
  name: 'dispatch',
  statements: () => [
    `CREATE TABLE dispatch (
      one INTEGER PRIMARY KEY CHECK (one = 1),
      owner TEXT NOT NULL,
      fence BIGINT NOT NULL,
      until BIGINT NOT NULL,
      recent TEXT NOT NULL,
      day INTEGER NOT NULL,
      used INTEGER NOT NULL
    )`,
    "INSERT INTO dispatch VALUES (1, '', 0, 0, '[]', 0, 0)",
  ],
}
