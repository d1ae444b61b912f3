import { expect, it } from 'vitest'
import { decodeForm, unknownNames } from './form-encoding.ts'
import { readSignUp } from './sign-up.ts'

const list = 'd13d60d0-f256-11e8-b47d-fa163e56c9b0'
const other = 'd13d60d1-f256-11e8-b47d-fa163e56c9b0'
const field = '1618ae62-4752-11e9-9c8a-fa163e6b01c6'
const valuesOf = (form: URLSearchParams) =>
  new Map([...new Set(form.keys())].map((name) => [name, form.getAll(name)]))
const decode = (query: string) => decodeForm(valuesOf(new URLSearchParams(query)))

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
  expect(readSignUp(decodeForm(valuesOf(form)))).toEqual({
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

it.each([
  ['first_name=&first_name=Ada', { first_name: 'Ada' }],
  ['first_name=Ada&first_name=Ada+', { first_name: 'Ada' }],
  ['email_address=a%40b.org&email_address=a%40b.org', { email_address: 'a@b.org' }],
  ['birthday_day=24&birthday_day=', { birthday_day: 24 }],
  ['street_address.city=&street_address.city=York', { street_address: { kind: 'home', city: 'York' } }],
  ['consent.text=Yes&consent.text=Yes', { consent: { text: 'Yes' } }],
  [
    `custom_fields.${field}=Rye&custom_fields.${field}=Rye`,
    { custom_fields: [{ custom_field_id: field, value: 'Rye' }] },
  ],
])('reads a field that a page has twice once: %s', (query, body) => {
  expect(decode(query)).toEqual(body)
})

it('reads an unticked consent box as no consent', () => {
  const read = readSignUp(decode(`email_address=a@b.org&list_memberships=${list}&consent.text=x`))
  expect(read).toEqual({ kind: 'faults', faults: { 'consent.given': 'required' } })
})

it.each([
  ...[
    'g-recaptcha-response',
    'cf-turnstile-response',
    'h-captcha-response',
    'utm_source',
    '_wpnonce',
    '_token',
  ],
  ...['csrfmiddlewaretoken', 'authenticity_token', '__RequestVerificationToken', '__VIEWSTATE', 'redirect'],
  ...[
    'street_address.planet',
    'street_address.city.deep',
    'custom_fields.loaf',
    'custom_fields',
    '__proto__',
  ],
  ...['consent', 'signals.speed', 'frist_name', 'email_adress', 'Email', 'toString', ''],
])('leaves out %j, which is no field of the relay’s, and can name it', (name) => {
  const form = new Map([
    [name, ['x']],
    ['first_name', ['Ada']],
  ])
  expect(decodeForm(form)).toEqual({ first_name: 'Ada' })
  expect(unknownNames(form.keys())).toEqual([name])
})

it('reports no field that it reads, and no button, as unknown', () => {
  const names = [
    'email_address',
    'list_memberships',
    `custom_fields.${field}`,
    'consent.given',
    'page',
    'submit',
  ]
  expect(unknownNames(names)).toEqual([])
})

it.each([
  ['street_address.kind=Work&', 'work'],
  ['', 'home'],
  ['street_address.kind=Billing&', 'other'],
])('asks no visitor for the kind of an address, which they do not see: %s', (kind, read) => {
  expect(decode(`${kind}street_address.city=Chicago`)).toEqual({
    street_address: { kind: read, city: 'Chicago' },
  })
})

it.each([
  ['work', 'work'],
  [' Other ', 'other'],
  ['holiday', 'other'],
  ['', 'home'],
])('takes the kind of an address from the address that a form of ours posts to: %s', (kind, read) => {
  const typed = new Map([['street_address.city', ['Chicago']]])
  const settings = new URLSearchParams({ 'address-kind': kind })
  expect(decodeForm(typed, settings)).toEqual({ street_address: { kind: read, city: 'Chicago' } })
})

it.each([
  ['on', true],
  ['yes', true],
  ['1', true],
  ['I agree', true],
  ['', ''],
  ['off', ''],
  ['false', ''],
  ['N', ''],
  ['undefined', ''],
  ['null', ''],
  ['nein', ''],
])('reads a consent box with %j as %j', (value, given) => {
  expect(decode(`consent.given=${value}`)).toEqual({ consent: { given } })
})

it('reads a tick beside the hidden field that frameworks add', () => {
  expect(decode('consent.given=0&consent.given=1')).toEqual({ consent: { given: true } })
})

it.each([
  'submit',
  'button',
  'btnSend',
  'commit',
  'op',
  'submit.x',
  'image.x',
  'senden.y',
  'x',
  'form_submit',
  'Sign-up',
  'subscribe',
])('leaves out a button called %s', (name) =>
  expect(decode(`${name}=1&first_name=Ada`)).toEqual({ first_name: 'Ada' }),
)

it.each(['١٢', '۱۲', '１２', '12.', ' 12 ', '12th', '012'])(
  'reads %s as a day, as the widget does',
  (day) => {
    expect(decode(`birthday_month=٣&birthday_day=${day}`)).toEqual({ birthday_month: 3, birthday_day: 12 })
  },
)

it('leaves a birthday that is not a number for the schema to refuse', () => {
  expect(decode('birthday_month=March&birthday_day=+4')).toEqual({ birthday_month: 'March', birthday_day: 4 })
})
