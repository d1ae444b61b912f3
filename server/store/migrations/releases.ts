import type { Migration } from './migration.ts'

/** The widget's built files, including past versions. `content` is base64; `mark` is a keyed hash of the other columns. */
export const RELEASES: Migration = {
  name: 'releases',
  statements: () => [
    `CREATE TABLE releases (
      version TEXT NOT NULL,
      name TEXT NOT NULL,
      content TEXT NOT NULL,
      mark TEXT NOT NULL,
      PRIMARY KEY (version, name)
    )`,
  ],
}
