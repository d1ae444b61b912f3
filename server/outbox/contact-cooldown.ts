import type { Database } from '../store/database.ts'
import { number } from '../store/row.ts'
import { latestPlausible } from '../time/clock-skew.ts'
import { DAY_MS } from '../time/duration.ts'
import type { Change } from './change.ts'

/** One mail per address per day, however many sign-ups. */
export const MAIL_EVERY_MS = DAY_MS
/** How long an address gets no mail after its owner has disowned a sign-up. */
const QUIET_MS = 30 * DAY_MS
/** The vendor asks a contact once for each departure whether they come back; the relay remembers this for so long. */
const REMEMBER_RESUBSCRIBE_MS = 30 * DAY_MS

/**
 * When an address (a keyed hash) was last mailed, until when it must not be, and when the vendor last asked it back; 0:
 * never.
 */
export async function readCooldown(database: Database, address: string) {
  const [row] = await database.all('SELECT * FROM asked WHERE address = ?', address)
  if (row === undefined) return { mailedAt: 0, quietUntil: 0, resubscribedAt: 0 }
  return {
    mailedAt: number(row, 'mailed_at'),
    quietUntil: number(row, 'quiet_until'),
    resubscribedAt: number(row, 'resubscribe_at'),
  }
}

/** True where the vendor is known to have asked this contact since they left whether they come back. */
export async function wasResubscribed(
  database: Database,
  address: string,
  leftAt: number | undefined,
  now: number,
): Promise<boolean> {
  const { resubscribedAt } = await readCooldown(database, address)
  return resubscribedAt > now - REMEMBER_RESUBSCRIBE_MS && resubscribedAt >= (leftAt ?? 0)
}

export function rememberMail(change: Change, address: string): Promise<void> {
  return remember(change, address, 'mailed_at', change.now)
}

export function rememberResubscribe(change: Change, address: string): Promise<void> {
  return remember(change, address, 'resubscribe_at', change.now)
}

export function stopMails(change: Change, address: string): Promise<void> {
  return remember(change, address, 'quiet_until', change.now + QUIET_MS)
}

/** Keeps only the owner's wish for no mail: otherwise the next stranger who types the address could have it mailed again. */
export async function forgetCooldown({ transaction, now }: Change, address: string): Promise<void> {
  await transaction.run('DELETE FROM asked WHERE address = ? AND quiet_until <= ?', address, now)
  await transaction.run('UPDATE asked SET mailed_at = 0, resubscribe_at = 0 WHERE address = ?', address)
}

/** Corrects times that a fast clock wrote, of at most `most` addresses; resolves to how many. */
export function correctCooldowns(transaction: Database, now: number, most: number): Promise<number> {
  const beyond = latestPlausible(now)
  const quietBeyond = latestPlausible(now, QUIET_MS)
  return transaction.run(
    `UPDATE asked SET
        mailed_at = CASE WHEN mailed_at > ? THEN ? ELSE mailed_at END,
        resubscribe_at = CASE WHEN resubscribe_at > ? THEN ? ELSE resubscribe_at END,
        quiet_until = CASE WHEN quiet_until > ? THEN ? ELSE quiet_until END
      WHERE address IN (SELECT address FROM asked WHERE mailed_at > ? OR resubscribe_at > ? OR quiet_until > ? LIMIT ?)`,
    ...[beyond, now, beyond, now, quietBeyond, now + QUIET_MS],
    ...[beyond, beyond, quietBeyond, most],
  )
}

/** Deletes what no longer matters, for at most `most` addresses; resolves to how many. */
export function deleteOldCooldowns(database: Database, now: number, most: number): Promise<number> {
  const sql = `DELETE FROM asked WHERE address IN (SELECT address FROM asked
      WHERE mailed_at <= ? AND quiet_until <= ? AND resubscribe_at <= ? LIMIT ?)`
  return database.run(sql, now - MAIL_EVERY_MS, now, now - REMEMBER_RESUBSCRIBE_MS, most)
}

async function remember(
  { transaction }: Change,
  address: string,
  column: 'mailed_at' | 'quiet_until' | 'resubscribe_at',
  time: number,
): Promise<void> {
  const sql = `INSERT INTO asked (address, mailed_at, quiet_until, resubscribe_at) VALUES (?, 0, 0, 0)
      ON CONFLICT (address) DO NOTHING`
  await transaction.run(sql, address)
  await transaction.run(`UPDATE asked SET ${column} = ? WHERE address = ?`, time, address)
}
