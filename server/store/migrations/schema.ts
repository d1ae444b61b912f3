/**
 * One migration. Its name is stored in the database and never changes; its statements never change once released.
 * Use types that both engines have: TEXT, BIGINT, INTEGER.
 */
export type Migration = { name: string; statements: readonly string[] }

/** Every migration, oldest first. Add new ones at the end. */
export const MIGRATIONS: readonly Migration[] = [
  // Facts about this database by name, such as the account it belongs to and its encrypted hash key.
  {
    name: 'meta',
    statements: ['CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL)'],
  },
  // The owner's grant, in the only row of `connection`. `sealed` holds the encrypted token pair; `version` increases with
  // every pair. `seed` is the fingerprint of the last refresh token from the environment. `lease_owner` may refresh until
  // `lease_until`; `called_at` is when the token endpoint was last called. The row exists from the start, so that every step
  // is one conditional UPDATE. `connect_codes` holds the hashes of the one-time codes for `/connect`.
  {
    name: 'connection',
    statements: [
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
  },
  // `signups`: one row per sign-up. `address` and `identity` are keyed hashes of the address and the content, so the table
  // identifies nobody. `says` lists the properties that the sign-up has; `payload` is the encrypted content, null once erased.
  // `since`: recorded_at while it waits, otherwise when it entered its state. `due_at`: when it may be sent; null once it is
  // no longer delivered automatically. `in_line`: 0 if others with its address go first. `alone`: 1 if it must not be merged.
  // `awaited_until`: until when a visitor waits for the outcome; null if nobody does.
  // `outbox`: one row, locked by every change of `signups`. It holds the last id and the number of sign-ups in each state
  // (for delivered and refused: the total ever).
  // `calls`: calls of the last day, which count toward Constant Contact's abuse lock.
  {
    name: 'outbox',
    statements: [
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
  },
  // The lease of the one relay that may call Constant Contact: `owner` holds it until `until`; `fence` increases with every
  // change of owner. `recent` is a JSON array of the last calls' times; `used` counts calls on the UTC day `day` (days since
  // 1970).
  {
    name: 'dispatch',
    statements: [
      `CREATE TABLE dispatch (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        owner TEXT NOT NULL,
        fence BIGINT NOT NULL,
        until BIGINT NOT NULL,
        recent TEXT NOT NULL,
        day INTEGER NOT NULL,
        used INTEGER NOT NULL
      )`,
      "INSERT INTO dispatch VALUES (1, '', 0, 0, '[]', 0, 0)",
    ],
  },
  // Alerts sent to the owner: one row, leased by the relay `owner` until `until`. `state`, a JSON object, holds the ongoing
  // troubles and the alerts not sent yet.
  {
    name: 'alerts',
    statements: [
      `CREATE TABLE alerts (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        owner TEXT NOT NULL,
        until BIGINT NOT NULL,
        state TEXT NOT NULL
      )`,
      "INSERT INTO alerts VALUES (1, '', 0, '{}')",
    ],
  },
  // `signups.confirmed`: 1 if the contact confirmed the sign-up, so the policy for existing contacts no longer applies.
  // `confirmations`: one row per held sign-up, deleted with it. `id` is part of its link. `content` is a keyed hash of the
  // sign-up's content, to find repeats. `mail_due_at` is null while no mail is due; `expires_at` is null until it is known.
  // `asked`: when an address was last sent a confirmation mail by us (`mailed_at`) and a resubscribe mail by Constant Contact
  // (`resubscribe_at`). We send it nothing until `quiet_until`.
  // `consents`: who agreed to which sentence, kept after the sign-up is erased. `sealed` holds the encrypted consent;
  // `address` is the keyed hash.
  {
    name: 'confirmation',
    statements: [
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
  },
  // `signups.trust`: 0 doubtful, 1 ordinary, 2 proven. The index finds proven sign-ups quickly however many others are due.
  {
    name: 'trust',
    statements: [
      'ALTER TABLE signups ADD COLUMN trust INTEGER NOT NULL DEFAULT 1',
      'CREATE INDEX signups_proven ON signups (trust, due_at, id) WHERE due_at IS NOT NULL AND trust = 2',
    ],
  },
  // The widget's built files, including past versions. `content` is base64; `mark` is a keyed hash of the other columns.
  {
    name: 'releases',
    statements: [
      `CREATE TABLE releases (
        version TEXT NOT NULL,
        name TEXT NOT NULL,
        content TEXT NOT NULL,
        mark TEXT NOT NULL,
        PRIMARY KEY (version, name)
      )`,
    ],
  },
  // Used proofs of work, by the random part of their challenge, kept until the challenge expires.
  {
    name: 'used proofs',
    statements: [
      'CREATE TABLE used_proofs (id TEXT PRIMARY KEY, expires_at BIGINT NOT NULL)',
      'CREATE INDEX used_proofs_expires ON used_proofs (expires_at)',
    ],
  },
  // The mail server's health, in one row. `failing_since`: since when it has accepted nothing, null while it works.
  // `refusals`: how many mails in a row it rejected permanently. `cause`: the last error, without personal data.
  {
    name: 'mail',
    statements: [
      `CREATE TABLE mail (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        failing_since BIGINT,
        refusals INTEGER NOT NULL,
        cause TEXT
      )`,
      'INSERT INTO mail VALUES (1, NULL, 0, NULL)',
    ],
  },
  // `signups.fault`: what the owner must fix before a parked sign-up can be delivered, as the vendor's error key and the
  // property it named; null for none. The tokens' times: one that an earlier version stored in pieces or beyond all bounds.
  {
    name: 'faults of the owner',
    statements: [
      'ALTER TABLE signups ADD COLUMN fault TEXT',
      'CREATE INDEX signups_fault ON signups (fault) WHERE fault IS NOT NULL',
      'UPDATE connection SET expires_at = 0 WHERE expires_at > 9007199254740991 OR expires_at <> CAST(expires_at AS BIGINT)',
    ],
  },
  // `signups.absent_before`: 1 if a call for it may have reached Constant Contact when there was no such contact yet.
  // `unconfirmed_since`: since when it has waited for its contact to confirm Constant Contact's own mail; `look_at`: when the
  // contact is looked up again, null while it is not held for that.
  {
    name: 'pending at vendor',
    statements: [
      'ALTER TABLE signups ADD COLUMN absent_before INTEGER NOT NULL DEFAULT 0',
      'ALTER TABLE signups ADD COLUMN unconfirmed_since BIGINT',
      'ALTER TABLE signups ADD COLUMN look_at BIGINT',
      'CREATE INDEX signups_look ON signups (look_at, id) WHERE look_at IS NOT NULL',
    ],
  },
  // `outbox.accepted`: how many calls of sign_up_form were accepted. `signups.failed_alone`: how often a sign-up failed while
  // others were accepted between its tries, with the first time; `failed_at`: what `accepted` was at its last failure.
  {
    name: 'failures of one sign-up',
    statements: [
      'ALTER TABLE outbox ADD COLUMN accepted BIGINT NOT NULL DEFAULT 0',
      'ALTER TABLE signups ADD COLUMN failed_alone INTEGER NOT NULL DEFAULT 0',
      'ALTER TABLE signups ADD COLUMN failed_at BIGINT',
    ],
  },
  // `dispatch.cause`: why Constant Contact is down, as the last call showed it; null while it is not.
  { name: 'why the vendor is down', statements: ['ALTER TABLE dispatch ADD COLUMN cause TEXT'] },
  // `connection.trouble`: whether the last refresh failed, null where it did not; `cause`: why, or what was odd about it.
  {
    name: 'why a token is not refreshed',
    statements: [
      'ALTER TABLE connection ADD COLUMN trouble TEXT',
      'ALTER TABLE connection ADD COLUMN cause TEXT',
    ],
  },
  // What was wrong, from when to when: `trouble` as alerts name it, `sentence` as the owner was told last, without personal
  // data; `mended_at` is null while it lasts.
  {
    name: 'incidents',
    statements: [
      `CREATE TABLE incidents (
        trouble TEXT NOT NULL,
        sentence TEXT NOT NULL,
        began_at BIGINT NOT NULL,
        mended_at BIGINT,
        PRIMARY KEY (trouble, began_at)
      )`,
      'CREATE INDEX incidents_mended ON incidents (mended_at)',
    ],
  },
  // The owner's settings, by the name of the environment variable; secrets are sealed. `owner_settings_version`: one row,
  // locked by every save and increased by it. `owner_settings_history`: `value_before` and `value_after` are null for
  // secrets, and where nothing is set; `is_set` is 0 if the value was removed. `by_whom`: console, command or import.
  {
    name: 'settings of the owner',
    statements: [
      'CREATE TABLE owner_settings (name TEXT PRIMARY KEY, value TEXT NOT NULL, changed_at BIGINT NOT NULL)',
      `CREATE TABLE owner_settings_version (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        version BIGINT NOT NULL
      )`,
      'INSERT INTO owner_settings_version VALUES (1, 0)',
      `CREATE TABLE owner_settings_history (
        id BIGINT PRIMARY KEY,
        at BIGINT NOT NULL,
        name TEXT NOT NULL,
        by_whom TEXT NOT NULL,
        value_before TEXT,
        value_after TEXT,
        is_set INTEGER NOT NULL
      )`,
    ],
  },
  // `connect_codes.purpose`: what a code is for, `connect` or `console`. `console_sessions`: who is signed in to the console,
  // by the keyed hash of the session's id.
  {
    name: 'console sign-in',
    statements: [
      "ALTER TABLE connect_codes ADD COLUMN purpose TEXT NOT NULL DEFAULT 'connect'",
      'CREATE TABLE console_sessions (hash TEXT PRIMARY KEY, expires_at BIGINT NOT NULL)',
    ],
  },
  // `daily_counts`: how many forms were started and signed up with on one UTC day (days since 1970), by page, form and campaign
  // (`outbox/counts/counted-as.ts`); nothing about a person. `created` and `updated` are null where they are unknown, since the
  // sign-ups were counted from their consents. `signups.counted`: the row a sign-up is counted in. `consents.counted`: the same,
  // and null while it is to be counted, as those are that an earlier version recorded.
  {
    name: 'daily counts',
    statements: [
      `CREATE TABLE daily_counts (
        id INTEGER PRIMARY KEY,
        day INTEGER NOT NULL,
        page TEXT NOT NULL,
        form TEXT NOT NULL,
        campaign TEXT NOT NULL,
        started INTEGER NOT NULL,
        signed_up INTEGER NOT NULL,
        created INTEGER,
        updated INTEGER,
        UNIQUE (day, page, form, campaign)
      )`,
      'ALTER TABLE signups ADD COLUMN counted INTEGER',
      'ALTER TABLE consents ADD COLUMN counted INTEGER',
      'CREATE INDEX consents_uncounted ON consents (signup) WHERE counted IS NULL',
    ],
  },
  // The index finds the reasons for which sign-ups are parked, and those of one reason, however many others there are.
  {
    name: 'parked by reason',
    statements: ["CREATE INDEX signups_parked ON signups (state, reason, since, id) WHERE state = 'parked'"],
  },
]
