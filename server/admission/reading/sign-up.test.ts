import { describe, expect, it } from 'vitest'
import type { FieldFaults } from '../../contract.ts'
import { readSignUp } from './sign-up.ts'

const list = 'd13d60d0-f256-11e8-b47d-fa163e56c9b0'
const field = '1618ae62-4752-11e9-9c8a-fa163e6b01c1'
const minimal = {
  email_address: 'dlang@example.com',
  list_memberships: [list],
  consent: { given: true, text: 'Send me the newsletter' },
}
const uuid = (n: number) => `1618ae62-4752-11e9-9c8a-${String(n).padStart(12, '0')}`
const fields = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ custom_field_id: uuid(n), value: 'x' }))
const lists = (count: number) => Array.from({ length: count }, (_, n) => uuid(n))

function accepted(more: Record<string, unknown>) {
  const read = readSignUp({ ...minimal, ...more })
  if (read.kind === 'faults') throw new Error(JSON.stringify(read.faults))
  return read.signUp
}
function faults(more: Record<string, unknown>): FieldFaults {
  const read = readSignUp({ ...minimal, ...more })
  return read.kind === 'faults' ? read.faults : {}
}

describe('what is taken', () => {
  it('takes the three required properties and adds nothing', () => expect(accepted({})).toEqual(minimal))

  it('takes every property of the contract', () => {
    const whole = {
      submission_id: uuid(1),
      first_name: 'Debora',
      last_name: 'Lang',
      job_title: 'Musician',
      company_name: 'Acme Corp.',
      phone_number: '+1 (555) 555-1212',
      birthday_month: 11,
      birthday_day: 24,
      anniversary: '2006-11-15',
      street_address: { kind: 'home', street: '124 Kashmir Valley Road', city: 'Chicago' },
      custom_fields: [{ custom_field_id: field, value: 'Rye' }],
      page: 'https://www.example.org/',
      language: 'en',
      signals: { trap: 'x', elapsed_ms: 5200 },
      proof: 'p',
      captcha: 'c',
    }
    expect(accepted(whole)).toEqual({ ...minimal, ...whole })
  })

  it('trims texts and leaves out what is empty or null', () => {
    const signUp = accepted({
      email_address: '  Debora@Example.com ',
      first_name: ' \t ',
      last_name: null,
      street_address: { kind: 'home', city: '' },
      custom_fields: [{ custom_field_id: field, value: ' ' }],
      list_memberships: [list, '', list.toUpperCase(), list],
      birthday_month: null,
      birthday_day: null,
    })
    expect(signUp).toEqual({ ...minimal, email_address: 'Debora@Example.com' })
  })

  it.each([
    ['a plus', 'a+b@example.org'],
    ['capitals', 'Ada.LOVELACE@Example.ORG'],
    ['an international domain', 'info@bücher.example'],
    ['an international name', 'ünïcödé@example.org'],
    ['51 characters', `${'a'.repeat(39)}@example.org`],
    ['80 characters', `${'a'.repeat(68)}@example.org`],
  ])('keeps an address with %s whole', (_, email_address) => {
    expect(accepted({ email_address }).email_address).toBe(email_address)
  })

  it('takes emoji, right-to-left names and markup as the text they are', () => {
    expect(
      accepted({ first_name: '🧑‍🍳', last_name: 'محمد', job_title: '<script>alert(1)</script>' }),
    ).toMatchObject({
      first_name: '🧑‍🍳',
      last_name: 'محمد',
      job_title: '<script>alert(1)</script>',
    })
  })

  it('takes 29 February as a birthday, 50 lists, 50 custom fields and 255 characters', () => {
    expect(accepted({ birthday_month: 2, birthday_day: 29 })).toMatchObject({ birthday_day: 29 })
    expect(accepted({ list_memberships: lists(50) }).list_memberships).toHaveLength(50)
    expect(accepted({ custom_fields: fields(50) }).custom_fields).toHaveLength(50)
    expect(accepted({ custom_fields: [{ custom_field_id: field, value: 'v'.repeat(255) }] })).toBeTruthy()
  })
})

describe('what no visitor can see', () => {
  const long = 'x'.repeat(5000)

  it.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    [
      'a long address of the page',
      { page: `https://a.example/?${long}` },
      { page: `https://a.example/?${long}`.slice(0, 2048) },
    ],
    [
      'an address of the page that is cut within a character',
      { page: `${'x'.repeat(2047)}😀` },
      { page: 'x'.repeat(2047) },
    ],
    ['a page that is no text', { page: { href: 'x' } }, {}],
    ['a language that is none', { language: long }, {}],
    ['an id that is none', { submission_id: '1' }, {}],
    ['a clock that was set back', { signals: { elapsed_ms: -3_600_000 } }, { signals: {} }],
    ['a time that is no number', { signals: { elapsed_ms: 'soon', trap: 'x' } }, { signals: { trap: 'x' } }],
    [
      'a trap that was filled to the brim',
      { signals: { trap: long } },
      { signals: { trap: long.slice(0, 255) } },
    ],
    ['a signal of a newer widget', { signals: { moves: 7, elapsed_ms: 7 } }, { signals: { elapsed_ms: 7 } }],
    ['signals that are none', { signals: 'x' }, {}],
    ['a proof and a captcha that are too long', { proof: long, captcha: [long] }, {}],
  ])('refuses nobody: %s', (_, more, expected) => {
    expect(accepted(more)).toEqual({ ...minimal, ...expected })
  })

  it.each([
    '\u200bdlang@example.com',
    'dlang\u2060@example.com',
    'dl\u00adang@exam\u200eple.com\ufeff',
    ' \u200b dlang@example.com',
  ])('is dropped from an address: %j', (email_address) =>
    expect(accepted({ email_address })).toEqual(minimal),
  )

  it.each([
    'dlang＠example.com',
    'ｄｌａｎｇ＠ｅｘａｍｐｌｅ．ｃｏｍ',
    'dlang@example。com',
    'dlang＠example｡com',
  ])('is written narrow in an address that is typed wide: %s', (email_address) =>
    expect(accepted({ email_address })).toEqual(minimal),
  )

  it('stays in other texts, where scripts need it', () => {
    const first_name = 'می\u200cخواهم\u200f'
    expect(accepted({ first_name })).toMatchObject({ first_name })
  })
})

describe('what is refused, by name', () => {
  it.each<[string, Record<string, unknown>, FieldFaults]>([
    ['no address', { email_address: '' }, { email_address: 'required' }],
    ['an address that is none', { email_address: 'debora@example' }, { email_address: 'invalid' }],
    ['an address of 81', { email_address: `${'a'.repeat(69)}@example.org` }, { email_address: 'too_long' }],
    ['an address that is a number', { email_address: 7 }, { email_address: 'invalid' }],
    ['a name of 51', { first_name: 'n'.repeat(51) }, { first_name: 'too_long' }],
    ['26 emoji, which are 52 units', { last_name: '😀'.repeat(26) }, { last_name: 'too_long' }],
    ['a phone of 26', { phone_number: '1'.repeat(26) }, { phone_number: 'too_long' }],
    ['no list', { list_memberships: [] }, { list_memberships: 'required' }],
    ['a list that is no id', { list_memberships: ['news'] }, { list_memberships: 'invalid' }],
    ['51 lists', { list_memberships: lists(51) }, { list_memberships: 'too_many' }],
    ['51 custom fields', { custom_fields: fields(51) }, { custom_fields: 'too_many' }],
    [
      'a value of 256',
      { custom_fields: [{ custom_field_id: field, value: 'v'.repeat(256) }] },
      { [`custom_fields.${field}`]: 'too_long' },
    ],
    ['a custom field without id', { custom_fields: [{ value: 'v' }] }, { custom_fields: 'required' }],
    ['a custom field twice', { custom_fields: [...fields(1), ...fields(1)] }, { custom_fields: 'invalid' }],
    [
      'a custom field twice, in small and in capital letters',
      { custom_fields: [...fields(1), { custom_field_id: uuid(0).toUpperCase(), value: 'y' }] },
      { custom_fields: 'invalid' },
    ],
    ['a month without day', { birthday_month: 3 }, { birthday_day: 'incomplete' }],
    ['a day without month', { birthday_day: 3 }, { birthday_month: 'incomplete' }],
    ['30 February', { birthday_month: 2, birthday_day: 30 }, { birthday_day: 'invalid' }],
    ['31 April', { birthday_month: 4, birthday_day: 31 }, { birthday_day: 'invalid' }],
    ['month 13', { birthday_month: 13, birthday_day: 1 }, { birthday_month: 'invalid' }],
    ['half a day', { birthday_month: 3, birthday_day: 1.5 }, { birthday_day: 'invalid' }],
    ['an anniversary in words', { anniversary: '15 Nov 2006' }, { anniversary: 'invalid' }],
    [
      'a kind outside the three',
      { street_address: { kind: 'boat', city: 'Chicago' } },
      { 'street_address.kind': 'invalid' },
    ],
    [
      'an address without kind',
      { street_address: { city: 'Chicago' } },
      { 'street_address.kind': 'required' },
    ],
    [
      'nested junk',
      { street_address: { kind: 'home', city: { a: [{}] }, planet: 'x' } },
      { 'street_address.city': 'invalid', 'street_address.planet': 'unknown' },
    ],
    ['an unknown property', { create_source: 'Contact' }, { create_source: 'unknown' }],
    ['consent refused', { consent: { given: false, text: 'x' } }, { 'consent.given': 'required' }],
    ['no consent', { consent: null }, { consent: 'required' }],
    ['consent to nothing', { consent: { given: true } }, { 'consent.text': 'required' }],
    ['half a character', { email_address: '\ud800@example.org' }, { email_address: 'invalid' }],
    ['half a character at the end', { email_address: 'ada@example.org\udc00' }, { email_address: 'invalid' }],
  ])('%s', (_, more, expected) => expect(faults(more)).toEqual(expected))

  it('names every fault at once', () => {
    expect(
      faults({ email_address: 'x', last_name: 'n'.repeat(51), birthday_month: 2, consent: undefined }),
    ).toEqual({
      email_address: 'invalid',
      last_name: 'too_long',
      birthday_day: 'incomplete',
      consent: 'required',
    })
  })

  it('treats the keys of prototypes as the unknown properties they are', () => {
    const posted: Record<string, unknown> = JSON.parse(
      `{"__proto__":{"first_name":"x"},"constructor":{"prototype":{}},"toString":1}`,
    )
    const read = readSignUp(Object.fromEntries([...Object.entries(minimal), ...Object.entries(posted)]))
    expect(Object.keys(read.kind === 'faults' ? read.faults : {})).toEqual([
      '__proto__',
      'constructor',
      'toString',
    ])
    expect(Object.getPrototypeOf({})).toBe(Object.prototype)
  })

  it('survives nesting as deep as 16 kB allow', () => {
    const deep: unknown = JSON.parse(`${'['.repeat(8000)}${']'.repeat(8000)}`)
    expect(faults({ first_name: deep })).toEqual({ first_name: 'invalid' })
  })
})
