import { expect, test } from 'vitest'
import { readSignUpForm } from './sign-up-form.ts'

const LIST = 'd13d60d0-f256-11e8-b47d-fa163e56c9b0'
const FIELD = '1618ae62-4752-11e9-9c8a-fa163e6b01c1'
const DOMAIN = '@juniper-and-rye.example'
const long = (length: number) => 'x'.repeat(length)
const body = (given: object) => ({ email_address: 'rosa@example.com', list_memberships: [LIST], ...given })
const messages = (given: unknown, limit = 50) => {
  const reading = readSignUpForm(given, limit)
  return reading.kind === 'invalid' ? reading.messages : []
}
const address = (length: number) => `${long(length - DOMAIN.length)}${DOMAIN}`
const lists = (count: number) =>
  Array.from({ length: count }, (_, index) => LIST.slice(0, -4) + String(index).padStart(4, '0'))
const fields = (count: number) =>
  Array.from({ length: count }, () => ({ custom_field_id: FIELD, value: 'Rye' }))

test.each([
  ['an address and a list', {}],
  ['names of 50', { first_name: long(50), last_name: long(50), job_title: long(50), company_name: long(50) }],
  ['a phone number of 25', { phone_number: long(25) }],
  ['an address of 50', { email_address: address(50) }],
  ['50 lists', { list_memberships: lists(50) }],
  ['a list id in capitals', { list_memberships: [LIST.toUpperCase()] }],
  ['50 custom fields', { custom_fields: fields(50) }],
  ['a value of 255', { custom_fields: [{ custom_field_id: FIELD, value: long(255) }] }],
  ['an anniversary', { anniversary: '11-15-2006' }],
  ['a birthday on 29 February', { birthday_month: 2, birthday_day: 29 }],
  ['an address of a kind alone', { street_address: { kind: 'other' } }],
  [
    'a full street address',
    {
      street_address: {
        kind: 'work',
        street: long(255),
        city: long(50),
        state: long(50),
        postal_code: long(50),
        country: long(50),
      },
    },
  ],
  ['an address with a plus', { email_address: 'rosa+spring@example.com' }],
  ['capitals in an address', { email_address: 'Rosa@Example.COM' }],
  ['an international domain', { email_address: 'rosa@bücher.example' }],
  ['emoji and right-to-left names', { first_name: '🥐'.repeat(25), last_name: 'الهدى' }],
  [
    'an SMS channel beside the address',
    {
      sms_channel: {
        sms_address: '7815551212',
        dial_code: '1',
        country_code: 'US',
        sms_channel_consents: [
          {
            sms_consent_permission: 'explicit',
            consent_type: 'promotional_sms',
            consent_medium_type: 'LF',
            consent_medium_url: 'https://example.com',
            consent_medium_details: 'A page',
          },
        ],
      },
    },
  ],
])('%s is accepted', (_, given) => {
  expect(messages(body(given))).toEqual([])
})

const INVALID = 'does not have a valid value'
test.each([
  ['no list', { list_memberships: undefined }, 'list_memberships is missing'],
  ['an empty array of lists', { list_memberships: [] }, `list_memberships ${INVALID}`],
  ['51 lists', { list_memberships: lists(51) }, 'list_memberships must be 50 items or fewer'],
  ['a list id that is no UUID', { list_memberships: ['1'] }, `list_memberships.0 ${INVALID}`],
  ['one list, not in an array', { list_memberships: LIST }, `list_memberships ${INVALID}`],
  ['no address', { email_address: undefined }, 'email_address is missing'],
  ['an address of 51', { email_address: address(51) }, 'email_address must be 50 characters or fewer'],
  ['an address object', { email_address: { address: 'rosa@example.com' } }, `email_address ${INVALID}`],
  ['a first name of 51', { first_name: long(51) }, 'first_name must be 50 characters or fewer'],
  ['a last name of 51', { last_name: long(51) }, 'last_name must be 50 characters or fewer'],
  ['a job title of 51', { job_title: long(51) }, 'job_title must be 50 characters or fewer'],
  ['a company of 51', { company_name: long(51) }, 'company_name must be 50 characters or fewer'],
  ['a phone number of 26', { phone_number: long(26) }, 'phone_number must be 25 characters or fewer'],
  ['a name of null', { first_name: null }, `first_name ${INVALID}`],
  ['a name that is a number', { first_name: 5 }, `first_name ${INVALID}`],
  ['51 custom fields', { custom_fields: fields(51) }, 'custom_fields must be 50 items or fewer'],
  [
    'a value of 256',
    { custom_fields: [{ custom_field_id: FIELD, value: long(256) }] },
    'custom_fields.0.value must be 255 characters or fewer',
  ],
  [
    'a field without a value',
    { custom_fields: [{ custom_field_id: FIELD }] },
    'custom_fields.0.value is missing',
  ],
  [
    'a value that is true',
    { custom_fields: [{ custom_field_id: FIELD, value: true }] },
    `custom_fields.0.value ${INVALID}`,
  ],
  [
    'choice_ids, which belong to another call',
    { custom_fields: [{ custom_field_id: FIELD, value: 'x', choice_ids: ['1'] }] },
    'custom_fields.0.choice_ids is not a known property',
  ],
  [
    'an anniversary in another format',
    { anniversary: '15.11.2006' },
    'anniversary is not a date in a documented format',
  ],
  ['a month without a day', { birthday_month: 2 }, 'birthday_day is missing'],
  ['a day without a month', { birthday_day: 2 }, 'birthday_month is missing'],
  ['30 February', { birthday_month: 2, birthday_day: 30 }, 'birthday_day is not a day of that month'],
  ['31 April', { birthday_month: 4, birthday_day: 31 }, 'birthday_day is not a day of that month'],
  ['month 0', { birthday_month: 0, birthday_day: 1 }, `birthday_month ${INVALID}`],
  ['month 13', { birthday_month: 13, birthday_day: 1 }, `birthday_month ${INVALID}`],
  ['day 32', { birthday_month: 1, birthday_day: 32 }, `birthday_day ${INVALID}`],
  ['half a day', { birthday_month: 1, birthday_day: 1.5 }, `birthday_day ${INVALID}`],
  ['a month as a text', { birthday_month: '2', birthday_day: 1 }, `birthday_month ${INVALID}`],
  ['a street without a kind', { street_address: { street: 'Mill Lane' } }, 'street_address.kind is missing'],
  ['another kind', { street_address: { kind: 'holiday' } }, `street_address.kind ${INVALID}`],
  [
    'a street of 256',
    { street_address: { kind: 'home', street: long(256) } },
    'street_address.street must be 255 characters or fewer',
  ],
  [
    'a city of 51',
    { street_address: { kind: 'home', city: long(51) } },
    'street_address.city must be 50 characters or fewer',
  ],
  [
    'a state of 51',
    { street_address: { kind: 'home', state: long(51) } },
    'street_address.state must be 50 characters or fewer',
  ],
  [
    'a postal code of 51',
    { street_address: { kind: 'home', postal_code: long(51) } },
    'street_address.postal_code must be 50 characters or fewer',
  ],
  [
    'a country of 51',
    { street_address: { kind: 'home', country: long(51) } },
    'street_address.country must be 50 characters or fewer',
  ],
  ['create_source', { create_source: 'Contact' }, 'create_source is not a known property'],
  ['permission_to_send', { permission_to_send: 'explicit' }, 'permission_to_send is not a known property'],
  ['what only the relay knows', { consent: { given: true } }, 'consent is not a known property'],
])('%s is refused by name', (_, given, message) => {
  expect(messages(body(given))).toEqual([message])
})

test.each([
  'rosa',
  'rosa@',
  '@example.com',
  'rosa@example',
  'rosa@@example.com',
  'rosa lindqvist@example.com',
  'rosa@exam ple.com',
  '.rosa@example.com',
  'rosa.@example.com',
  'ro..sa@example.com',
  'rosa@-example.com',
  'rosa@example..com',
  'rosa@example.com, tom@example.com',
  '<rosa@example.com>',
  '',
])('%j is not an email address', (email_address) => {
  expect(messages(body({ email_address }))).toEqual(['Email address is invalid'])
})

test('an address is trimmed before its length is checked', () => {
  const reading = readSignUpForm(body({ email_address: `  ${address(50)} ` }), 50)
  expect(reading).toMatchObject({ kind: 'valid', form: { email_address: address(50) } })
})

test('the length limit of an address follows the setting', () => {
  expect(messages(body({ email_address: address(80) }), 80)).toEqual([])
  expect(messages(body({ email_address: address(81) }), 80)).toEqual([
    'email_address must be 80 characters or fewer',
  ])
})

test('all errors are reported, not only the first', () => {
  expect(
    messages(body({ first_name: long(51), create_source: 'Contact', birthday_month: 14, birthday_day: 1 })),
  ).toHaveLength(3)
})

test.each([[null], [[]], ['text'], [5], [undefined]])('%j instead of an object is refused', (given) => {
  expect(messages(given)).toHaveLength(1)
})

test('__proto__ is reported as an unknown property', () => {
  const given = JSON.parse(
    `{"email_address":"rosa@example.com","list_memberships":["${LIST}"],"__proto__":{"a":1}}`,
  )
  expect(messages(given)).toEqual(['__proto__ is not a known property'])
})
