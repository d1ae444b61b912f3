// @vitest-environment node
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { explain } from '../diagnostics/explain.ts'
import { configurationOf, customFieldId, EVENTS, NEWSLETTER } from '../testing/settings.ts'
import { readConfiguration } from './configuration.ts'

/** The attributes at fault. */
function faultsOf(settings: { [name: string]: string }): string[] {
  const reading = readingOf(settings)
  return reading.configuration ? [] : reading.faults.map(({ attribute }) => attribute)
}
function readingOf(settings: { [name: string]: string }, base?: string) {
  const all: { [name: string]: string } = { lists: NEWSLETTER, ...settings }
  return readConfiguration((name) => all[name], base)
}
const field = (more: object) => ({
  'custom-fields': JSON.stringify([{ id: customFieldId(1), label: 'Loaf', type: 'text', ...more }]),
})
const ids = (count: number) =>
  Array.from({ length: count }, (_, index) => NEWSLETTER.replace(/^.{8}/, String(10_000_000 + index)))

describe('readConfiguration', () => {
  it('has a default for everything but the lists', () => {
    expect(configurationOf()).toMatchObject({
      lists: [{ value: NEWSLETTER, label: '' }],
      listChoice: false,
      fields: [],
      customFields: [],
      addressKind: 'home',
      theme: 'auto',
      isolation: 'shadow',
      endpoint: undefined,
      height: undefined,
    })
    expect(readConfiguration(() => null)).toEqual({
      faults: [{ attribute: 'lists', text: '' }],
      debug: false,
    })
  })

  it('reads lists with labels, and a comma in one', () => {
    const lists = ` ${NEWSLETTER.toUpperCase()} = News%2C monthly , ${EVENTS}=A=B,`
    expect(configurationOf({ lists }).lists).toEqual([
      { value: NEWSLETTER, label: 'News, monthly' },
      { value: EVENTS, label: 'A=B' },
    ])
  })

  it.each([
    ['Home', 'home'],
    ['WORK', 'work'],
    ['Other ', 'other'],
  ])('reads the kind of an address in any case: %s', (kind, addressKind) => {
    expect(configurationOf({ 'address-kind': kind })).toMatchObject({ addressKind })
  })

  it('reads single parts of an address, but not beside a whole one', () => {
    expect(configurationOf({ fields: 'postal_code* country' }).fields).toEqual([
      { name: 'postal_code', required: true },
      { name: 'country', required: false },
    ])
    for (const fields of ['address postal_code', 'city, address*', 'country country*', 'address address'])
      expect(faultsOf({ fields }), fields).toEqual(['fields'])
  })

  it('reads the order and the need of fields', () => {
    expect(configurationOf({ fields: 'last_name* birthday' }).fields).toEqual([
      { name: 'last_name', required: true },
      { name: 'birthday', required: false },
    ])
  })

  it('tells which settings it has read, but for the endpoint', () => {
    const all: { [name: string]: string } = {
      lists: NEWSLETTER,
      title: 'Hello',
      endpoint: 'https://relay.example',
      x: 'y',
    }
    expect(readConfiguration((name) => all[name])).toMatchObject({
      settings: { lists: NEWSLETTER, title: 'Hello' },
    })
    expect(configurationOf(all).endpoint).toBe('https://relay.example')
  })

  it.each<[string, { [name: string]: string }]>([
    ['an id that is none', { lists: 'newsletter' }],
    ['the same list twice', { lists: `${NEWSLETTER},${NEWSLETTER.toUpperCase()}` }],
    ['nothing but commas', { lists: ', ,' }],
    ['51 lists', { lists: ids(51).join() }],
    ['a list to choose without a label', { lists: `${NEWSLETTER}=News,${EVENTS}`, 'list-choice': '' }],
    ['an unknown field', { fields: 'first_name surname' }],
    ['the same field twice', { fields: 'first_name first_name*' }],
    ['a star inside', { fields: 'first*_name' }],
    ['another kind', { 'address-kind': 'holiday' }],
    ['a consent too long to send', { consent: 'x'.repeat(2001) }],
    ['an endpoint without a scheme', { endpoint: 'relay.example' }],
    ['no JSON', { 'custom-fields': '[{' }],
    ['no array', { 'custom-fields': '{}' }],
    ['junk in the array', { 'custom-fields': '[null]' }],
    ['an id that is no UUID', field({ id: '1' })],
    ['an unknown type', field({ type: 'file' })],
    ['no label', field({ label: ' ' })],
    ['a hidden field without value', field({ type: 'hidden' })],
    ['a select without options', field({ type: 'select' })],
    ['an empty option', field({ type: 'radio', options: [''] })],
    ['the same option twice', field({ type: 'radio', options: ['A', { value: 'A ', label: 'B' }] })],
    ['required in words', field({ required: 'yes' })],
    ['a value too long to send', field({ value: 'x'.repeat(256) })],
    [
      '51 custom fields',
      { 'custom-fields': JSON.stringify(ids(51).map((id) => ({ id, label: 'x', type: 'text' }))) },
    ],
    [
      'the same custom field twice',
      {
        'custom-fields': JSON.stringify(
          [1, 1].map((n) => ({ id: customFieldId(n), label: 'x', type: 'text' })),
        ),
      },
    ],
  ])('refuses %s', (_name, settings) => {
    expect(faultsOf(settings)).toEqual([Object.keys(settings)[0]])
  })

  it.each<[string, { [name: string]: string }]>([
    ['a script for an address', { 'redirect-url': 'javascript:alert(1)' }],
    ['a path for an address', { 'redirect-url': '/thanks' }],
    ['a language that is none', { language: 'English please' }],
    ['another direction', { dir: 'up' }],
    ['another theme', { theme: 'Dark' }],
    ['another isolation', { isolation: 'closed' }],
    ['a height in words', { height: '40em' }],
    ['a call for a name', { 'on-success': 'alert(1)' }],
    ['a script for an address, on a page', { 'redirect-url': ' javascript:alert(1)' }],
  ])('leaves out and names what a form can do without: %s', (_name, settings) => {
    const [attribute = ''] = Object.keys(settings)
    const base =
      attribute.endsWith('url') && settings[attribute]?.startsWith(' ') ? 'https://site.example/' : undefined
    const reading = readingOf({ ...settings, title: 'News' }, base)
    const expected = { configuration: { title: 'News' }, faults: [{ attribute }] }
    expect(reading).toMatchObject(expected)
    expect(reading.configuration && reading.settings).toEqual({ lists: NEWSLETTER, title: 'News' })
  })

  it.each([
    ['/thanks', 'https://site.example/thanks'],
    ['thanks.html?a=b', 'https://site.example/shop/thanks.html?a=b'],
    ['//other.example/x', 'https://other.example/x'],
    ['https://other.example/x', 'https://other.example/x'],
    ['#done', 'https://site.example/shop/#done'],
  ])('resolves the address to go to against that of the page: %s', (text, address) => {
    const reading = readingOf({ 'redirect-url': text }, 'https://site.example/shop/')
    expect(reading).toMatchObject({
      configuration: { redirectUrl: address },
      settings: { 'redirect-url': address },
      faults: [],
    })
  })

  it.each(['false', 'FALSE', ' false '])('takes “%s” for absent, as React writes it', (text) => {
    const names = ['debug', 'datalayer', 'list-choice', 'title', 'consent', 'height', 'dir', 'custom-fields']
    const settings = Object.fromEntries(names.map((name) => [name, text]))
    const { debug, ...reading } = readingOf(settings)
    expect([debug, reading]).toEqual([
      false,
      expect.objectContaining({ faults: [], settings: { lists: NEWSLETTER } }),
    ])
    expect(reading).toMatchObject({
      configuration: { datalayer: false, listChoice: false, title: undefined },
    })
    expect(readingOf({ debug: '', datalayer: 'true' })).toMatchObject({
      debug: true,
      configuration: { datalayer: true },
    })
  })

  it('gives a choice without a label its value to read', () => {
    const { customFields } = configurationOf(
      field({ type: 'radio', options: [{ value: 'A', label: ' ' }, 'B'] }),
    )
    expect(customFields[0]?.options).toEqual([
      { value: 'A', label: 'A' },
      { value: 'B', label: 'B' },
    ])
  })

  it('reads a language as programs write it', () => {
    expect(configurationOf({ language: 'de_DE' }).language).toBe('de-DE')
  })

  it('accepts 50 lists and 50 custom fields', () => {
    const customFields = ids(50).map((id) => ({ id, label: 'x', type: 'text' }))
    expect(faultsOf({ lists: ids(50).join(), 'custom-fields': JSON.stringify(customFields) })).toEqual([])
  })

  it('names every fault at once', () => {
    expect(faultsOf({ lists: 'x', theme: 'blue', fields: 'y' }).sort()).toEqual(['fields', 'lists', 'theme'])
  })

  it('never throws, whatever is written, and each fault says what to write', () => {
    const names = [
      'lists',
      'fields',
      'custom-fields',
      'theme',
      'endpoint',
      'height',
      'language',
      'on-ready',
      'consent',
    ]
    const text = fc.oneof(
      fc.string(),
      fc.json(),
      fc.array(fc.json()).map((all) => `[${all.join()}]`),
    )
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...names), text), (settings) => {
        const reading = readConfiguration((name) => settings[name])
        for (const fault of reading.faults)
          expect(explain(fault)).toMatch(/^data-[a-z-]+ .+ Write (?!undefined).+\.$/s)
      }),
    )
  })
})
