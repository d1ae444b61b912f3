import type { Migration } from './migration.ts'

/** The widget's built files, those of past versions too: `content` is base64, and `mark` a keyed hash of all the rest. */
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
