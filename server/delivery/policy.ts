import type { SignUp } from '../contract.ts'
import { merge } from '../sign-up/merge.ts'
import { addsTo, type ContactState, isOnEveryList } from './contact-state.ts'

/** `EXISTING_CONTACTS`: what a sign-up may do to a contact who exists already. */
export const POLICIES = ['update', 'complete', 'append', 'verify'] as const
export type Policy = (typeof POLICIES)[number]

/**
 * What to do about a sign-up. `nothing`: it would change nothing. `hold`: the contact must confirm our mail first. `wait`: they
 * must confirm the vendor's.
 */
export type Decision =
  | { kind: 'sign_up'; signUp: SignUp }
  | { kind: 'resubscribe'; contactId: string; lists: readonly string[] }
  | { kind: 'nothing' }
  | { kind: 'hold' }
  | { kind: 'wait' }

type ContactCase = 'new' | 'list_missing' | 'on_every_list' | 'unsubscribed' | 'pending' | 'on_hold'
type Effect = 'everything' | 'lists' | 'resubscribe' | 'nothing' | 'hold'

/** The promise made to the owner; server/README.md has the same table, cell by cell. */
const TABLE: Record<Policy, Record<ContactCase, Effect>> = {
  update: inEveryCase('everything'),
  complete: {
    ...inEveryCase('everything'),
    on_every_list: 'nothing',
    pending: 'nothing',
    on_hold: 'nothing',
  },
  append: {
    ...inEveryCase('nothing'),
    new: 'everything',
    list_missing: 'lists',
    unsubscribed: 'resubscribe',
  },
  verify: { ...inEveryCase('hold'), new: 'everything' },
}

function inEveryCase(effect: Effect): Record<ContactCase, Effect> {
  return {
    ...{ new: effect, list_missing: effect, on_every_list: effect },
    ...{ unsubscribed: effect, pending: effect, on_hold: effect },
  }
}

/**
 * True where a sign-up costs two calls, since its contact must be looked up first. `confirmedOptIn`: the account asks new
 * contacts to confirm, and a second call would confirm in their place.
 */
export function needsLookup(policy: Policy, confirmedOptIn: boolean): boolean {
  return policy !== 'update' || confirmedOptIn
}

/** What to do about one sign-up, by the policy and the state of its contact. */
export function decide(
  policy: Policy,
  contact: ContactState,
  signUp: SignUp,
  confirmedOptIn = false,
): Decision {
  const contactCase = caseOf(contact, signUp)
  const effect = TABLE[policy][contactCase]
  if (confirmedOptIn && contactCase === 'pending' && effect !== 'hold') {
    return { kind: addsTo(contact, signUp, policy === 'update') ? 'wait' : 'nothing' }
  }
  switch (effect) {
    case 'everything':
      return { kind: 'sign_up', signUp }
    case 'lists':
      return { kind: 'sign_up', signUp: addressAndLists(signUp) }
    case 'resubscribe':
      return contact.kind !== 'contact' || contact.resubscribed
        ? { kind: 'nothing' }
        : { kind: 'resubscribe', contactId: contact.contactId, lists: signUp.list_memberships }
    case 'nothing':
    case 'hold':
      return { kind: effect }
  }
}

/**
 * What to do about several sign-ups of one address, oldest first, with the same result as one after another. The decision
 * is about the first `count`; the others must wait for what it does. `unchanged`: the places of those among them that
 * the policy leaves out, so that the call does not contain them.
 */
export function decideTogether(
  policy: Policy,
  contact: ContactState,
  signUps: readonly [SignUp, ...SignUp[]],
  confirmedOptIn = false,
): { decision: Decision; count: number; unchanged: number[] } {
  const [first, ...others] = signUps
  let decision = decide(policy, contact, first, confirmedOptIn)
  let meanwhile = after(contact, decision)
  // With `update` nothing is left out: there the contact has it already.
  const isLeftOut = ({ kind }: Decision) => kind === 'nothing' && policy !== 'update'
  const unchanged = isLeftOut(decision) ? [0] : []
  for (const [index, signUp] of others.entries()) {
    const next = decide(policy, meanwhile, signUp, confirmedOptIn)
    const both = together(decision, next)
    if (both === undefined) return { decision, count: index + 1, unchanged }
    if (isLeftOut(next)) unchanged.push(index + 1)
    decision = both
    meanwhile = after(meanwhile, next)
  }
  return { decision, count: signUps.length, unchanged }
}

function caseOf(contact: ContactState, signUp: SignUp): ContactCase {
  if (contact.kind !== 'contact') return 'new'
  switch (contact.permission) {
    case 'explicit':
    case 'implicit':
    case 'not_set':
      return isOnEveryList(contact, signUp) ? 'on_every_list' : 'list_missing'
    case 'unsubscribed':
      return 'unsubscribed'
    case 'temp_hold':
      return 'on_hold'
    case 'pending_confirmation':
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
  const before = contact.kind === 'contact' ? contact : { contactId: '', lists: [] }
  const lists = [...before.lists, ...decision.signUp.list_memberships]
  return { ...before, kind: 'contact', permission: 'explicit', lists, resubscribed: false }
}

function together(one: Decision, next: Decision): Decision | undefined {
  const isHeld = ({ kind }: Decision) => kind === 'hold' || kind === 'wait'
  if (isHeld(one) || isHeld(next)) return one.kind === next.kind ? one : undefined
  if (next.kind === 'nothing') return one
  if (one.kind === 'nothing') return next
  if (one.kind !== 'sign_up' || next.kind !== 'sign_up') return undefined
  const signUp = merge(one.signUp, next.signUp)
  return signUp && { kind: 'sign_up', signUp }
}
