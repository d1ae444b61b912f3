import type { Database } from '../store/database.ts'
import { inNumbers } from '../store/fragments.ts'
import { number, text } from '../store/row.ts'
import { latestPlausible } from '../time/clock-skew.ts'
import { DAY_MS } from '../time/duration.ts'
import type { Change } from './change.ts'
import type { QueuedSignUp } from './queue.ts'
import { park, settle } from './transitions.ts'

/** How often a contact who has not confirmed the vendor's mail is looked up again. */
const LOOK_EVERY_MS = DAY_MS
/** After so long the owner decides. */
const GIVE_UP_MS = 30 * DAY_MS

/**
 * Holds a sign-up until its contact confirms the vendor's own mail: to send it earlier would confirm in their place. Parks
 * it after 30 days; resolves to which of the two it did.
 */
export async function holdForVendor(change: Change, signUp: QueuedSignUp): Promise<'held' | 'parked'> {
  const { now } = change
  const since = Math.min(signUp.unconfirmedSince ?? now, now)
  if (now - since >= GIVE_UP_MS) {
    await park(change, signUp, 'never_confirmed')
    return 'parked'
  }
  await settle(change, signUp, 'held', {
    ...{ reason: 'pending_at_vendor', since, in_line: 0 },
    ...{ unconfirmed_since: since, look_at: now + LOOK_EVERY_MS },
  })
  return 'held'
}

/** The address (a keyed hash) to look up again. One that a wrong clock postponed is due now. */
export async function nextToLookUp(database: Database, now: number): Promise<string | undefined> {
  const sql = 'SELECT address FROM signups WHERE look_at <= ? OR look_at > ? ORDER BY look_at, id LIMIT 1'
  const [row] = await database.all(sql, now, latestPlausible(now, LOOK_EVERY_MS))
  return row && text(row, 'address')
}

/** Releases all that is held for this contact, in order: the look-up before each call says whether it may go out. */
export async function lookUpAgain({ transaction, now, move }: Change, address: string): Promise<void> {
  const sql = 'SELECT id FROM signups WHERE address = ? AND look_at IS NOT NULL ORDER BY id'
  const rows = await transaction.all(sql, address)
  for (const _ of rows) move('held', 'waiting')
  await transaction.run(
    `UPDATE signups SET state = 'waiting', reason = 'pending_at_vendor', since = ?, due_at = ?, in_line = 1, look_at = NULL
      WHERE id ${inNumbers(transaction.engine)}`,
    now,
    now,
    JSON.stringify(rows.map((row) => number(row, 'id'))),
  )
}
