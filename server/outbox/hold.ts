import { randomBytes } from 'node:crypto'
import type { Database } from '../store/database.ts'
import type { DatabaseTime } from '../store/database-time.ts'
import { number, numberOrNull, text } from '../store/row.ts'
import { type Change, changeOutbox } from './change.ts'
import { MAIL_EVERY_MS } from './contact-cooldown.ts'

/** NIST asks for 128 bits of what nobody may guess. */
const ID_BYTES = 16

/** A sign-up that its contact must confirm; `content` is the keyed hash of what it says. */
export type ToHold = { id: number; address: string; content: string }

/** Begins to ask for a sign-up that has just become held: from here on it is the courier's. */
export async function beginConfirmation({ transaction, now }: Change, held: ToHold): Promise<void> {
  await transaction.run(
    'INSERT INTO confirmations (id, signup, address, content, mail_due_at, attempts) VALUES (?, ?, ?, ?, ?, 0)',
    randomBytes(ID_BYTES).toString('base64url'),
    held.id,
    held.address,
    held.content,
    now,
  )
}

/**
 * The sign-up of this address that says the same and is held already. Its link is the repeat's too; it may be mailed once
 * more where that is a day old.
 */
export async function heldAlready(
  { transaction, now }: Change,
  { address, content }: Omit<ToHold, 'id'>,
): Promise<number | undefined> {
  const [row] = await transaction.all(
    'SELECT id, signup, mail_due_at, mailed_at FROM confirmations WHERE address = ? AND content = ?',
    address,
    content,
  )
  if (row === undefined) return undefined
  const mailedAt = numberOrNull(row, 'mailed_at') ?? 0
  if (row['mail_due_at'] === null && mailedAt <= now - MAIL_EVERY_MS) {
    await transaction.run('UPDATE confirmations SET mail_due_at = ? WHERE id = ?', now, text(row, 'id'))
  }
  return number(row, 'signup')
}

const EXPIRED = '(SELECT signup FROM confirmations WHERE expires_at <= ? ORDER BY expires_at, id LIMIT ?)'

/** Erases held sign-ups whose link has expired, with all that is known of them; resolves to how many, `most` at most. */
export function eraseExpired(database: Database, time: DatabaseTime, most: number): Promise<number> {
  return changeOutbox(database, time, async ({ transaction, now, leave }) => {
    await transaction.run(`DELETE FROM consents WHERE signup IN ${EXPIRED}`, now, most)
    const erased = await transaction.run(`DELETE FROM signups WHERE id IN ${EXPIRED}`, now, most)
    for (let n = 0; n < erased; n += 1) leave('held')
    return erased
  })
}
