import type { Contact } from '../constant-contact/api/records.ts'
import { POLICIES, type Policy } from '../delivery/policy.ts'
import { LIST, OTHER_LIST } from './sign-up.ts'

/** What state a contact may be in when a sign-up for LIST arrives. */
export type Case = {
  name: string
  contact: 'absent' | 'deleted' | { permission: Exclude<Contact['permission'], 'unknown'>; lists: string[] }
}

export const CASES: readonly Case[] = [
  { name: 'new', contact: 'absent' },
  { name: 'deleted', contact: 'deleted' },
  ...(['explicit', 'implicit', 'not_set'] as const).flatMap((permission) => [
    { name: `${permission}, a list missing`, contact: { permission, lists: [OTHER_LIST] } },
    { name: `${permission}, on every list`, contact: { permission, lists: [LIST, OTHER_LIST] } },
  ]),
  { name: 'unsubscribed', contact: { permission: 'unsubscribed', lists: [] } },
  { name: 'pending_confirmation', contact: { permission: 'pending_confirmation', lists: [LIST] } },
  { name: 'temp_hold', contact: { permission: 'temp_hold', lists: [LIST] } },
]

/**
 * What the vendor is sent: everything, address and lists, a request to ask the contact back, or nothing. `held`: we ask the
 * contact; `waits`: they must confirm the vendor's mail.
 */
export type Told = 'everything' | 'lists' | 'resubscribe' | 'nothing' | 'held' | 'waits'

/** The table that server/README.md promises, written out again by hand: a row for each case, a column for each policy. */
const TOLD: Record<string, Record<Policy, Told>> = {
  new: { update: 'everything', complete: 'everything', append: 'everything', verify: 'everything' },
  deleted: { update: 'everything', complete: 'everything', append: 'everything', verify: 'everything' },
  'explicit, a list missing': {
    update: 'everything',
    complete: 'everything',
    append: 'lists',
    verify: 'held',
  },
  'explicit, on every list': {
    update: 'everything',
    complete: 'nothing',
    append: 'nothing',
    verify: 'held',
  },
  'implicit, a list missing': {
    update: 'everything',
    complete: 'everything',
    append: 'lists',
    verify: 'held',
  },
  'implicit, on every list': {
    update: 'everything',
    complete: 'nothing',
    append: 'nothing',
    verify: 'held',
  },
  'not_set, a list missing': {
    update: 'everything',
    complete: 'everything',
    append: 'lists',
    verify: 'held',
  },
  'not_set, on every list': {
    update: 'everything',
    complete: 'nothing',
    append: 'nothing',
    verify: 'held',
  },
  unsubscribed: { update: 'everything', complete: 'everything', append: 'resubscribe', verify: 'held' },
  pending_confirmation: { update: 'everything', complete: 'nothing', append: 'nothing', verify: 'held' },
  temp_hold: { update: 'everything', complete: 'nothing', append: 'nothing', verify: 'held' },
}

/** Every cell of the table, for `test.each`. */
export const CELLS = CASES.flatMap((one) =>
  POLICIES.flatMap((policy) => {
    const told = TOLD[one.name]?.[policy]
    return told === undefined ? [] : [{ ...one, policy, told }]
  }),
)
