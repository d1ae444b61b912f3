import { describe, expect, test } from 'vitest'
import type { SignUp } from '../contract.ts'
import { CASES, CELLS, type Told } from '../testing/policy-table.ts'
import { LIST, OTHER_LIST } from '../testing/sign-up.ts'
import type { ContactState } from './contact-state.ts'
import { type Decision, decide, decideTogether, needsLookup, POLICIES } from './policy.ts'

const SIGN_UP: SignUp = {
  email_address: 'ada@example.org',
  first_name: 'Ada',
  list_memberships: [LIST],
  consent: { given: true, text: 'Yes' },
}
const EXPLICIT: ContactState = {
  kind: 'contact',
  contactId: 'contact-1',
  permission: 'explicit',
  lists: [LIST],
  resubscribed: false,
}

function known(contact: (typeof CASES)[number]['contact']): ContactState {
  if (contact === 'absent' || contact === 'deleted') return { kind: contact }
  return { kind: 'contact', contactId: 'contact-1', resubscribed: false, ...contact }
}

function told(decision: Decision): Told {
  switch (decision.kind) {
    case 'sign_up':
      return 'first_name' in decision.signUp ? 'everything' : 'lists'
    case 'hold':
      return 'held'
    case 'wait':
      return 'waits'
    case 'resubscribe':
    case 'nothing':
      return decision.kind
  }
}

describe('the table', () => {
  test('has every cell', () => {
    expect(CELLS).toHaveLength(CASES.length * POLICIES.length)
  })

  test.each(CELLS)('$policy, $name: $told', ({ policy, contact, told: expected }) => {
    const decision = decide(policy, known(contact), SIGN_UP)
    expect(told(decision)).toBe(expected)
    if (decision.kind === 'sign_up') expect(decision.signUp.list_memberships).toEqual([LIST])
  })

  test('leaves alone a contact with an unknown permission, except under update', () => {
    const contact: ContactState = { ...EXPLICIT, permission: 'unknown' }
    expect(POLICIES.map((policy) => told(decide(policy, contact, SIGN_UP)))).toEqual([
      'everything',
      'nothing',
      'nothing',
      'held',
    ])
  })

  test('asks nobody twice within a month whether they want to come back', () => {
    const contact: ContactState = { ...EXPLICIT, permission: 'unsubscribed', resubscribed: true }
    expect(decide('append', contact, SIGN_UP)).toEqual({ kind: 'nothing' })
  })

  test('compares lists whatever their case', () => {
    const signUp = { ...SIGN_UP, list_memberships: [LIST.toUpperCase()] }
    expect(decide('complete', EXPLICIT, signUp)).toEqual({ kind: 'nothing' })
  })

  test('needs a look-up unless the policy is update', () => {
    expect(POLICIES.filter((policy) => needsLookup(policy, false))).toEqual(['complete', 'append', 'verify'])
    expect(POLICIES.filter((policy) => needsLookup(policy, true))).toEqual([...POLICIES])
  })
})

describe('several sign-ups of one address come to the same as one after another', () => {
  const second: SignUp = { ...SIGN_UP, first_name: 'Augusta', list_memberships: [OTHER_LIST] }
  const again: SignUp = { ...SIGN_UP, first_name: 'Eve' }

  test('update: the newest says what the contact is called', () => {
    expect(decideTogether('update', { kind: 'absent' }, [SIGN_UP, second])).toMatchObject({
      count: 2,
      decision: { signUp: { first_name: 'Augusta', list_memberships: [LIST, OTHER_LIST] } },
    })
  })

  test('complete: the second leaves alone a contact whom the first put on the list', () => {
    expect(decideTogether('complete', { kind: 'absent' }, [SIGN_UP, again, second])).toMatchObject({
      count: 3,
      decision: { signUp: { first_name: 'Augusta', list_memberships: [LIST, OTHER_LIST] } },
    })
    expect(decideTogether('complete', { kind: 'absent' }, [SIGN_UP, again])).toMatchObject({
      count: 2,
      decision: { signUp: { first_name: 'Ada', list_memberships: [LIST] } },
    })
  })

  test('append: the second adds its lists to what the first said', () => {
    expect(decideTogether('append', { kind: 'deleted' }, [SIGN_UP, second])).toMatchObject({
      count: 2,
      decision: { signUp: { first_name: 'Ada', list_memberships: [LIST, OTHER_LIST] } },
    })
  })

  test('append: an unsubscribed contact is asked once', () => {
    const left: ContactState = { ...EXPLICIT, permission: 'unsubscribed', lists: [] }
    expect(decideTogether('append', left, [SIGN_UP, second])).toEqual({
      count: 2,
      unchanged: [1],
      decision: { kind: 'resubscribe', contactId: 'contact-1', lists: [LIST] },
    })
  })

  test('append: nothing, then a list, is one call', () => {
    expect(decideTogether('append', EXPLICIT, [SIGN_UP, second])).toMatchObject({
      count: 2,
      decision: { kind: 'sign_up', signUp: { list_memberships: [OTHER_LIST] } },
    })
  })

  test('verify: the first makes the contact, and the second waits to see it', () => {
    expect(decideTogether('verify', { kind: 'absent' }, [SIGN_UP, second])).toEqual({
      count: 1,
      unchanged: [],
      decision: { kind: 'sign_up', signUp: SIGN_UP },
    })
    expect(decideTogether('verify', EXPLICIT, [SIGN_UP, second])).toEqual({
      count: 2,
      unchanged: [],
      decision: { kind: 'hold' },
    })
  })
})
