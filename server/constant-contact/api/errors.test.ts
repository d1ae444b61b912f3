import { describe, expect, it } from 'vitest'
import { errorKey, maybeAbuseLock, refusedProperties } from './errors.ts'
import type { SignUpForm } from './sign-up-form.ts'

const validation = (error_message: string) => [{ error_key: 'contacts.api.validation.error', error_message }]
const FIELD = '1618ae62-4752-11e9-9c8a-fa163e6b01c1'
const form: SignUpForm = {
  email_address: 'ada@example.com',
  list_memberships: ['d13d60d0-f256-11e8-b47d-fa163e56c9b1'],
  first_name: 'Ada',
  last_name: 'Lovelace',
  phone_number: '1',
  company_name: 'Engines',
  anniversary: '2020-01-01',
  birthday_month: 1,
  birthday_day: 1,
  street_address: { kind: 'home', city: 'London', postal_code: 'W1' },
  custom_fields: [
    { custom_field_id: 'd13d60d0-f256-11e8-b47d-fa163e56c9b0', value: 'one' },
    { custom_field_id: FIELD, value: 'two' },
  ],
}

describe('the error key', () => {
  it.each([
    ['an array', validation('…'), 'contacts.api.validation.error'],
    ['a bare object', { error_key: 'unauthorized', error_message: 'Unauthorized' }, 'unauthorized'],
    ['an empty array', [], undefined],
    ['null', null, undefined],
    ['a text', 'Bad gateway', undefined],
    ['an array of nonsense', [null, 3, []], undefined],
    ['a key that is null', { error_key: null, error_message: null }, undefined],
    ['a key that is a number', { error_key: 400, error_message: 'Bad request' }, undefined],
    ['a key that is not one', { error_key: 'ada@example.com is not\nwelcome' }, undefined],
  ])('is read from %s', (_, body, key) => {
    expect(errorKey(body)).toBe(key)
  })
})

describe('the sentence of the abuse lock', () => {
  it.each([
    ['Email address is invalid', true],
    ['Invalid email address', true],
    ['email_address is invalid', true],
    ['E-mail address is not valid', true],
    ['Email address isn’t valid', true],
    ['The list of this email address is invalid', false],
    ['#/email_address: expected maxLength: 50, actual: 51', false],
    ['anniversary is invalid', false],
    ['', false],
  ])('in “%s”: %s', (message, expected) => {
    expect(maybeAbuseLock(validation(message))).toBe(expected)
    expect(maybeAbuseLock(validation(message)[0])).toBe(expected)
  })

  it('is not seen in what is no error', () => {
    expect(maybeAbuseLock(undefined)).toBe(false)
    expect(maybeAbuseLock('Invalid email address')).toBe(false)
  })
})

describe('the fields the vendor named', () => {
  it.each([
    ['Email address is invalid', { email_address: 'refused' }],
    ['#/email_address: expected maxLength: 50, actual: 51', { email_address: 'too_long' }],
    ['email_address must be 50 characters or fewer', { email_address: 'too_long' }],
    ['first_name is too long', { first_name: 'too_long' }],
    ['FirstName must not exceed 50 characters', { first_name: 'too_long' }],
    ['phone_number is too long, last_name is invalid', { phone_number: 'too_long', last_name: 'refused' }],
    ['anniversary does not have a valid value', { anniversary: 'refused' }],
    ['birthday_day is required with birthday_month', { birthday_month: 'refused', birthday_day: 'refused' }],
    ['street_address.city is too long', { 'street_address.city': 'too_long' }],
    ['#/street_address/postal_code: is invalid', { 'street_address.postal_code': 'refused' }],
    ['street_address is invalid', { street_address: 'refused' }],
    ['#/custom_fields/1/value: expected maxLength: 255', { [`custom_fields.${FIELD}`]: 'too_long' }],
    ['custom_fields[1].value is invalid', { [`custom_fields.${FIELD}`]: 'refused' }],
    [`custom field ${FIELD.toUpperCase()} is invalid`, { [`custom_fields.${FIELD}`]: 'refused' }],
    ['Phone is not valid', { phone_number: 'refused' }],
    ['E-mail address is not valid', { email_address: 'refused' }],
    ['Company exceeds 50 characters', { company_name: 'too_long' }],
    ['Birthday is invalid', { birthday_month: 'refused', birthday_day: 'refused' }],
    ['postal_code must be 50 characters or fewer', { 'street_address.postal_code': 'too_long' }],
    ['first_name is not in the list of allowed values', { first_name: 'refused' }],
    ['Email address is on a block list', { email_address: 'refused' }],
    ['Zip code is invalid', { 'street_address.postal_code': 'refused' }],
    ['The state of this city is invalid', {}],
    ['Something else went wrong', {}],
  ])('in “%s”', (message, fields) => {
    expect(refusedProperties(validation(message), form)).toEqual({ fields })
  })

  it.each([
    ['list_memberships contains a list that does not exist', 'list_memberships'],
    ['list_memberships must name at most 50 lists', 'list_memberships'],
    ['#/list_memberships/0: is not a valid list id', 'list_memberships'],
    ['ListMemberships is invalid', 'list_memberships'],
    ['The list for this email address is invalid', 'list_memberships'],
    ['Contact list d13d60d0-f256-11e8-b47d-fa163e56c9b0 was not found.', 'list_memberships'],
    ['custom_fields[7] is invalid', 'custom_fields'],
    [`custom_fields: ${FIELD} was not found.`, 'custom_fields'],
    ['Custom field does not exist', 'custom_fields'],
    ['#/custom_fields/1/custom_field_id: unknown', 'custom_fields'],
    ['street_address.kind does not have a valid value', 'street_address.kind'],
    ['create_source is required', 'create_source'],
    ['job_title is missing', 'job_title'],
    ['street_address.country is required', 'street_address.country'],
  ])('are not the visitor’s in “%s”, which names %s', (message, property) => {
    expect(refusedProperties(validation(message), form)).toEqual({ fields: {}, property })
    expect(maybeAbuseLock(validation(message))).toBe(false)
  })

  it.each<[string, Partial<SignUpForm>, string, object]>([
    ['address', {}, 'ada@lists.example.org is not a valid email address', { email_address: 'refused' }],
    ['address', {}, '"ada@lists.example.org": invalid email address', { email_address: 'refused' }],
    [
      'company',
      { company_name: 'Email, Invalid Ltd' },
      'company_name "Email, Invalid Ltd" is invalid',
      { company_name: 'refused' },
    ],
    [
      'custom field',
      { custom_fields: [{ custom_field_id: FIELD, value: 'Deleted' }] },
      `custom field ${FIELD}: 'deleted' is not valid`,
      { [`custom_fields.${FIELD}`]: 'refused' },
    ],
    [
      'name that is a property',
      { first_name: 'first_name' },
      '"first_name" is too long',
      { first_name: 'too_long' },
    ],
  ])('do not depend on a quoted %s', (_, part, message, fields) => {
    const sent = { ...form, ...part }
    expect(refusedProperties(validation(message), sent)).toEqual({ fields })
    expect(maybeAbuseLock(validation(message), sent)).toBe('email_address' in fields)
  })

  it('may be the visitor’s and the owner’s at once', () => {
    const message = 'list_memberships contains a list that does not exist, first_name is too long'
    expect(refusedProperties(validation(message), form)).toEqual({
      fields: { first_name: 'too_long' },
      property: 'list_memberships',
    })
  })

  it('are those of all errors', () => {
    const body = [...validation('first_name is invalid'), ...validation('last_name is too long')]
    expect(refusedProperties(body, form)).toEqual({
      fields: { first_name: 'refused', last_name: 'too_long' },
    })
  })
})
