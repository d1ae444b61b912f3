import type { Contact } from '../constant-contact/api/records.ts'
import type { SignUp } from '../contract.ts'
import { merge } from '../sign-up/merge.ts'

/** `EXISTING_CONTACTS`: what a sign-up may do to a contact who exists already. */
export const POLICIES = ['update', 'complete', 'append', 'verify'] as const
export type Policy = (typeof POLICIES)[number]

/** What to tell the vendor of a sign-up. `nothing`: there is nothing left to tell. `hold`: the contact must confirm first. */
export type Telling =
  | { kind: 'sign_up'; signUp: SignUp }
  | { kind: 'resubscribe'; contactId: string; lists: readonly string[] }
  | { kind: 'nothing' }
  | { kind: 'hold' }

/** What is known of a contact. `asked`: the vendor was told lately to ask whether they come back. */
export type Known =
  | { kind: 'absent' | 'deleted' }
  | { kind: 'contact'; contactId: string; permission: Contact['permission']; lists: string[]; asked: boolean }

type Standing = 'new' | 'list_missing' | 'on_every_list' | 'unsubscribed' | 'pending'
type What = 'everything' | 'lists' | 'resubscribe' | 'nothing' | 'hold'

/** The promise made to the owner, cell by cell. server/README.md has the same table. */
const TABLE: Record<Policy, Record<Standing, What>> = {
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

/** True where a sign-up costs two calls, since the contact must be looked up before it is told. */
export function looksUp(policy: Policy): boolean {
  return policy !== 'update'
}

/** What to tell the vendor of one sign-up, by the policy and what is known of its contact. */
export function tell(policy: Policy, known: Known, signUp: SignUp): Telling {
  switch (TABLE[policy][standing(known, signUp)]) {
    case 'everything':
      return { kind: 'sign_up', signUp }
    case 'lists':
      return { kind: 'sign_up', signUp: addressAndLists(signUp) }
    case 'resubscribe':
      return known.kind !== 'contact' || known.asked
        ? { kind: 'nothing' }
        : { kind: 'resubscribe', contactId: known.contactId, lists: signUp.list_memberships }
    case 'nothing':
      return { kind: 'nothing' }
    case 'hold':
      return { kind: 'hold' }
  }
}

/**
 * What to tell of several sign-ups of one address, oldest first, so that it comes to the same as telling them one after
 * another. One call tells of the first `count`; the others have to wait for what it does.
 */
export function tellTogether(
  policy: Policy,
  known: Known,
  signUps: readonly [SignUp, ...SignUp[]],
): { telling: Telling; count: number } {
  const [first, ...others] = signUps
  let telling = tell(policy, known, first)
  let meanwhile = after(known, telling)
  for (const [index, signUp] of others.entries()) {
    const next = tell(policy, meanwhile, signUp)
    const both = together(telling, next)
    if (both === undefined) return { telling, count: index + 1 }
    telling = both
    meanwhile = after(meanwhile, next)
  }
  return { telling, count: signUps.length }
}

function standing(known: Known, { list_memberships }: SignUp): Standing {
  if (known.kind !== 'contact') return 'new'
  switch (known.permission) {
    case 'explicit':
    case 'implicit':
    case 'not_set': {
      const lists = new Set(known.lists.map((list) => list.toLowerCase()))
      return list_memberships.every((list) => lists.has(list.toLowerCase()))
        ? 'on_every_list'
        : 'list_missing'
    }
    case 'unsubscribed':
      return 'unsubscribed'
    case 'pending_confirmation':
    case 'temp_hold':
    // A permission that the vendor has added since: what is not understood is left alone.
    case 'unknown':
      return 'pending'
  }
}

/** Consent travels along, since it belongs to every sign-up; the vendor is not told of it. */
function addressAndLists({ email_address, list_memberships, consent }: SignUp): SignUp {
  return { email_address, list_memberships, consent }
}

/** What is known once the vendor was told. The id of a contact who did not exist is not, and is not needed either. */
function after(known: Known, telling: Telling): Known {
  if (telling.kind === 'resubscribe') return known.kind === 'contact' ? { ...known, asked: true } : known
  if (telling.kind !== 'sign_up') return known
  const { contactId, lists } = known.kind === 'contact' ? known : { contactId: '', lists: [] }
  const all = [...lists, ...telling.signUp.list_memberships]
  return { kind: 'contact', contactId, permission: 'explicit', lists: all, asked: false }
}

function together(one: Telling, next: Telling): Telling | undefined {
  if (one.kind === 'hold' || next.kind === 'hold') return one.kind === next.kind ? one : undefined
  if (next.kind === 'nothing') return one
  if (one.kind === 'nothing') return next
  if (one.kind !== 'sign_up' || next.kind !== 'sign_up') return undefined
  const signUp = merge(one.signUp, next.signUp)
  return signUp && { kind: 'sign_up', signUp }
}
