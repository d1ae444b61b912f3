import type { Migration } from './migration.ts'

/**
 * The mail server's health, in one row. `failing_since`: since when it has accepted nothing, null while it works.
 * `refusals`: how many mails in a row it rejected permanently. `cause`: the last error, without personal data.
 */
export const MAIL: Migration = {
  name: 'mail',
  statements: () => [
    `CREATE TABLE mail (
      one INTEGER PRIMARY KEY CHECK (one = 1),
      failing_since BIGINT,
      refusals INTEGER NOT NULL,
      cause TEXT
    )`,
    'INSERT INTO mail VALUES (1, NULL, 0, NULL)',
  ],
}
