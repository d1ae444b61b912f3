import type { Contact } from '../constant-contact/api/records.ts'
import { askedToReturn, whatWasAsked } from '../outbox/contact-cooldown.ts'
import type { Database } from '../store/database.ts'
import type { Known } from './policy.ts'

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
  const asked = askedToReturn(await whatWasAsked(database, address), now)
  return { kind: 'contact', contactId, permission, lists, asked }
}
