import type { Migration } from './migration.ts'

/** Used proofs of work, by the random part of their challenge, kept until the challenge expires. */
export const USED_PROOFS: Migration = {
  name: 'used proofs',
  statements: () => [
    'CREATE TABLE used_proofs (id TEXT PRIMARY KEY, expires_at BIGINT NOT NULL)',
    'CREATE INDEX used_proofs_expires ON used_proofs (expires_at)',
  ],
}
