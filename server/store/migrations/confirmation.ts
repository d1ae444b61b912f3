import type { Migration } from './migration.ts'

/**
 * `signups.confirmed`: 1 if the contact confirmed the sign-up, so the policy for existing contacts no longer applies.
 * `confirmations`: one row per held sign-up, deleted with it. `id` is part of its link. `content` is a keyed hash of the
 * sign-up's content, to find repeats. `mail_due_at` is null while no mail is due; `expires_at` is null until it is known.
 * `asked`: when an address was last sent a confirmation mail by us (`mailed_at`) and a resubscribe mail by Constant Contact
 * (`resubscribe_at`). We send it nothing until `quiet_until`.
 * `consents`: who agreed to which sentence, kept after the sign-up is erased. `sealed` holds the encrypted consent;
 * `address` is the keyed hash.
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
