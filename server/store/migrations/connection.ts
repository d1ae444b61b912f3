import type { Migration } from './migration.ts'

/**
 * The grant that the account's owner gave, in the only row of `connection`: `sealed` holds the pair of tokens, `version`
 * rises with every pair. `seed` is the fingerprint of the last seed from the environment. `lease_owner` may refresh until
 * `lease_until`; `called_at` is when the token endpoint was last called. The row is there from the start, so that every
 * step is one UPDATE under a condition. `connect_codes` are the one-time codes of `/connect`, by their hashes.
 */
export const CONNECTION: Migration = {
  name: 'connection',
  statements: () => [
    `CREATE TABLE connection (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      version BIGINT NOT NULL DEFAULT 0,
      sealed TEXT,
      expires_at BIGINT NOT NULL DEFAULT 0,
      refreshed_at BIGINT NOT NULL DEFAULT 0,
      connected_at BIGINT NOT NULL DEFAULT 0,
      lost_at BIGINT,
      seed TEXT NOT NULL DEFAULT '',
      lease_owner TEXT NOT NULL DEFAULT '',
      lease_until BIGINT NOT NULL DEFAULT 0,
      called_at BIGINT NOT NULL DEFAULT 0
    )`,
    'INSERT INTO connection (id) VALUES (1)',
    'CREATE TABLE connect_codes (hash TEXT PRIMARY KEY, expires_at BIGINT NOT NULL)',
  ],
}
