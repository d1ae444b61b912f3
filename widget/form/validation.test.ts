// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { LIMITS } from '../../server/contract.ts'
import { configurationOf, customFieldId, EVENTS, NEWSLETTER } from '../testing/settings.ts'
import type { Values } from './form-model.ts'
import { checkSignUp } from './validation.ts'

const custom = (type: string, more: object = {}) => ({
  'custom-fields': JSON.stringify([{ id: customFieldId(1), label: 'Label', type, ...more }]),
})
const CUSTOM = `custom_fields.${customFieldId(1)}`

function check(settings: { [name: string]: string }, values: Values, language?: string) {
  const typed = { email_address: ['ada@example.org'], 'consent.text': ['Yes.'], ...values }
  return checkSignUp(typed, configurationOf(settings), undefined, language)
}
function faultsOf(settings: { [name: string]: string }, values: Values) {
  const checked = check(settings, values)
  return checked.kind === 'faults' ? checked.faults : {}
}
function signUpOf(settings: { [name: string]: string }, values: Values, language?: string) {
  const checked = check(settings, values, language)
  return checked.kind === 'sign-up' ? checked.signUp : checked.faults
}

describe('the email address', () => {
  it.each(['ada@example.org', 'a+b@Example.ORG', 'ada@bücher.example', `${'a'.repeat(68)}@example.org`])(
    'is accepted: %s',
    (address) => {
      expect(signUpOf({}, { email_address: [` ${address}\u00a0`] })).toMatchObject({ email_address: address })
    },
  )

  it.each([
    ['\u200bada@example.org', 'before it'],
    ['ada@example.org\u2060', 'behind it'],
    ['ad\u00ada@exam\u200dple.org', 'within it'],
    ['\u202a ada@example.org \u202c', 'around spaces'],
    ['\ufeffada@example.org\ufe0f', 'of other kinds'],
    ['ａｄａ＠example．org', 'but that it is wide'],
  ])('loses what nobody sees: %j, %s', (address) => {
    expect(signUpOf({}, { email_address: [address] })).toMatchObject({ email_address: 'ada@example.org' })
  })

  it('of nothing but what nobody sees is empty', () => {
    expect(faultsOf({}, { email_address: ['\u200b'] })).toEqual({ email_address: 'required' })
  })

  it.each([
    ['', 'required'],
    ['  ', 'required'],
    ['ada', 'invalid'],
    ['ada@example', 'invalid'],
    ['ada@@example.org', 'invalid'],
    [`${'a'.repeat(69)}@example.org`, 'too_long'],
  ])('is not accepted: %s is %s', (address, code) => {
    expect(faultsOf({}, { email_address: [address] })).toEqual({ email_address: code })
  })
})

describe('texts', () => {
  it('are trimmed, counted after that, and left out when empty', () => {
    const name = 'Ж'.repeat(LIMITS.first_name)
    const fields = 'first_name last_name'
    expect(signUpOf({ fields }, { first_name: [`  ${name} `], last_name: [' '] })).toEqual({
      email_address: 'ada@example.org',
      first_name: name,
      list_memberships: [NEWSLETTER],
      consent: { given: true, text: 'Yes.' },
    })
    expect(faultsOf({ fields }, { first_name: [`${name}x`] })).toEqual({ first_name: 'too_long' })
  })

  it('keep joiners and marks of direction, which scripts need', () => {
    const name = 'می\u200cخواهم\u200f'
    expect(signUpOf({ fields: 'first_name' }, { first_name: [name] })).toMatchObject({ first_name: name })
  })

  it('are required where the site says so', () => {
    expect(faultsOf({ fields: 'phone_number*' }, {})).toEqual({ phone_number: 'required' })
  })
})

describe('a birthday', () => {
  it.each<[string, string, object]>([
    ['2', '29', {}],
    ['', '', {}],
    ['4', '31', { birthday_day: 'invalid' }],
    ['2', '30', { birthday_day: 'invalid' }],
    ['1', '0', { birthday_day: 'invalid' }],
    ['1', 'x', { birthday_day: 'invalid' }],
    ['13', '1', { birthday_month: 'invalid' }],
    ['5', '', { birthday_day: 'incomplete' }],
    ['', '5', { birthday_month: 'incomplete' }],
    ['1', '001', {}],
    ['12', '24.', {}],
    ['12', '241', { birthday_day: 'invalid' }],
  ])('of month %s and day %s has the faults %o', (month, day, faults) => {
    const values = { birthday_month: [month], birthday_day: [day] }
    expect(faultsOf({ fields: 'birthday' }, values)).toEqual(faults)
  })

  it('is sent as two numbers', () => {
    const values = { birthday_month: ['11'], birthday_day: ['04'] }
    expect(signUpOf({ fields: 'birthday' }, values)).toMatchObject({ birthday_month: 11, birthday_day: 4 })
  })

  it.each(['١٢', '۱۲', '１２', '12.', '12th', '12º'])(
    'is read in the digits and form of every language: %s',
    (day) => {
      const values = { birthday_month: ['1'], birthday_day: [day] }
      expect(signUpOf({ fields: 'birthday' }, values)).toMatchObject({ birthday_month: 1, birthday_day: 12 })
    },
  )

  it('that is required needs both halves', () => {
    expect(faultsOf({ fields: 'birthday*' }, {})).toEqual({
      birthday_month: 'required',
      birthday_day: 'required',
    })
  })
})

describe('an address', () => {
  it('is sent with its kind if any part of it was filled in', () => {
    const settings = { fields: 'address', 'address-kind': 'work' }
    expect(signUpOf(settings, { 'street_address.city': ['Ghent'] })).toMatchObject({
      street_address: { kind: 'work', city: 'Ghent' },
    })
    expect(signUpOf(settings, { 'street_address.city': [''] })).not.toHaveProperty('street_address')
  })

  it('that is required needs what every country needs, and what the chosen one does', () => {
    const configuration = configurationOf({ fields: 'address*' })
    const values = { email_address: ['a@b.example'] }
    expect(Object.keys(Object(checkSignUp(values, configuration)).faults)).toEqual([
      'street_address.street',
      'street_address.city',
      'street_address.country',
    ])
    expect(checkSignUp(values, configuration, { required: ['postal_code'], labels: {} })).toEqual({
      kind: 'faults',
      faults: { 'street_address.postal_code': 'required' },
    })
  })

  it('may be asked for in single parts, each required or not', () => {
    const settings = { fields: 'postal_code* country', 'address-kind': 'other' }
    const country = { 'street_address.country': ['France'] }
    expect(signUpOf(settings, { 'street_address.postal_code': ['29200'], ...country })).toMatchObject({
      street_address: { kind: 'other', postal_code: '29200', country: 'France' },
    })
    const values = { email_address: ['a@b.example'], ...country }
    const check = (labels: object) => checkSignUp(values, configurationOf(settings), { required: [], labels })
    expect(check({ postal_code: 'Postal code' })).toEqual({
      kind: 'faults',
      faults: { 'street_address.postal_code': 'required' },
    })
    // Hong Kong has none.
    expect(check({})).toMatchObject({ kind: 'sign-up', signUp: { street_address: { country: 'France' } } })
  })
})

describe('custom fields', () => {
  it.each<[string, string, object, string]>([
    ['date', '2024-02-29', {}, ''],
    ['date', '2023-02-29', {}, 'invalid'],
    ['date', '?', {}, 'invalid'],
    ['number', '-3.5', {}, ''],
    ['number', '1e5', {}, 'invalid'],
    ['number', 'Infinity', {}, 'invalid'],
    ['number', '3,5', {}, ''],
    ['number', '1,000', {}, 'invalid'],
    ['number', 'abc', { required: true }, 'invalid'],
    ['number', '', { required: true }, 'required'],
    ['text', '', { required: true }, 'required'],
    ['text', 'x'.repeat(256), {}, 'too_long'],
    ['text', 'x'.repeat(255), {}, ''],
    ['select', 'C', { options: ['A', 'B'] }, 'invalid'],
    ['radio', 'A', { options: ['A', 'B'] }, ''],
    ['checkbox', '', { required: true }, 'required'],
  ])('of type %s with the value %s and %o: %s', (type, value, more, code) => {
    expect(faultsOf(custom(type, more), { [CUSTOM]: [value] })).toEqual(code ? { [CUSTOM]: code } : {})
  })

  it('send a number in the digits that everybody reads', () => {
    expect(signUpOf(custom('number', {}), { [CUSTOM]: ['-۳'] })).toMatchObject({
      custom_fields: [{ custom_field_id: customFieldId(1), value: '-3' }],
    })
    expect(signUpOf(custom('text', {}), { [CUSTOM]: ['۳'] })).toMatchObject({
      custom_fields: [{ custom_field_id: customFieldId(1), value: '۳' }],
    })
  })

  it('send a number with a point, however the language writes it', () => {
    expect(signUpOf(custom('number'), { [CUSTOM]: ['3,5'] }, 'de')).toMatchObject({
      custom_fields: [{ value: '3.5' }],
    })
    expect(signUpOf(custom('number'), { [CUSTOM]: ['1.000'] }, 'de')).toEqual({ [CUSTOM]: 'invalid' })
    expect(signUpOf(custom('number'), { [CUSTOM]: ['٣٫٥'] }, 'ar')).toMatchObject({
      custom_fields: [{ value: '3.5' }],
    })
  })

  it('cut what is hidden, since no visitor could', () => {
    expect(signUpOf(custom('hidden', { value: 'x' }), { [CUSTOM]: ['y'.repeat(300)] })).toMatchObject({
      custom_fields: [{ value: 'y'.repeat(255) }],
    })
  })

  it('join what was ticked, and send what is hidden', () => {
    const boxes = custom('checkbox', { options: ['Bread', 'Pastry'] })
    expect(signUpOf(boxes, { [CUSTOM]: ['Bread', 'Pastry'] })).toMatchObject({
      custom_fields: [{ custom_field_id: customFieldId(1), value: 'Bread, Pastry' }],
    })
    expect(signUpOf(custom('hidden', { value: 'market' }), {})).toMatchObject({
      custom_fields: [{ custom_field_id: customFieldId(1), value: 'market' }],
    })
  })
})

describe('lists and consent', () => {
  const lists = `${NEWSLETTER}=Newsletter,${EVENTS}=Events`

  it('sends all lists where there is no choice', () => {
    expect(signUpOf({ lists }, {})).toMatchObject({ list_memberships: [NEWSLETTER, EVENTS] })
  })

  it('sends the chosen lists, only those offered, and at least one', () => {
    const choice = { lists, 'list-choice': '' }
    expect(signUpOf(choice, { list_memberships: [EVENTS, 'x'] })).toMatchObject({
      list_memberships: [EVENTS],
    })
    expect(faultsOf(choice, {})).toEqual({ list_memberships: 'required' })
  })

  it('needs the box ticked where there is one', () => {
    const consent = { consent: 'Yes.' }
    expect(faultsOf(consent, {})).toEqual({ 'consent.given': 'required' })
    expect(signUpOf(consent, { 'consent.given': ['true'] })).toMatchObject({
      consent: { given: true, text: 'Yes.' },
    })
  })
})
