import type { Database } from '../../store/database.ts'
import { latestPlausible } from '../../time/clock-skew.ts'
import { DAY_MS } from '../../time/duration.ts'
import { changeOutbox } from '../change.ts'
import { correctCooldowns, MAIL_EVERY_MS } from '../contact-cooldown.ts'
import { LINK_MS } from '../mail-queue.ts'
import { CALL_COUNTS_MS } from '../queue.ts'
import { TO_DELIVER, TRIED_WITHIN_MS } from '../states.ts'

/** The vendor's lock lasts two days. A sign-up tried too early would be parked, so it waits a third day. */
const LOCK_MS = 3 * DAY_MS

/** Sign-ups behind one that waits because of its address wait as long as it does, without a reason of their own. */
const HELD_BACK = `(COALESCE(reason, '') = 'abuse_lock' OR EXISTS (SELECT 1 FROM signups AS first
  WHERE first.address = late.address AND first.reason = 'address_limit' AND first.due_at > ? AND first.due_at <= ?))`

/**
 * Corrects times that a fast clock, since set back, wrote (`time/clock-skew.ts`). Resolves to how many rows each step
 * corrected, at most `most` each.
 */
export function correctFutureTimes(database: Database, most: number): Promise<number[]> {
  return changeOutbox(database, async ({ transaction, now }) => {
    const beyond = latestPlausible(now)
    const late = latestPlausible(now, TRIED_WITHIN_MS)
    // An address that has used up its calls may be called again within a day.
    const heldBackUntil = latestPlausible(now, CALL_COUNTS_MS)
    /** `which`: SQL that selects the rows to change, by the key of the table. */
    const correct = (table: string, key: string, set: string, which: string, values: number[]) =>
      transaction.run(`UPDATE ${table} SET ${set} WHERE ${key} IN (${which} LIMIT ?)`, ...values, most)
    const due = `SELECT id FROM signups AS late WHERE ${TO_DELIVER} AND due_at > ? AND`
    const heldBack = [now, late, late, heldBackUntil]
    const locked = [now + LOCK_MS, latestPlausible(now, LOCK_MS)]
    const unmailed = `SELECT c.id FROM signups AS s JOIN confirmations AS c ON c.signup = s.id
      WHERE s.state = 'held' AND s.since > ? AND c.mail_due_at > ?`
    const mails = 'SELECT id FROM confirmations WHERE mail_due_at > ?'
    const mailTimes = [now, latestPlausible(now, MAIL_EVERY_MS)]
    const link = 'expires_at = ?, mailed_at = CASE WHEN mailed_at > ? THEN ? ELSE mailed_at END'
    const links = 'SELECT id FROM confirmations WHERE expires_at > ?'
    const linkTimes = [now + LINK_MS, now, now, latestPlausible(now, LINK_MS)]
    const ahead = "state IN ('recorded', 'waiting', 'held', 'parked', 'delivered', 'refused') AND since > ?"
    const signUps = `SELECT id FROM signups WHERE ${ahead}`
    // A visitor who still waits for one of these is told that it was received.
    const restart =
      'since = ?, recorded_at = CASE WHEN recorded_at > ? THEN ? ELSE recorded_at END, awaited_until = NULL'
    const confirmed = `SELECT signup FROM signups JOIN consents ON signup = id WHERE ${ahead} AND confirmed_at > ?`
    const consents = 'SELECT signup FROM consents WHERE recorded_at > ?'
    return [
      await correct('confirmations', 'id', 'mail_due_at = ?', unmailed, [now, beyond, now]),
      await correct('consents', 'signup', 'confirmed_at = ?', confirmed, [now, beyond, now]),
      await correct('signups', 'id', restart, signUps, [now, now, now, beyond]),
      await correct('signups', 'id', 'due_at = ?', `${due} NOT ${HELD_BACK}`, heldBack),
      await correct('signups', 'id', 'due_at = ?', `${due} reason = 'abuse_lock'`, locked),
      await correct('calls', 'id', 'at = ?', 'SELECT id FROM calls WHERE at > ?', [now, beyond]),
      await correct('consents', 'signup', 'recorded_at = ?', consents, [now, beyond]),
      await correct('confirmations', 'id', 'mail_due_at = ?', mails, mailTimes),
      await correct('confirmations', 'id', link, links, linkTimes),
      await correctCooldowns(transaction, now, most),
    ]
  })
}
