import { describe, expect, it } from 'vitest'
import { errorKey, maybeAbuseLock, namedFields } from './errors.ts'
import type { SignUpForm } from './sign-up-form.ts'

const validation = (error_message: string) => [{ error_key: 'contacts.api.validation.error', error_message }]
const FIELD = '1618ae62-4752-11e9-9c8a-fa163e6b01c1'
const form: SignUpForm = {
  email_address: 'ada@example.com',
  list_memberships: [],
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
    ['custom_fields[7] is invalid', { custom_fields: 'refused' }],
    ['list_memberships must name at most 50 lists', { list_memberships: 'too_long' }],
    ['The state of this city is invalid', {}],
    ['Something else went wrong', {}],
  ])('in “%s”', (message, fields) => {
    expect(namedFields(validation(message), form)).toEqual(fields)
  })

  it('are those of every error', () => {
    const body = [...validation('first_name is invalid'), ...validation('last_name is too long')]
    expect(namedFields(body, form)).toEqual({ first_name: 'refused', last_name: 'too_long' })
  })
})
