import type { Contact } from '../constant-contact/api/records.ts'
import type { SignUp } from '../contract.ts'
import { merge } from '../sign-up/merge.ts'

/** `EXISTING_CONTACTS`: what a sign-up may do to a contact who exists already. */
export const POLICIES = ['update', 'complete', 'append', 'verify'] as const
export type Policy = (typeof POLICIES)[number]

/** What to do about a sign-up. `nothing`: it would change nothing. `hold`: the contact must confirm first. */
export type Decision =
  | { kind: 'sign_up'; signUp: SignUp }
  | { kind: 'resubscribe'; contactId: string; lists: readonly string[] }
  | { kind: 'nothing' }
  | { kind: 'hold' }

/** A contact as the vendor has it. `resubscribed`: the vendor was told within the month to ask whether they come back. */
export type ContactState =
  | { kind: 'absent' | 'deleted' }
  | ({ kind: 'contact'; resubscribed: boolean } & Omit<Contact, 'deleted'>)

type ContactCase = 'new' | 'list_missing' | 'on_every_list' | 'unsubscribed' | 'pending'
type Effect = 'everything' | 'lists' | 'resubscribe' | 'nothing' | 'hold'

/** The promise made to the owner, cell by cell. server/README.md has the same table. */
const TABLE: Record<Policy, Record<ContactCase, Effect>> = {
  update: {
    new: 'everything',
    list_missing: 'everything',
    on_every_list: 'everything',
    unsubscribed: 'everything',
    pending: 'everything',
  },
  complete: {
    new: 'everything',
    list_missing: 'everything',
    on_every_list: 'nothing',
    unsubscribed: 'everything',
    pending: 'nothing',
  },
  append: {
    new: 'everything',
    list_missing: 'lists',
    on_every_list: 'nothing',
    unsubscribed: 'resubscribe',
    pending: 'nothing',
  },
  verify: {
    new: 'everything',
    list_missing: 'hold',
    on_every_list: 'hold',
    unsubscribed: 'hold',
    pending: 'hold',
  },
}

/** True where a sign-up costs two calls, since its contact must be looked up first. */
export function needsLookup(policy: Policy): boolean {
  return policy !== 'update'
}

/** What to do about one sign-up, by the policy and the state of its contact. */
export function decide(policy: Policy, contact: ContactState, signUp: SignUp): Decision {
  switch (TABLE[policy][caseOf(contact, signUp)]) {
    case 'everything':
      return { kind: 'sign_up', signUp }
    case 'lists':
      return { kind: 'sign_up', signUp: addressAndLists(signUp) }
    case 'resubscribe':
      return contact.kind !== 'contact' || contact.resubscribed
        ? { kind: 'nothing' }
        : { kind: 'resubscribe', contactId: contact.contactId, lists: signUp.list_memberships }
    case 'nothing':
      return { kind: 'nothing' }
    case 'hold':
      return { kind: 'hold' }
  }
}

/**
 * What to do about several sign-ups of one address, oldest first, with the same result as one after another. The decision
 * is about the first `count`; the others must wait for what it does.
 */
export function decideTogether(
  policy: Policy,
  contact: ContactState,
  signUps: readonly [SignUp, ...SignUp[]],
): { decision: Decision; count: number } {
  const [first, ...others] = signUps
  let decision = decide(policy, contact, first)
  let meanwhile = after(contact, decision)
  for (const [index, signUp] of others.entries()) {
    const next = decide(policy, meanwhile, signUp)
    const both = together(decision, next)
    if (both === undefined) return { decision, count: index + 1 }
    decision = both
    meanwhile = after(meanwhile, next)
  }
  return { decision, count: signUps.length }
}

function caseOf(contact: ContactState, { list_memberships }: SignUp): ContactCase {
  if (contact.kind !== 'contact') return 'new'
  switch (contact.permission) {
    case 'explicit':
    case 'implicit':
    case 'not_set': {
      const lists = new Set(contact.lists.map((list) => list.toLowerCase()))
      return list_memberships.every((list) => lists.has(list.toLowerCase()))
        ? 'on_every_list'
        : 'list_missing'
    }
    case 'unsubscribed':
      return 'unsubscribed'
    case 'pending_confirmation':
    case 'temp_hold':
    // A permission that the vendor has added since: a contact we do not understand is left alone.
    case 'unknown':
      return 'pending'
  }
}

/** Consent stays, since every sign-up has it; the vendor never receives it. */
function addressAndLists({ email_address, list_memberships, consent }: SignUp): SignUp {
  return { email_address, list_memberships, consent }
}

/** The contact once the decision is carried out. The id of a new contact is not known, and not needed either. */
function after(contact: ContactState, decision: Decision): ContactState {
  if (decision.kind === 'resubscribe')
    return contact.kind === 'contact' ? { ...contact, resubscribed: true } : contact
  if (decision.kind !== 'sign_up') return contact
  const { contactId, lists } = contact.kind === 'contact' ? contact : { contactId: '', lists: [] }
  const all = [...lists, ...decision.signUp.list_memberships]
  return { kind: 'contact', contactId, permission: 'explicit', lists: all, resubscribed: false }
}

function together(one: Decision, next: Decision): Decision | undefined {
  if (one.kind === 'hold' || next.kind === 'hold') return one.kind === next.kind ? one : undefined
  if (next.kind === 'nothing') return one
  if (one.kind === 'nothing') return next
  if (one.kind !== 'sign_up' || next.kind !== 'sign_up') return undefined
  const signUp = merge(one.signUp, next.signUp)
  return signUp && { kind: 'sign_up', signUp }
}
