import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { SignUp } from '../contract.ts'
import { propertiesOf } from './content.ts'
import { merge } from './merge.ts'
import { unsettledPart } from './unsettled-fields.ts'

const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const base: SignUp = {
  email_address: 'ada@example.org',
  list_memberships: [id(1)],
  consent: { given: true, text: 'Yes' },
}
const ids = (count: number, from = 0) => Array.from({ length: count }, (_, n) => id(from + n))
const fields = (count: number, from = 0) =>
  ids(count, from).map((custom_field_id) => ({ custom_field_id, value: 'x' }))

describe('merging', () => {
  test('takes the newest value of each property and keeps what only the older one has', () => {
    const older = { ...base, first_name: 'Ada', phone_number: '1', birthday_month: 1, birthday_day: 2 }
    const newer = { ...base, email_address: 'Ada@example.org', first_name: 'Augusta', job_title: 'Countess' }
    expect(merge(older, newer)).toEqual({ ...older, ...newer })
  })

  test('unites lists and custom fields, in either case of their ids', () => {
    const a = id(7).replaceAll('0', 'a')
    const older = { ...base, custom_fields: [{ custom_field_id: a, value: 'old' }, ...fields(1, 20)] }
    const newer = {
      ...base,
      list_memberships: [id(2)],
      custom_fields: [{ custom_field_id: a.toUpperCase(), value: 'new' }],
    }
    expect(merge(older, newer)).toMatchObject({
      list_memberships: [id(1), id(2)],
      custom_fields: [{ custom_field_id: a.toUpperCase(), value: 'new' }, ...fields(1, 20)],
    })
  })

  test('takes fifty lists and fifty custom fields, and no more', () => {
    const older = { ...base, list_memberships: ids(25), custom_fields: fields(25) }
    expect(
      merge(older, { ...base, list_memberships: ids(25, 25), custom_fields: fields(25, 25) }),
    ).toBeDefined()
    expect(merge(older, { ...base, list_memberships: ids(26, 25) })).toBeUndefined()
    expect(merge(older, { ...base, custom_fields: fields(26, 25) })).toBeUndefined()
  })

  test('replaces a street address whole, and never one kind by another', () => {
    const older: SignUp = { ...base, street_address: { kind: 'home', street: '1 Elm Road', city: 'Leeds' } }
    const moved: SignUp = { ...base, street_address: { kind: 'home', street: '2 Oak Lane' } }
    expect(merge(older, moved)?.street_address).toEqual({ kind: 'home', street: '2 Oak Lane' })
    expect(merge(older, { ...base, street_address: { kind: 'work', city: 'York' } })).toBeUndefined()
  })
})

describe('the unsettled part', () => {
  const full: SignUp = {
    ...base,
    first_name: 'Ada',
    last_name: 'Lovelace',
    birthday_month: 12,
    birthday_day: 10,
    anniversary: '1835-07-08',
    street_address: { kind: 'home', city: 'London' },
    custom_fields: fields(2),
    list_memberships: ids(2),
  }

  test('leaves out what a newer sign-up settled', () => {
    const settled = new Set([
      'first_name',
      'birthday',
      'street_address.home',
      `custom_fields.${id(0)}`,
      `list_memberships.${id(1)}`,
    ])
    expect(unsettledPart(full, settled)).toEqual({
      ...base,
      last_name: 'Lovelace',
      anniversary: '1835-07-08',
      custom_fields: fields(1, 1),
      list_memberships: [id(0)],
    })
  })

  test('keeps the lists where all are settled but something else is not', () => {
    const settled = new Set(propertiesOf(full).filter((name) => name !== 'last_name'))
    expect(unsettledPart(full, settled)).toEqual({ ...base, last_name: 'Lovelace', list_memberships: ids(2) })
  })

  test('is nothing if everything was settled', () => {
    expect(unsettledPart(full, new Set(propertiesOf(full)))).toBeUndefined()
  })

  test('is everything, whatever else was settled', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (names) => {
        const others = names.filter((name) => !propertiesOf(full).includes(name))
        expect(unsettledPart(full, new Set(others))).toEqual(full)
      }),
    )
  })
})
