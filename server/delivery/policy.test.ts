import { describe, expect, test } from 'vitest'
import type { SignUp } from '../contract.ts'
import { CASES, CELLS, LIST, OTHER_LIST, type Told } from '../testing/policy-table.ts'
import { type Known, looksUp, POLICIES, type Telling, tell, tellTogether } from './policy.ts'

const SIGN_UP: SignUp = {
  email_address: 'ada@example.org',
  first_name: 'Ada',
  list_memberships: [LIST],
  consent: { given: true, text: 'Yes' },
}
const EXPLICIT: Known = {
  kind: 'contact',
  contactId: 'contact-1',
  permission: 'explicit',
  lists: [LIST],
  asked: false,
}

function known(contact: (typeof CASES)[number]['contact']): Known {
  if (contact === 'absent' || contact === 'deleted') return { kind: contact }
  return { kind: 'contact', contactId: 'contact-1', asked: false, ...contact }
}

function told(telling: Telling): Told {
  switch (telling.kind) {
    case 'sign_up':
      return 'first_name' in telling.signUp ? 'everything' : 'lists'
    case 'hold':
      return 'held'
    case 'resubscribe':
    case 'nothing':
      return telling.kind
  }
}

describe('the table', () => {
  test('has every cell', () => {
    expect(CELLS).toHaveLength(CASES.length * POLICIES.length)
  })

  test.each(CELLS)('$policy, $name: $told', ({ policy, contact, told: expected }) => {
    const telling = tell(policy, known(contact), SIGN_UP)
    expect(told(telling)).toBe(expected)
    if (telling.kind === 'sign_up') expect(telling.signUp.list_memberships).toEqual([LIST])
  })

  test('leaves a contact alone whose permission is not understood, but for the policy that tells everything', () => {
    const contact: Known = { ...EXPLICIT, permission: 'unknown' }
    expect(POLICIES.map((policy) => told(tell(policy, contact, SIGN_UP)))).toEqual([
      'everything',
      'nothing',
      'nothing',
      'held',
    ])
  })

  test('asks nobody twice within a month whether they come back', () => {
    const contact: Known = { ...EXPLICIT, permission: 'unsubscribed', asked: true }
    expect(tell('append', contact, SIGN_UP)).toEqual({ kind: 'nothing' })
  })

  test('compares lists whatever their case', () => {
    const signUp = { ...SIGN_UP, list_memberships: [LIST.toUpperCase()] }
    expect(tell('complete', EXPLICIT, signUp)).toEqual({ kind: 'nothing' })
  })

  test('costs a look-up where something must be known', () => {
    expect(POLICIES.filter(looksUp)).toEqual(['complete', 'append', 'verify'])
  })
})

describe('several sign-ups of one address come to the same as one after another', () => {
  const second: SignUp = { ...SIGN_UP, first_name: 'Augusta', list_memberships: [OTHER_LIST] }
  const again: SignUp = { ...SIGN_UP, first_name: 'Eve' }

  test('update: the newest says what the contact is called', () => {
    expect(tellTogether('update', { kind: 'absent' }, [SIGN_UP, second])).toMatchObject({
      count: 2,
      telling: { signUp: { first_name: 'Augusta', list_memberships: [LIST, OTHER_LIST] } },
    })
  })

  test('complete: who is on the list after the first is left alone by the second', () => {
    expect(tellTogether('complete', { kind: 'absent' }, [SIGN_UP, again, second])).toMatchObject({
      count: 3,
      telling: { signUp: { first_name: 'Augusta', list_memberships: [LIST, OTHER_LIST] } },
    })
    expect(tellTogether('complete', { kind: 'absent' }, [SIGN_UP, again])).toMatchObject({
      count: 2,
      telling: { signUp: { first_name: 'Ada', list_memberships: [LIST] } },
    })
  })

  test('append: the second adds its lists to what the first said', () => {
    expect(tellTogether('append', { kind: 'deleted' }, [SIGN_UP, second])).toMatchObject({
      count: 2,
      telling: { signUp: { first_name: 'Ada', list_memberships: [LIST, OTHER_LIST] } },
    })
  })

  test('append: who left is asked once', () => {
    const left: Known = { ...EXPLICIT, permission: 'unsubscribed', lists: [] }
    expect(tellTogether('append', left, [SIGN_UP, second])).toEqual({
      count: 2,
      telling: { kind: 'resubscribe', contactId: 'contact-1', lists: [LIST] },
    })
  })

  test('append: nothing, then a list, is one call', () => {
    expect(tellTogether('append', EXPLICIT, [SIGN_UP, second])).toMatchObject({
      count: 2,
      telling: { kind: 'sign_up', signUp: { list_memberships: [OTHER_LIST] } },
    })
  })

  test('verify: the first makes the contact, and the second waits to see it', () => {
    expect(tellTogether('verify', { kind: 'absent' }, [SIGN_UP, second])).toEqual({
      count: 1,
      telling: { kind: 'sign_up', signUp: SIGN_UP },
    })
    expect(tellTogether('verify', EXPLICIT, [SIGN_UP, second])).toEqual({
      count: 2,
      telling: { kind: 'hold' },
    })
  })
})
