import { describe, expect, it, test } from 'vitest'
import { aRelayApp } from '../../testing/relay-app.ts'

const BROWSER = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' }
const PAGE = 'text/html; charset=utf-8'
const PROBLEM = 'application/problem+json'

describe('an unknown address', () => {
  it.each(['/nothing', '/connect/', '/v1/nothing.js', '/health', '/form/x'])(
    'answers a browser with a page: %s',
    async (path) => {
      const { ask, lines } = await aRelayApp('vendor')
      const response = await ask(path, { headers: BROWSER })
      expect(response.status).toBe(404)
      expect(response.headers.get('content-type')).toBe(PAGE)
      expect(await response.text()).toContain('<h1>Page not found</h1>')
      expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ status: 404, code: 'not_found' })
    },
  )

  it.each([{ accept: '*/*' }, { accept: 'application/json' }, undefined])(
    'answers a program (%j) with a problem document',
    async (headers) => {
      const { ask } = await aRelayApp('vendor')
      const response = await ask('/nothing', headers && { headers })
      expect(response.status).toBe(404)
      expect(response.headers.get('content-type')).toBe(PROBLEM)
      expect(await response.json()).toMatchObject({ code: 'not_found' })
    },
  )

  it.each([
    ['de-AT,de;q=0.9', 'de', 'ltr', 'Seite nicht gefunden'],
    ['es', 'es', 'ltr', 'Página no encontrada'],
    ['fr', 'fr', 'ltr', 'Page introuvable'],
    ['ar', 'ar', 'rtl', 'الصفحة غير موجودة'],
    ['is', 'en', 'ltr', 'Page not found'],
  ])('is in the browser’s language: %s', async (language, lang, dir, title) => {
    const { ask } = await aRelayApp('vendor')
    const text = await (
      await ask('/nothing', { headers: { ...BROWSER, 'accept-language': language } })
    ).text()
    expect(text).toContain(`<html lang="${lang}" dir="${dir}">`)
    expect(text).toContain(`<h1>${title}</h1>`)
  })
})

test('the address of sign-ups, opened in a browser, answers with a page', async () => {
  const { ask } = await aRelayApp('vendor')
  const response = await ask('/v1/signups', { headers: BROWSER })
  expect(response.status).toBe(405)
  expect(response.headers.get('allow')).toBe('POST, OPTIONS')
  expect(await response.text()).toContain('This address only takes sign-ups')
  expect((await ask('/v1/signups')).headers.get('content-type')).toBe(PROBLEM)
})

test('a fault of the relay answers a browser with a page', async () => {
  const { ask, database } = await aRelayApp('vendor')
  await database.close()
  const response = await ask('/connect/connected', { headers: BROWSER })
  expect(response.status).toBe(503)
  expect(response.headers.get('retry-after')).toBe('60')
  expect(await response.text()).toContain('Please try again in a minute')
})
