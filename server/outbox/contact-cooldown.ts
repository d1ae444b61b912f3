import type { Database, Row } from '../store/database.ts'
import { number } from '../store/row.ts'
import { DAY_MS } from '../time/duration.ts'
import type { Change } from './change.ts'

/** One mail per address per day, however many sign-ups. */
export const MAIL_EVERY_MS = DAY_MS
/** So long an address gets no mail after its owner has said that it was not them. */
const QUIET_MS = 30 * DAY_MS
/** So long the vendor is not told again to ask an unsubscribed contact whether they come back. */
const RESUBSCRIBE_EVERY_MS = 30 * DAY_MS

/** What an address was asked, and when; times in milliseconds since 1970, 0 for never. */
export type Asked = { mailedAt: number; quietUntil: number; resubscribeAt: number }

/** `address` is the keyed hash, here and below. */
export async function whatWasAsked(database: Database, address: string): Promise<Asked> {
  const [row] = await database.all('SELECT * FROM asked WHERE address = ?', address)
  return row === undefined ? { mailedAt: 0, quietUntil: 0, resubscribeAt: 0 } : asked(row)
}

/** True while the vendor need not be told again to ask. */
export function askedToReturn({ resubscribeAt }: Asked, now: number): boolean {
  return resubscribeAt > now - RESUBSCRIBE_EVERY_MS
}

export function rememberMail(change: Change, address: string): Promise<void> {
  return remember(change, address, 'mailed_at', change.now)
}

export function rememberResubscribe(change: Change, address: string): Promise<void> {
  return remember(change, address, 'resubscribe_at', change.now)
}

export function keepQuiet(change: Change, address: string): Promise<void> {
  return remember(change, address, 'quiet_until', change.now + QUIET_MS)
}

/** Forgets what no longer matters; resolves to how many addresses, `most` at most. */
export function tidyAsked(database: Database, now: number, most: number): Promise<number> {
  return database.run(
    `DELETE FROM asked WHERE address IN (SELECT address FROM asked
      WHERE mailed_at <= ? AND quiet_until <= ? AND resubscribe_at <= ? LIMIT ?)`,
    now - MAIL_EVERY_MS,
    now,
    now - RESUBSCRIBE_EVERY_MS,
    most,
  )
}

async function remember(
  { transaction }: Change,
  address: string,
  column: 'mailed_at' | 'quiet_until' | 'resubscribe_at',
  time: number,
): Promise<void> {
  await transaction.run(
    `INSERT INTO asked (address, mailed_at, quiet_until, resubscribe_at) VALUES (?, 0, 0, 0)
      ON CONFLICT (address) DO NOTHING`,
    address,
  )
  await transaction.run(`UPDATE asked SET ${column} = ? WHERE address = ?`, time, address)
}

function asked(row: Row): Asked {
  return {
    mailedAt: number(row, 'mailed_at'),
    quietUntil: number(row, 'quiet_until'),
    resubscribeAt: number(row, 'resubscribe_at'),
  }
}
