import type { Migration } from './migration.ts'

/**
 * `signups`: one row per sign-up. `address` and `identity` are keyed hashes of the address and the content, so the table
 * identifies nobody. `says` lists the properties that the sign-up has; `payload` is the encrypted content, null once erased.
 * `since`: recorded_at while it waits, otherwise when it entered its state. `due_at`: when it may be sent; null once it is
 * no longer delivered automatically. `in_line`: 0 if others with its address go first. `alone`: 1 if it must not be merged.
 * `awaited_until`: until when a visitor waits for the outcome; null if nobody does.
 * `outbox`: one row, locked by every change of `signups`. It holds the last id and the number of sign-ups in each state
 * (for delivered and refused: the total ever).
 * `calls`: calls of the last day, which count toward Constant Contact's abuse lock.
 */
export const OUTBOX: Migration = {
  name: 'outbox',
  statements: () => [
    `CREATE TABLE signups (
      id INTEGER PRIMARY KEY,
      address TEXT NOT NULL,
      identity TEXT NOT NULL,
      state TEXT NOT NULL,
      reason TEXT,
      recorded_at BIGINT NOT NULL,
      since BIGINT NOT NULL,
      due_at BIGINT,
      in_line INTEGER NOT NULL,
      alone INTEGER NOT NULL,
      attempts INTEGER NOT NULL,
      awaited_until BIGINT,
      says TEXT NOT NULL,
      payload TEXT,
      outcome TEXT,
      request_id TEXT NOT NULL,
      upstream_request_id TEXT,
      CHECK ((due_at IS NOT NULL) = (state IN ('recorded', 'waiting')))
    )`,
    'CREATE INDEX signups_due ON signups (due_at, id) WHERE due_at IS NOT NULL',
    'CREATE INDEX signups_awaited ON signups (awaited_until, id) WHERE awaited_until IS NOT NULL',
    'CREATE INDEX signups_address ON signups (address, id)',
    'CREATE INDEX signups_identity ON signups (identity)',
    'CREATE INDEX signups_since ON signups (state, since)',
    "CREATE INDEX signups_unerased ON signups (since) WHERE state = 'delivered' AND payload IS NOT NULL",
    `CREATE TABLE outbox (
      one INTEGER PRIMARY KEY CHECK (one = 1),
      last_id INTEGER NOT NULL,
      recorded BIGINT NOT NULL,
      waiting BIGINT NOT NULL,
      held BIGINT NOT NULL,
      parked BIGINT NOT NULL,
      delivered BIGINT NOT NULL,
      refused BIGINT NOT NULL
    )`,
    'INSERT INTO outbox VALUES (1, 0, 0, 0, 0, 0, 0, 0)',
    'CREATE TABLE calls (id TEXT PRIMARY KEY, address TEXT NOT NULL, at BIGINT NOT NULL)',
    'CREATE INDEX calls_address ON calls (address, at)',
    'CREATE INDEX calls_at ON calls (at)',
  ],
}
