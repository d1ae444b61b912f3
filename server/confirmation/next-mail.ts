import type { Change } from '../outbox/change.ts'
import { MAIL_EVERY_MS, whatWasAsked } from '../outbox/contact-cooldown.ts'
import type { Row } from '../store/database.ts'
import { text } from '../store/row.ts'
import { DAY_MS } from '../time/duration.ts'
import { HELD } from './pending-confirmation.ts'

/** A link works so long. */
export const LINK_MS = 7 * DAY_MS
/** Who has taken a mail to send it, has sent it by then or died. */
const SENDING_MS = 120_000
/** How many held sign-ups one transaction may look at before it lets others in. */
const MOST_LOOKS = 20

/**
 * Takes the next held sign-up that is to be mailed, a row as `HELD` reads it. None is mailed whose address has asked for
 * quiet, or had a mail within the day: there the sign-up is shown behind the link of that mail, or, if that link is used
 * up, mailed a day later.
 */
export async function takeNextMail(change: Change): Promise<Row | undefined> {
  const { transaction, now } = change
  for (let looks = 0; looks < MOST_LOOKS; looks += 1) {
    const [row] = await transaction.all(
      `${HELD} c.mail_due_at <= ? ORDER BY c.mail_due_at, c.signup LIMIT 1`,
      now,
    )
    if (row === undefined) return undefined
    const id = text(row, 'id')
    const address = text(row, 'address')
    const { mailedAt, quietUntil } = await whatWasAsked(transaction, address)
    const recently = mailedAt > now - MAIL_EVERY_MS
    if (quietUntil > now || (recently && (await hasLivingLink(change, address)))) await letWait(change, id)
    else if (recently) await dueAt(change, id, mailedAt + MAIL_EVERY_MS)
    else {
      await transaction.run(
        'UPDATE confirmations SET mail_due_at = ?, attempts = attempts + 1 WHERE id = ?',
        now + SENDING_MS,
        id,
      )
      return row
    }
  }
  return undefined
}

/** When a mail that could not be sent is tried again. */
export async function dueAt({ transaction }: Change, id: string, time: number): Promise<void> {
  await transaction.run('UPDATE confirmations SET mail_due_at = ? WHERE id = ?', time, id)
}

/** It is mailed, or never will be: its link, or the other one that it is shown behind, works for a week. */
export async function nowMailed({ transaction, now }: Change, id: string): Promise<void> {
  await transaction.run(
    'UPDATE confirmations SET mail_due_at = NULL, attempts = 0, mailed_at = ?, expires_at = ? WHERE id = ?',
    now,
    now + LINK_MS,
    id,
  )
}

async function letWait({ transaction, now }: Change, id: string): Promise<void> {
  await transaction.run(
    'UPDATE confirmations SET mail_due_at = NULL, expires_at = COALESCE(expires_at, ?) WHERE id = ?',
    now + LINK_MS,
    id,
  )
}

async function hasLivingLink({ transaction, now }: Change, address: string): Promise<boolean> {
  const rows = await transaction.all(
    `SELECT c.id FROM confirmations AS c JOIN signups AS s ON s.id = c.signup
      WHERE c.address = ? AND c.mailed_at > ? AND s.state = 'held' LIMIT 1`,
    address,
    now - MAIL_EVERY_MS,
  )
  return rows.length > 0
}
