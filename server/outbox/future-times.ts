import type { Database } from '../store/database.ts'
import { latestPlausible } from '../time/clock-skew.ts'
import { DAY_MS } from '../time/duration.ts'
import { changeOutbox } from './change.ts'
import { correctCooldowns } from './contact-cooldown.ts'
import { CALL_COUNTS_MS } from './queue.ts'
import { TO_DELIVER, TRIED_WITHIN_MS } from './states.ts'

/** The vendor's lock lasts two days. A sign-up tried too early would be parked, so it waits a third day. */
const LOCK_MS = 3 * DAY_MS

/** Sign-ups behind one that waits because of its address wait as long as it does, without a reason of their own. */
const HELD_BACK = `(COALESCE(reason, '') = 'abuse_lock' OR EXISTS (SELECT 1 FROM signups AS first
  WHERE first.address = late.address AND first.reason = 'address_limit' AND first.due_at > ? AND first.due_at <= ?))`

/**
 * Corrects times in the outbox that were written by a fast clock, since set back (`time/clock-skew.ts`), so that they neither
 * delay a sign-up nor hide how long it has waited. Resolves to how many rows each step corrected, at most `most` each.
 */
export function correctFutureTimes(database: Database, most: number): Promise<number[]> {
  return changeOutbox(database, async ({ transaction, now }) => {
    const beyond = latestPlausible(now)
    const late = latestPlausible(now, TRIED_WITHIN_MS)
    // An address that has used up its calls may be called again within a day.
    const heldBackUntil = latestPlausible(now, CALL_COUNTS_MS)
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
      // A visitor who still waits for one of these is told that it was received.
      await transaction.run(
        `UPDATE signups SET since = ?, recorded_at = CASE WHEN recorded_at > ? THEN ? ELSE recorded_at END,
            awaited_until = NULL
          WHERE id IN (SELECT id FROM signups WHERE state IN ('recorded', 'waiting', 'held', 'parked', 'delivered', 'refused') AND since > ? LIMIT ?)`,
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
        heldBackUntil,
        most,
      ),
      await transaction.run(
        `UPDATE signups SET due_at = ? WHERE id IN (SELECT id FROM signups
          WHERE ${TO_DELIVER} AND due_at > ? AND reason = 'abuse_lock' LIMIT ?)`,
        now + LOCK_MS,
        latestPlausible(now, LOCK_MS),
        most,
      ),
      await transaction.run(
        'UPDATE calls SET at = ? WHERE id IN (SELECT id FROM calls WHERE at > ? LIMIT ?)',
        now,
        beyond,
        most,
      ),
      await transaction.run(
        'UPDATE consents SET recorded_at = ? WHERE signup IN (SELECT signup FROM consents WHERE recorded_at > ? LIMIT ?)',
        now,
        beyond,
        most,
      ),
      await correctCooldowns(transaction, now, most),
    ]
  })
}
