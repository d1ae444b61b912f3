import type { Migration } from './migration.ts'

/** Facts about this database by name, such as the account it belongs to and its encrypted hash key. */
export const META: Migration = {
  name: 'meta',
  statements: () => ['CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL)'],
}
