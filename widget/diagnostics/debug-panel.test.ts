import names from 'virtual:languages/names'
import { waitFor } from '@testing-library/preact'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { loadBundled as load } from '../chunks.ts'
import { NEWSLETTER } from '../testing/settings.ts'
import { openDebugPanel } from './debug-panel.ts'

const TAGS = [...names].sort().join(' ')
const said: string[] = []
let host: HTMLElement

beforeEach(() => {
  host = document.createElement('div')
  document.body.append(host)
  said.length = 0
})
afterEach(() => document.body.replaceChildren())

const read = () => host.previousElementSibling?.shadowRoot?.querySelector('ul')?.textContent
const readNote = () => host.previousElementSibling?.shadowRoot?.querySelector('p')?.textContent
const answering = (code: string) => async () => new Response(JSON.stringify({ code }))
type Parts = Parameters<typeof openDebugPanel>[1]
const parts = (more: Partial<Parts> = {}): Parts => ({
  faults: [],
  endpoint: 'https://relay.example',
  settings: { lists: NEWSLETTER },
  options: {},
  drawnBy: undefined,
  load,
  fetch: answering('invalid_fields'),
  log: { error: (line: string) => said.push(line) },
  ...more,
})

it('says that nothing is wrong if the relay accepts the page, and disappears when it is removed', async () => {
  const end = openDebugPanel(host, parts())
  await waitFor(() => expect(read()).toMatch(/^No problems found/))
  end()
  expect(host.previousElementSibling).toBeNull()
  expect(said).toEqual([])
})

it('reports what the relay says about the settings', async () => {
  const sentence = 'lists contains a list that is not in ALLOWED_LISTS.'
  const fetch = async (address: unknown) =>
    `${address}`.includes('/v1/snippet?lists=d13d')
      ? new Response(`${sentence}\n`, { status: 400 })
      : answering('invalid_fields')()
  openDebugPanel(host, parts({ fetch }))
  await waitFor(() => expect(said).toEqual([`signup-widget: ${sentence}`]))
  expect(read()).toBe(sentence)
})

it('names the origin alone for a policy, in which a path would match only itself', () => {
  openDebugPanel(host, parts({ endpoint: 'https://www.bakery.example/signup' }))
  const blockedURI = 'https://www.bakery.example/signup/v1/signups'
  const details = { blockedURI, effectiveDirective: 'connect-src' }
  document.dispatchEvent(Object.assign(new Event('securitypolicyviolation'), details))
  expect(said).toEqual([
    expect.stringContaining(`blocked ${blockedURI}. Add https://www.bakery.example to its connect-src.`),
  ])
})

it('accepts a redirect to another origin', async () => {
  const asked: string[] = []
  const fetch = async (address: unknown) => {
    asked.push(`${address}`)
    return answering('invalid_fields')()
  }
  openDebugPanel(
    host,
    parts({ settings: { lists: NEWSLETTER, 'redirect-url': 'https://other.example' }, fetch }),
  )
  await waitFor(() => expect(read()).toMatch(/^No problems found/))
  expect(asked.join()).not.toContain('other.example')
})

it.each([
  ['origin_not_allowed', /ALLOWED_ORIGINS/],
  ['list_not_allowed', /ALLOWED_LISTS: d13d60d0/],
])('says what the owner must allow: %s', async (code, expected) => {
  openDebugPanel(host, parts({ fetch: answering(code) }))
  await waitFor(() => expect(read()).toMatch(expected))
  host.dispatchEvent(new CustomEvent('signup-widget:error', { detail: { v: 1, code } }))
  expect(said).toEqual([expect.stringMatching(expected)])
})

it('reports that no relay answers', async () => {
  openDebugPanel(host, parts({ fetch: () => Promise.reject(new TypeError('Failed to fetch')) }))
  await waitFor(() => expect(read()).toMatch(/No relay answers at https:\/\/relay\.example/))
})

it('reports that a file of the script cannot be loaded', async () => {
  openDebugPanel(host, parts({ load: () => Promise.reject(new TypeError('Failed to fetch')) }))
  await waitFor(() => expect(said).toEqual([expect.stringMatching(/controller-….js cannot be loaded/)]))
  expect(read()).toMatch(/submitted as one without script/)
})

it('shows faults of the settings without asking the relay or logging them again', () => {
  openDebugPanel(
    host,
    parts({ faults: ['data-lists is missing.'], fetch: () => Promise.reject(new Error('asked')) }),
  )
  expect(read()).toBe('data-lists is missing.')
  expect(said).toEqual([])
})

/** Script tags of the widget that do not run. */
function addTags(...addresses: string[]) {
  for (const address of addresses) {
    const tag = document.createElement('script')
    tag.type = 'application/x-test'
    tag.setAttribute('src', address)
    document.body.append(tag)
  }
}

it('reports a form of another version, and a script that is loaded twice', () => {
  addTags('https://relay.example/v1/signup.js', 'https://relay.example/v1.0.0/signup.js')
  openDebugPanel(host, parts({ drawnBy: '0.1.0' }))
  expect(read()).toMatch(/2 times.*Version 0\.1\.0 drew this form/)
})

it('accepts several tags with a form each', async () => {
  addTags('https://relay.example/v1/signup.js?lists=a', 'https://relay.example/v1/signup.js?lists=b')
  openDebugPanel(host, parts())
  await waitFor(() => expect(read()).toMatch(/^No problems found/))
})

it('logs the same problem once, however many forms have it', async () => {
  const other = host.cloneNode()
  document.body.append(other)
  const common = parts({ fetch: answering('origin_not_allowed') })
  openDebugPanel(host, common)
  if (other instanceof HTMLElement) openDebugPanel(other, common)
  await waitFor(() =>
    expect(document.body.lastElementChild?.previousElementSibling?.shadowRoot?.textContent).toMatch(
      /ALLOWED_ORIGINS/,
    ),
  )
  await waitFor(() => expect(read()).toMatch(/ALLOWED_ORIGINS/))
  expect(said).toHaveLength(1)
})

it('reports an attribute that looks like a misspelling of ours', async () => {
  host.setAttribute('data-them', 'dark')
  openDebugPanel(host, parts())
  expect(said).toEqual(['signup-widget: data-them is not an attribute of the form. Did you mean data-theme?'])
  await waitFor(() => expect(read()).toMatch(/data-them /))
})

it('reports callbacks that are not functions, once the page is complete', async () => {
  const settings = { lists: NEWSLETTER, 'on-success': 'thanks', 'on-start': 'begun', 'on-error': '' }
  vi.stubGlobal('begun', () => {})
  addTags('https://relay.example/v1/signup.js?onload=boot')
  openDebugPanel(host, parts({ settings }))
  expect(said).toEqual([])
  await waitFor(() => expect(said).toHaveLength(2))
  expect(read()).toMatch(/^data-on-success names thanks, but window\.thanks is not a function\. Define /)
  expect(read()).toMatch(/data-onload names boot, but window\.boot is not a function\./)
  vi.unstubAllGlobals()
})

it.each<[string | undefined, string, string, string]>([
  ['tlh-BR', 'de', 'en', `en: data-language is tlh-BR, which the form does not have; it has ${TAGS}`],
  [undefined, 'vo', 'en', `en: the page’s lang is vo, which the form does not have; it has ${TAGS}`],
  [undefined, 'de-AT', 'de', 'de: the page’s lang is de-AT'],
  ['de_DE', '', 'de', 'de: data-language is de_DE'],
  ['fr', '', 'en', 'en: data-language is fr, but fr-….js has not come in time'],
  [
    undefined,
    '',
    'en',
    'en: neither data-language nor the page names one, and the browser prefers tlh en-US',
  ],
  [undefined, 'de-1996-AT', 'de', 'de: the page’s lang is de-1996-AT'],
])('says which language is shown, and why: data-language %s, page %s', (language, page, shown, note) => {
  const settings = { lists: NEWSLETTER, ...(language && { language }) }
  host.lang = page
  const card = document.createElement('div')
  card.className = 'signup'
  card.lang = shown
  host.append(card)
  vi.stubGlobal('navigator', { languages: ['tlh', 'en-US'] })
  openDebugPanel(host, parts({ settings }))
  vi.unstubAllGlobals()
  expect(readNote()).toBe(`The form’s language is ${note}.`)
})
