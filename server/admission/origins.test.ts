import { describe, expect, it } from 'vitest'
import { createOrigins, isFormOfHiddenPage, parseOriginPattern } from './origins.ts'

const publicUrl = 'https://signup.example.com'

describe('the allowed origins', () => {
  const origins = createOrigins({
    patterns: ['https://www.example.org', 'https://*.shop.example.org', 'http://intranet:8080'],
    publicUrl,
    loopback: false,
  })

  it.each([
    'https://www.example.org',
    'https://a.shop.example.org',
    'https://a.b.shop.example.org',
    'http://intranet:8080',
    publicUrl,
  ])('let %s in', (origin) => expect(origins.allow(origin)).toBe(true))

  it.each([
    'null',
    '',
    'https://example.org',
    'http://www.example.org',
    'https://www.example.org:8443',
    'https://www.example.org.evil.example',
    'https://shop.example.org',
    'https://evilshop.example.org',
    'https://www.example.org/path',
    'http://localhost:3000',
  ])('keep %s out', (origin) => expect(origins.allow(origin)).toBe(false))

  it('become sources of a content security policy', () => {
    expect(origins.sources).toEqual([
      publicUrl,
      'https://www.example.org',
      'https://*.shop.example.org',
      'http://intranet:8080',
    ])
  })
})

it('lets every loopback page try the sandbox', () => {
  const origins = createOrigins({ patterns: [], publicUrl: 'http://localhost:8080', loopback: true })
  for (const origin of [
    'http://localhost:3000',
    'http://127.0.0.1:5173',
    'http://[::1]:9999',
    'https://localhost',
  ]) {
    expect(origins.allow(origin)).toBe(true)
  }
  expect(origins.allow('http://localhost.evil.example')).toBe(false)
})

it.each([
  '*',
  'https://*',
  'https://*.com/',
  'www.example.org',
  'ftp://x.org',
  'https://x.org/path',
  'https://a.*.org',
])('refuses %s as a pattern', (text) => expect(parseOriginPattern(text)).toBeUndefined())

describe('a form of a page that hides its origin', () => {
  const FORM = { origin: 'null', 'content-type': 'application/x-www-form-urlencoded' }
  const request = (headers: Record<string, string>) =>
    new Request(publicUrl, { method: 'POST', headers: { ...FORM, ...headers } })

  it.each<[string, Record<string, string>]>([
    [
      'in a browser that says how it was sent',
      { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' },
    ],
    ['in a browser that does not', {}],
    ['with a charset', { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' }],
  ])('is one %s', (_, headers) => expect(isFormOfHiddenPage(request(headers))).toBe(true))

  it.each<[string, Record<string, string>]>([
    ['what a script sends', { 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty' }],
    ['what a script sends without reading the answer', { 'sec-fetch-mode': 'no-cors' }],
    ['what is sent within a frame, unseen', { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' }],
    ['JSON', { 'content-type': 'application/json', 'sec-fetch-mode': 'navigate' }],
    ['a form without a media type of its own', { 'content-type': 'text/plain' }],
    ['a stranger who says who they are', { origin: 'https://evil.example' }],
    ['two origins', { origin: 'null, null' }],
  ])('is not %s', (_, headers) => expect(isFormOfHiddenPage(request(headers))).toBe(false))
})
