import { beforeEach, describe, expect, it } from 'vitest'
import { configurationOf, customFieldId } from '../testing/settings.ts'
import { prefilled } from './prefill.ts'

const SOURCE = customFieldId(8)
const session = () => sessionStorage
const initialUrl = 'https://site.example/'

beforeEach(() => sessionStorage.clear())

describe('what fields hold at first', () => {
  it('is what the site says, by path or by the bare id of a custom field', () => {
    const settings = { prefill: `first_name=Ada+M.&${SOURCE}=shop&street_address.city=York` }
    expect(prefilled(configurationOf(settings), { query: '', initialUrl, session })).toEqual({
      first_name: ['Ada M.'],
      [`custom_fields.${SOURCE}`]: ['shop'],
      'street_address.city': ['York'],
    })
  })

  it('is taken from those parameters of the address that the site names, and from no other', () => {
    const configuration = configurationOf({ 'prefill-from': 'first_name, email_address=mail' })
    const query = '?first_name=Ada&mail=ada%40example.org&last_name=Evil&email_address=eve%40example.org'
    expect(prefilled(configuration, { query: query, initialUrl, session })).toEqual({
      first_name: ['Ada'],
      email_address: ['ada@example.org'],
    })
  })

  it('keeps where the visitor first came from, for the session', () => {
    const configuration = configurationOf({ capture: `${SOURCE}=utm_source` })
    const first = prefilled(configuration, { query: '?utm_source=poster', initialUrl, session })
    expect(first).toEqual({ [`custom_fields.${SOURCE}`]: ['poster'] })
    expect(prefilled(configuration, { query: '', initialUrl, session })).toEqual(first)
    expect(prefilled(configuration, { query: '?utm_source=menu', initialUrl, session })).toEqual(first)
  })

  it('is found on a later view of a single-page site, whose form stands only there', () => {
    const configuration = configurationOf({ capture: `${SOURCE}=utm_source` })
    const initialUrl = 'https://site.example/?utm_source=poster#top'
    expect(prefilled(configuration, { query: '', initialUrl, session })).toEqual({
      [`custom_fields.${SOURCE}`]: ['poster'],
    })
  })

  it('goes on where the page has no storage, and cuts what no field can hold', () => {
    const blocked = () => {
      throw new DOMException('denied', 'SecurityError')
    }
    const configuration = configurationOf({ capture: `${SOURCE}=utm_source` })
    const query = `?utm_source=${'x'.repeat(300)}`
    const values = prefilled(configuration, { query: query, initialUrl, session: blocked })
    expect(values[`custom_fields.${SOURCE}`]?.[0]).toHaveLength(255)
  })
})

it('adds a hidden field for what is captured, once', () => {
  const kept = { 'custom-fields': JSON.stringify([{ id: SOURCE, type: 'hidden', value: 'direct' }]) }
  expect(configurationOf({ capture: `${SOURCE}=utm_source` }).customFields).toMatchObject([
    { id: SOURCE, type: 'hidden', value: '' },
  ])
  expect(configurationOf({ capture: `${SOURCE}=utm_source`, ...kept }).customFields).toMatchObject([
    { id: SOURCE, type: 'hidden', value: 'direct' },
  ])
})
