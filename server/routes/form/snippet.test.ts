import { expect, it } from 'vitest'
import { createOrigins } from '../../admission/origins.ts'
import { snippetRoutes } from './snippet.ts'

const list = 'd13d60d0-f256-11e8-b47d-fa163e56c9b0'
const publicUrl = 'https://signup.example.com'
const origins = createOrigins({ patterns: ['https://www.example.org'], publicUrl, loopback: false })
const pinned = '<script src="pinned"></script>'
const routes = snippetRoutes(
  { origins, lists: [list], brand: { site: 'Juniper & Rye' }, publicPath: '' },
  publicUrl,
  pinned,
)
const get = async (query: string, headers = {}) => {
  const response = await routes.request(`/v1/snippet?${query}`, { headers })
  return { status: response.status, headers: response.headers, text: await response.text() }
}

it('is a whole posting form in declarative shadow DOM, as text, with the script', async () => {
  const { status, headers, text } = await get(`lists=${list}&fields=address&title=%3Cb%3E`)
  expect(status).toBe(200)
  expect(headers.get('content-type')).toBe('text/plain; charset=utf-8')
  expect(text).toContain(`<div class="signup-widget" data-lists="${list}"`)
  expect(text).toContain('<template shadowrootmode="open"><style>')
  expect(text).toContain(`action="${publicUrl}/v1/signups?lists=${list}`)
  expect(text).toContain('<option value="Japan">')
  expect(text).toContain(`<script src="${publicUrl}/v1/signup.js" async></script>`)
  expect(text).not.toContain('<b>')
})

it('fixes the language and the version', async () => {
  const { text } = await get(`lists=${list}`, { 'accept-language': 'de-AT,en' })
  expect(text).toContain('data-language="de"')
  expect(text).toMatch(/&quot;version&quot;:&quot;\d+\.\d+\.\d+&quot;/)
  expect(text).toContain('E-Mail-Adresse')
})

it('has the script of its own version where that is asked for', async () => {
  const { text } = await get(`lists=${list}&pinned`)
  expect(text).toContain(pinned)
  expect(text).not.toContain('/v1/signup.js')
})

it('has the site’s own words, or says what is wrong with them', async () => {
  const messages = (words: string) => `lists=${list}&messages=${encodeURIComponent(words)}`
  const { text } = await get(messages('{"label.button":"Join us"}'))
  expect(text).toContain('Join us</button>')
  expect(text).toContain('Join us</a>')
  const wrong = await get(messages('{"label.knopf":"Los"}'))
  expect([wrong.status, wrong.text]).toEqual([400, expect.stringContaining('names “label.knopf”')])
})

it('says what is wrong instead of a form that would not work', async () => {
  for (const [query, expected] of [
    ['', /lists is missing/],
    [`lists=${list.replace('d1', 'e1')}`, /ALLOWED_LISTS/],
    [`lists=${list}&isolation=iframe`, /isolation must be shadow/],
  ] as const) {
    const { status, text } = await get(query)
    expect(status).toBe(400)
    expect(text).toMatch(expected)
  }
})
