import { expect, it } from 'vitest'
import { decodeForm } from './form-encoding.ts'
import { readSignUp } from './sign-up.ts'

const list = 'd13d60d0-f256-11e8-b47d-fa163e56c9b0'
const other = 'd13d60d1-f256-11e8-b47d-fa163e56c9b0'
const field = '1618ae62-4752-11e9-9c8a-fa163e6b01c6'
const decode = (query: string) => decodeForm(new URLSearchParams(query))

it('builds the body that a JSON sign-up has', () => {
  const form = new URLSearchParams([
    ['email_address', 'dlang@example.com'],
    ['first_name', 'Debora'],
    ['birthday_month', '11'],
    ['birthday_day', '24'],
    ['street_address.kind', 'home'],
    ['street_address.city', 'Chicago'],
    ['list_memberships', list],
    ['list_memberships', other],
    [`custom_fields.${field}`, 'Bread'],
    [`custom_fields.${field}`, ''],
    [`custom_fields.${field}`, 'Coffee'],
    ['consent.given', 'true'],
    ['consent.text', 'Send me the newsletter'],
    ['signals.trap', ''],
    ['signals.elapsed_ms', '5200'],
  ])
  expect(readSignUp(decodeForm(form))).toEqual({
    kind: 'sign-up',
    signUp: {
      email_address: 'dlang@example.com',
      first_name: 'Debora',
      birthday_month: 11,
      birthday_day: 24,
      street_address: { kind: 'home', city: 'Chicago' },
      list_memberships: [list, other],
      custom_fields: [{ custom_field_id: field, value: 'Bread, Coffee' }],
      consent: { given: true, text: 'Send me the newsletter' },
      signals: { elapsed_ms: 5200 },
    },
  })
})

it('reports two values of a property that takes one', () => {
  const read = readSignUp(
    decode(
      `email_address=a@b.org&email_address=c@d.org&list_memberships=${list}&consent.given=true&consent.text=x`,
    ),
  )
  expect(read).toEqual({ kind: 'faults', faults: { email_address: 'invalid' } })
})

it('takes an unticked consent box for no consent', () => {
  const read = readSignUp(decode(`email_address=a@b.org&list_memberships=${list}&consent.text=x`))
  expect(read).toEqual({ kind: 'faults', faults: { 'consent.given': 'required' } })
})

it('keeps names it does not know, for the schema to report', () => {
  expect(decode('create_source=x&street_address.planet=y&__proto__=z&street_address.city.deep=1')).toEqual(
    Object.fromEntries([
      ['create_source', ['x']],
      ['street_address.planet', ['y']],
      ['__proto__', ['z']],
      ['street_address.city.deep', ['1']],
    ]),
  )
})

it('leaves a birthday that is no number for the schema to refuse', () => {
  expect(decode('birthday_month=March&birthday_day=+4')).toEqual({ birthday_month: 'March', birthday_day: 4 })
})
