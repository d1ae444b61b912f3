import type { Migration } from './migration.ts'

/** Single facts about this database, by name: of which account it is, which key seals it. */
export const META: Migration = {
  name: 'meta',
  statements: () => ['CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL)'],
}
