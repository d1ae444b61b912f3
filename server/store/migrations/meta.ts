import type { Migration } from './migration.ts'

/** Facts about this database by name, such as its account and its encryption key's fingerprint. */
export const META: Migration = {
  name: 'meta',
  statements: () => ['CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL)'],
}
