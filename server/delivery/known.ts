import type { Contact } from '../constant-contact/records.ts'
import type { Change } from '../outbox/change.ts'
import type { Database } from '../store/database.ts'
import { number } from '../store/row.ts'
import type { Known } from './policy.ts'

const DAY_MS = 86_400_000
/** So long the vendor is not told again to ask an unsubscribed contact whether they come back. */
const RESUBSCRIBE_EVERY_MS = 30 * DAY_MS

/** What the policy must know of a contact, who was found or not; `address` is the keyed hash. */
export async function knownOf(
  database: Database,
  found: Contact | null,
  address: string,
  now: number,
): Promise<Known> {
  if (found === null) return { kind: 'absent' }
  if (found.deleted) return { kind: 'deleted' }
  const { contactId, permission, lists } = found
  const [row] = await database.all('SELECT resubscribe_at FROM asked WHERE address = ?', address)
  const asked = row !== undefined && number(row, 'resubscribe_at') > now - RESUBSCRIBE_EVERY_MS
  return { kind: 'contact', contactId, permission, lists, asked }
}

/** Keeps in mind that the vendor was told to ask. */
export async function rememberResubscribe({ transaction, now }: Change, address: string): Promise<void> {
  await transaction.run(
    `INSERT INTO asked (address, mailed_at, quiet_until, resubscribe_at) VALUES (?, 0, 0, ?)
      ON CONFLICT (address) DO UPDATE SET resubscribe_at = excluded.resubscribe_at`,
    address,
    now,
  )
}
