import type { Contact } from '../constant-contact/api/records.ts'
import { type SignUp, TEXT_FIELDS } from '../contract.ts'
import { wasResubscribed } from '../outbox/contact-cooldown.ts'
import { propertiesOf } from '../sign-up/content.ts'
import type { Database } from '../store/database.ts'
import type { Call } from './next-call.ts'

/** A contact as the vendor has it. `resubscribed`: the vendor has asked them since they left whether they come back. */
export type ContactState =
  | { kind: 'absent' | 'deleted' }
  | ({ kind: 'contact'; resubscribed: boolean } & Pick<Contact, 'contactId' | 'permission' | 'lists'> &
      Partial<Pick<Contact, 'known'>>)

type Parts = { database: Database; confirmedOptIn: boolean }

/** What the policy must know of a contact, from what was found under the keyed hash `address`. */
export async function contactState(
  { database, confirmedOptIn }: Parts,
  found: Contact | null,
  address: string,
): Promise<ContactState> {
  if (found === null) return { kind: 'absent' }
  const { deleted, ...contact } = found
  // To restore one who was deleted before they confirmed would make them explicit.
  const isPending = confirmedOptIn && contact.permission === 'pending_confirmation'
  if (deleted && !isPending) return { kind: 'deleted' }
  const resubscribed = await wasResubscribed(database, address, contact.leftAt, await database.now())
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

/** True for a contact who is on every list that the sign-up names. */
export function isOnEveryList(contact: ContactState, { list_memberships }: SignUp): boolean {
  if (contact.kind !== 'contact') return false
  const lists = new Set(contact.lists.map((list) => list.toLowerCase()))
  return list_memberships.every((list) => lists.has(list.toLowerCase()))
}

/** True where the sign-up says what the contact does not have yet: a list, or where `everything` counts also another value. */
export function addsTo(contact: ContactState, signUp: SignUp, everything: boolean): boolean {
  if (contact.kind !== 'contact' || !isOnEveryList(contact, signUp)) return true
  if (!everything) return false
  const { known } = contact
  const isKnown = (name: string): boolean => {
    if (name.startsWith('list_memberships.')) return true
    if (name === 'birthday')
      return known?.birthday_month === signUp.birthday_month && known?.birthday_day === signUp.birthday_day
    if (name === 'anniversary') return known?.anniversary === signUp.anniversary
    const field = TEXT_FIELDS.find((text) => text === name)
    return field !== undefined && field !== 'phone_number' && known?.[field] === signUp[field]
  }
  return !propertiesOf(signUp).every(isKnown)
}
