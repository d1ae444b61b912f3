import type { Migration } from './migration.ts'

/**
 * One row: how the mail server does. `failing_since`: since when it has taken nothing, null while it does; `refusals`: the
 * letters in a row that it refused for good; `cause`: what was the matter last, without anybody's data.
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
