import type { Database } from '../store/database.ts'
import { numberOrNull } from '../store/row.ts'
import type { Seal } from '../store/sealed.ts'
import { DAY_MS, MINUTE_MS } from '../time/duration.ts'
import type { Change } from './change.ts'
import { MAIL_EVERY_MS, readCooldown, rememberMail } from './contact-cooldown.ts'
import { CONFIRMATIONS, type PendingConfirmation, pending, SELECT_PENDING } from './pending-confirmation.ts'
import { TRIED_WITHIN_MS } from './states.ts'

/** How long a link works. */
export const LINK_MS = 7 * DAY_MS
/** After this time, a relay that took a mail has either sent it or died. */
const SENDING_MS = 2 * MINUTE_MS
/** Then the transaction lets others in. */
const MOST_PER_TRANSACTION = 20
/** The oldest is looked for among this many of those due soonest. */
const MOST_LOOKED_AT = 100

/**
 * Takes the next held sign-up whose contact is to be mailed. An address that wants no mail, or got one within the day, gets
 * none: the page of the earlier mail shows this sign-up too. If that link is used up, the mail goes out a day later.
 */
export async function takeNextMail(change: Change, seal: Seal): Promise<PendingConfirmation | undefined> {
  const { transaction, now } = change
  for (let looks = 0; looks < MOST_PER_TRANSACTION; looks += 1) {
    const sql = `${SELECT_PENDING} c.mail_due_at <= ? ORDER BY c.mail_due_at, c.signup LIMIT 1`
    const [row] = await transaction.all(sql, now)
    if (row === undefined) return undefined
    const next = pending(row, seal)
    const { mailedAt, quietUntil } = await readCooldown(transaction, next.address)
    const isRecent = mailedAt > now - MAIL_EVERY_MS
    if (quietUntil > now || (isRecent && (await hasWorkingLink(change, next.address)))) {
      await skipMail(change, next.id)
    } else if (isRecent) {
      await mailAt(change, next.id, mailedAt + MAIL_EVERY_MS)
    } else {
      await transaction.run(
        'UPDATE confirmations SET mail_due_at = ?, attempts = attempts + 1 WHERE id = ?',
        now + SENDING_MS,
        next.id,
      )
      return next
    }
  }
  return undefined
}

/** Schedules the mail, or the next try, for `time`. */
export async function mailAt({ transaction }: Change, id: string, time: number): Promise<void> {
  await transaction.run('UPDATE confirmations SET mail_due_at = ? WHERE id = ?', time, id)
}

/** The mail is sent, or can never be: its link works for a week from now. */
export async function mailed(change: Change, { id, address }: PendingConfirmation): Promise<void> {
  const sql =
    'UPDATE confirmations SET mail_due_at = NULL, attempts = 0, mailed_at = ?, expires_at = ? WHERE id = ?'
  await change.transaction.run(sql, change.now, change.now + LINK_MS, id)
  await rememberMail(change, address)
}

/** Since when the oldest mail has been waiting, counted from when it was first due; null if none is. */
export async function oldestMailSince(database: Database, now: number): Promise<number | null> {
  const sql = `SELECT MIN(due) AS oldest FROM (
      SELECT CASE WHEN c.attempts > 1 THEN s.since ELSE c.mail_due_at END AS due
        FROM ${CONFIRMATIONS}
        WHERE c.mail_due_at IS NOT NULL AND c.mail_due_at <= ? ORDER BY c.mail_due_at LIMIT ?
    ) AS soonest`
  const [row] = await database.all(sql, now + TRIED_WITHIN_MS, MOST_LOOKED_AT)
  return row === undefined ? null : numberOrNull(row, 'oldest')
}

async function skipMail({ transaction, now }: Change, id: string): Promise<void> {
  const sql = 'UPDATE confirmations SET mail_due_at = NULL, expires_at = COALESCE(expires_at, ?) WHERE id = ?'
  await transaction.run(sql, now + LINK_MS, id)
}

async function hasWorkingLink({ transaction, now }: Change, address: string): Promise<boolean> {
  const sql = `SELECT c.id FROM ${CONFIRMATIONS} WHERE c.address = ? AND c.mailed_at > ? AND s.state = 'held' LIMIT 1`
  return (await transaction.all(sql, address, now - MAIL_EVERY_MS)).length > 0
}
