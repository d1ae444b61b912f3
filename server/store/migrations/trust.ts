import type { Migration } from './migration.ts'

/** `signups.trust`: 0 doubtful, 1 ordinary, 2 proven. The index finds proven sign-ups quickly however many others are due. */
export const TRUST: Migration = {
  name: 'trust',
  statements: () => [
    'ALTER TABLE signups ADD COLUMN trust INTEGER NOT NULL DEFAULT 1',
    'CREATE INDEX signups_proven ON signups (trust, due_at, id) WHERE due_at IS NOT NULL AND trust = 2',
  ],
}
