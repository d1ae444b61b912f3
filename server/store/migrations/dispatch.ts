import type { Migration } from './migration.ts'

/**
 * The lease of the one relay that may call Constant Contact: `owner` holds it until `until`; `fence` increases with every
 * change of owner. `recent` is a JSON array of the last calls' times; `used` counts calls on the UTC day `day` (days since
 * 1970).
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
