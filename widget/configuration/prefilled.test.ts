import { labels } from 'virtual:languages/en'
import { beforeEach, describe, expect, it } from 'vitest'
import { explain } from '../diagnostics/explain.ts'
import { configurationOf, customFieldId } from '../testing/settings.ts'
import { readCapture, withCaptured } from './prefill.ts'
import { prefilled } from './prefilled.ts'

const SOURCE = customFieldId(8)
const session = () => sessionStorage
const initialUrl = 'https://site.example/'

const parts = { language: { labels }, pageTag: '', initialUrl, session }
/** What fields hold at first, by settings and the query of the page's address. */
function valuesOf(settings: { [name: string]: string }, query = '', more = {}) {
  return prefilled(configurationOf(settings), { ...parts, query, ...more }).values
}

beforeEach(() => sessionStorage.clear())

describe('what fields hold at first', () => {
  it('is what the site says, by path or by the bare id of a custom field', () => {
    const settings = { prefill: `first_name=Ada+M.&${SOURCE}=shop&street_address.city=York` }
    expect(valuesOf(settings)).toEqual({
      first_name: ['Ada M.'],
      [`custom_fields.${SOURCE}`]: ['shop'],
      'street_address.city': ['York'],
    })
  })

  it('is taken from those parameters of the address that the site names, and from no other', () => {
    const settings = { 'prefill-from': 'first_name, email_address=mail' }
    const query = '?first_name=Ada&mail=ada%40example.org&last_name=Evil&email_address=eve%40example.org'
    expect(valuesOf(settings, query)).toEqual({
      first_name: ['Ada'],
      email_address: ['ada@example.org'],
    })
  })

  it('keeps where the visitor first came from, for the session', () => {
    const settings = { capture: `${SOURCE}=utm_source` }
    const first = valuesOf(settings, '?utm_source=poster')
    expect(first).toEqual({ [`custom_fields.${SOURCE}`]: ['poster'] })
    expect(valuesOf(settings)).toEqual(first)
    expect(valuesOf(settings, '?utm_source=menu')).toEqual(first)
  })

  it('is found on a later view of a single-page site, whose form stands only there', () => {
    const settings = { capture: `${SOURCE}=utm_source` }
    const initialUrl = 'https://site.example/?utm_source=poster#top'
    expect(valuesOf(settings, '', { initialUrl })).toEqual({
      [`custom_fields.${SOURCE}`]: ['poster'],
    })
  })

  it('goes on where the page has no storage, and cuts what no field can hold', () => {
    const blocked = () => {
      throw new DOMException('denied', 'SecurityError')
    }
    const settings = { capture: `${SOURCE}=utm_source` }
    const query = `?utm_source=${'x'.repeat(300)}`
    const values = valuesOf(settings, query, { session: blocked })
    expect(values[`custom_fields.${SOURCE}`]?.[0]).toHaveLength(255)
  })
})

it.each([
  ['M%FCller', 'Müller'],
  ['%A3+5', '£ 5'],
  ['Caf%E9%20%26%20Bar', 'Café & Bar'],
  ['%FC%FC', 'üü'],
  ['M%C3%BCller', 'Müller'],
  ['%E6%9D%B1', '東'],
  ['100%', '100%'],
])('reads a parameter in UTF-8, or else in windows-1252: %s', (text, value) => {
  const settings = { capture: `${SOURCE}=utm_source`, 'prefill-from': 'first_name=n' }
  const both = { [`custom_fields.${SOURCE}`]: [value], first_name: [value] }
  expect(valuesOf(settings, `?utm_source=${text}&n=${text}`)).toEqual(both)
})

it('reads a month as forms and dates write it', () => {
  expect(valuesOf({ prefill: 'birthday_month=05' })).toEqual({ birthday_month: ['5'] })
  expect(valuesOf({ prefill: 'birthday_month=10' })).toEqual({ birthday_month: ['10'] })
})

describe('a plus', () => {
  it.each([
    'email=ada+news@example.com',
    'email=ada%2Bnews%40example.com',
    'x=1&email=ada+news@example.com#top',
  ])('stays in an address that the page’s own address says: ?%s', (query) => {
    const settings = { 'prefill-from': 'email_address=email' }
    expect(valuesOf(settings, `?${query.replace('#top', '')}`)['email_address']).toEqual([
      'ada+news@example.com',
    ])
  })

  it('stays in an address that the site says', () => {
    const prefill = 'first_name=Ada+M.&email_address=ada+news@example.com&last_name=%E0'
    expect(valuesOf({ prefill })).toMatchObject({
      first_name: ['Ada M.'],
      email_address: ['ada+news@example.com'],
    })
  })

  it.each([
    ['+49+30+123', '+49 30 123'],
    ['%2B49 30 123', '+49 30 123'],
    ['(+49)+30', '(+49) 30'],
    ['0301+23', '0301 23'],
  ])('begins a phone number, and is a space within it: %s', (text, number) => {
    expect(valuesOf({ prefill: `phone_number=${text}` })['phone_number']).toEqual([number])
    expect(valuesOf({ 'prefill-from': 'phone_number=tel' }, `?tel=${text}`)['phone_number']).toEqual([number])
  })
})

describe('a country', () => {
  it.each([
    ['US', 'United States'],
    ['us', 'United States'],
    ['USA', 'United States'],
    ['United States of America', 'United States'],
    ['Deutschland', 'Germany'],
    ['Allemagne', 'Germany'],
    ['ألمانيا', 'Germany'],
    ['Germany', 'Germany'],
    [' germany ', 'Germany'],
    ['UK', 'United Kingdom'],
    ['Österreich', 'Austria'],
    ["Cote d'Ivoire", 'Côte d’Ivoire'],
    ['Bosnia and Herzegovina', 'Bosnia & Herzegovina'],
    ['Espana', 'Spain'],
    ['U.K.', 'United Kingdom'],
    ['U.S.', 'United States'],
    ['U. S. A.', 'United States'],
    ['the United States', 'United States'],
    ['EE. UU.', 'United States'],
    ['Großbritannien', 'United Kingdom'],
    ['Grande-Bretagne', 'United Kingdom'],
    ['Gran Bretaña', 'United Kingdom'],
    ['Türkei', 'Türkiye'],
    ['TURKEY', 'Türkiye'],
    ['Holland', 'Netherlands'],
    ['Holanda', 'Netherlands'],
    ['The Netherlands', 'Netherlands'],
    ['Tschechische Republik', 'Czechia'],
    ['Éire', 'Ireland'],
    ['Guinea Bissau', 'Guinea-Bissau'],
    ['Hong Kong', 'Hong Kong SAR China'],
    ['Congo (Kinshasa)', 'Congo - Kinshasa'],
  ])('is understood by its code and by its other names: %s', (given, name) => {
    expect(valuesOf({ prefill: `street_address.country=${given}` })).toEqual({
      'street_address.country': [name],
    })
  })

  it('is understood in the language of the visitor', () => {
    expect(valuesOf({ prefill: 'street_address.country=Duitsland' }, '', { pageTag: 'nl' })).toEqual({
      'street_address.country': ['Germany'],
    })
  })

  it.each([
    ['prefill', { prefill: 'street_address.country=Atlantis' }],
    ['prefill-from', { 'prefill-from': 'street_address.country=land' }],
    ['prefill-from', { 'prefill-from': 'street_address.country=land', prefill: 'street_address.country=US' }],
  ])('that is none is said, without what was given, of data-%s', (attribute, settings) => {
    const { faults } = prefilled(configurationOf(settings), { ...parts, query: '?land=Atlantis' })
    expect(faults.map(explain)).toEqual([
      `data-${attribute} has a country that is not known. Write its English name or its code, such as US.`,
    ])
  })

  it('that the site says is not blamed on a parameter that the address does not have', () => {
    const settings = {
      'prefill-from': 'street_address.country=land',
      prefill: 'street_address.country=Atlantis',
    }
    const { faults } = prefilled(configurationOf(settings), { ...parts, query: '' })
    expect(faults).toMatchObject([{ attribute: 'prefill' }])
  })
})

it('leaves out what cannot be read, and names it', () => {
  const settings = { prefill: 'consent.given=true', 'prefill-from': 'list_memberships=l', capture: 'x=utm' }
  const { values, faults } = prefilled(configurationOf(settings), { ...parts, query: '?l=1&utm=2' })
  expect([values, faults.map(({ attribute }) => attribute)]).toEqual([
    {},
    ['prefill', 'prefill-from', 'capture'],
  ])
})

it('adds a hidden field for what is captured, once', () => {
  const kept = { 'custom-fields': JSON.stringify([{ id: SOURCE, type: 'hidden', value: 'direct' }]) }
  const capture = `${SOURCE}=utm_source`
  expect(withCaptured(configurationOf({ capture }))).toMatchObject([
    { id: SOURCE, type: 'hidden', value: '' },
  ])
  expect(withCaptured(configurationOf({ capture, ...kept }))).toMatchObject([
    { id: SOURCE, type: 'hidden', value: 'direct' },
  ])
  expect(readCapture(configurationOf({ capture: 'utm_source' }))).toBeUndefined()
})

describe('a name that no field has', () => {
  it.each([
    [{ prefill: 'email=ada@example.org&first_name=Ada' }, 'prefill', 'email'],
    [{ 'prefill-from': 'email, first_name' }, 'prefill-from', 'email'],
    [{ 'prefill-from': 'street_address.zip=zip, first_name' }, 'prefill-from', 'street_address.zip'],
    [{ 'prefill-from': 'zip_code=zip, first_name' }, 'prefill-from', 'zip_code'],
  ])('is said, without a value, and the others are filled: %o', (settings, attribute, name) => {
    const query = '?email=ada@example.org&first_name=Ada&zip=YO1'
    const { values, faults } = prefilled(configurationOf(settings), { ...parts, query })
    expect(values['first_name']).toEqual(['Ada'])
    expect(faults.map(explain)).toEqual([
      expect.stringMatching(
        `^data-${attribute} names “${name}”, which is not a field to fill in. Write fields`,
      ),
    ])
  })

  it('is none of the fields that a form may have', () => {
    const names =
      'email_address first_name last_name job_title company_name phone_number anniversary birthday_month birthday_day ' +
      'street_address.street street_address.city street_address.state street_address.postal_code ' +
      `street_address.country ${SOURCE} custom_fields.${SOURCE}`
    const { faults } = prefilled(configurationOf({ 'prefill-from': names }), { ...parts, query: '' })
    expect(faults).toEqual([])
  })
})
