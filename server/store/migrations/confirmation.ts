import type { Migration } from './migration.ts'

/**
 * `signups.confirmed` 1: the contact themselves pressed the button, so no policy stands in the way any more.
 * `confirmations`: a row a held sign-up, gone with it. `id` stands in its link; `content` is a keyed hash of what it says, so
 * that a repeat finds it; `mail_due_at` is null while no mail is to be sent; `expires_at` is null until that is known.
 * `asked`: what an address was asked, by us and, to come back, by the vendor; until `quiet_until` we mail it nothing.
 * `consents`: who agreed to which sentence, kept when the sign-up itself is long erased. `sealed` says what, `address` is
 * the keyed hash.
 */
export const CONFIRMATION: Migration = {
  name: 'confirmation',
  statements: () => [
    'ALTER TABLE signups ADD COLUMN confirmed INTEGER NOT NULL DEFAULT 0',
    `CREATE TABLE confirmations (
      id TEXT PRIMARY KEY,
      signup INTEGER NOT NULL UNIQUE REFERENCES signups (id) ON DELETE CASCADE,
      address TEXT NOT NULL,
      content TEXT NOT NULL,
      mail_due_at BIGINT,
      attempts INTEGER NOT NULL,
      mailed_at BIGINT,
      expires_at BIGINT
    )`,
    'CREATE UNIQUE INDEX confirmations_content ON confirmations (address, content)',
    'CREATE INDEX confirmations_due ON confirmations (mail_due_at) WHERE mail_due_at IS NOT NULL',
    'CREATE INDEX confirmations_expires ON confirmations (expires_at) WHERE expires_at IS NOT NULL',
    `CREATE TABLE asked (
      address TEXT PRIMARY KEY,
      mailed_at BIGINT NOT NULL,
      quiet_until BIGINT NOT NULL,
      resubscribe_at BIGINT NOT NULL
    )`,
    `CREATE TABLE consents (
      signup INTEGER PRIMARY KEY,
      address TEXT NOT NULL,
      recorded_at BIGINT NOT NULL,
      confirmed_at BIGINT,
      sealed TEXT NOT NULL
    )`,
    'CREATE INDEX consents_address ON consents (address, signup)',
    'CREATE INDEX consents_recorded ON consents (recorded_at)',
  ],
}
