import type { Migration } from './migration.ts'

/**
 * The owner's grant, in the only row of `connection`. `sealed` holds the encrypted token pair; `version` increases with
 * every pair. `seed` is the fingerprint of the last refresh token from the environment. `lease_owner` may refresh until
 * `lease_until`; `called_at` is when the token endpoint was last called. The row exists from the start, so that every step
 * is one conditional UPDATE. `connect_codes` holds the hashes of the one-time codes for `/connect`.
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
