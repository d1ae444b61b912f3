import type { Database } from '../store/database.ts'
import type { DatabaseTime } from '../store/database-time.ts'
import { DAY_MS, MINUTE_MS } from '../time/duration.ts'
import { changeOutbox } from './change.ts'
import { TO_DELIVER, TRIED_WITHIN_MS } from './states.ts'

/** What began further in the future began before the clock was set back. */
const BEYOND_MS = MINUTE_MS
/** An address that was called often enough is called again within a day. */
const LIMIT_MS = DAY_MS + BEYOND_MS
/** The vendor's lock takes two days. Tried too early the sign-up would be parked, so a third goes by first. */
const LOCK_MS = 3 * DAY_MS

/** Those behind a sign-up that is held back for their address wait as long, and name no reason. */
const HELD_BACK = `(COALESCE(reason, '') = 'abuse_lock' OR EXISTS (SELECT 1 FROM signups AS first
  WHERE first.address = late.address AND first.reason = 'address_limit' AND first.due_at > ? AND first.due_at <= ?))`

/**
 * Mends the times that a clock wrote which was ahead, once it is set back: nothing waits for the sake of its error, nor
 * hides how long it waits. Resolves to how many rows each step mended, `most` at most.
 */
export function setRight(database: Database, time: DatabaseTime, most: number): Promise<number[]> {
  return changeOutbox(database, time, async ({ transaction, now }) => {
    const beyond = now + BEYOND_MS
    const late = now + TRIED_WITHIN_MS
    return [
      await transaction.run(
        `UPDATE confirmations SET mail_due_at = ? WHERE id IN (SELECT c.id FROM signups AS s
          JOIN confirmations AS c ON c.signup = s.id
          WHERE s.state = 'held' AND s.since > ? AND c.mail_due_at > ? LIMIT ?)`,
        now,
        beyond,
        now,
        most,
      ),
      // Whoever still waits for one of these is told that it is safe.
      await transaction.run(
        `UPDATE signups SET since = ?, recorded_at = CASE WHEN recorded_at > ? THEN ? ELSE recorded_at END,
            awaited_until = NULL
          WHERE id IN (SELECT id FROM signups WHERE state IN ('recorded', 'waiting', 'held') AND since > ? LIMIT ?)`,
        now,
        now,
        now,
        beyond,
        most,
      ),
      await transaction.run(
        `UPDATE signups SET due_at = ? WHERE id IN (SELECT id FROM signups AS late
          WHERE ${TO_DELIVER} AND due_at > ? AND NOT ${HELD_BACK} LIMIT ?)`,
        now,
        late,
        late,
        now + LIMIT_MS,
        most,
      ),
      await transaction.run(
        `UPDATE signups SET due_at = ? WHERE id IN (SELECT id FROM signups
          WHERE ${TO_DELIVER} AND due_at > ? AND reason = 'abuse_lock' LIMIT ?)`,
        now + LOCK_MS,
        now + LOCK_MS,
        most,
      ),
      await transaction.run(
        'UPDATE calls SET at = ? WHERE id IN (SELECT id FROM calls WHERE at > ? LIMIT ?)',
        now,
        beyond,
        most,
      ),
    ]
  })
}
