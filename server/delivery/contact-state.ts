import type { Contact } from '../constant-contact/api/records.ts'
import { wasResubscribed } from '../outbox/contact-cooldown.ts'
import type { Database } from '../store/database.ts'
import type { DatabaseTime } from '../store/database-time.ts'
import type { Call } from './next-call.ts'
import { type ContactState, isOnEveryList } from './policy.ts'

type Parts = { database: Database; databaseTime: DatabaseTime; confirmedOptIn: boolean }

/** What the policy must know of a contact, from what was found under the keyed hash `address`. */
export async function contactState(
  { database, databaseTime, confirmedOptIn }: Parts,
  found: Contact | null,
  address: string,
): Promise<ContactState> {
  if (found === null) return { kind: 'absent' }
  const { deleted, ...contact } = found
  // To restore one who was deleted before they confirmed would make them explicit.
  const isPending = confirmedOptIn && contact.permission === 'pending_confirmation'
  if (deleted && !isPending) return { kind: 'deleted' }
  const resubscribed = await wasResubscribed(database, address, contact.leftAt, await databaseTime(database))
  return { kind: 'contact', ...contact, lists: deleted ? [] : contact.lists, resubscribed }
}

/**
 * How many sign-ups of a call, from the first on, an earlier try of ours has delivered already: its answer was lost, there
 * was no such contact before it, and now there is one with all their lists.
 */
export function deliveredBefore(contact: ContactState, { rows }: Pick<Call, 'rows'>): number {
  const isOther = rows.findIndex((row) => !row.absentBefore || !isOnEveryList(contact, row.signUp))
  return isOther === -1 ? rows.length : isOther
}
