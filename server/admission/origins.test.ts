import { describe, expect, it } from 'vitest'
import { createOrigins, parseOriginPattern } from './origins.ts'

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
