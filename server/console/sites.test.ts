import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseOriginPattern } from '../admission/origins.ts'
import { runs } from '../testing/long-run.ts'
import { twinOf, typedSites, withTwins } from './sites.ts'

describe('a site that a person types', () => {
  it.each([
    ['www.bakery.example', 'https://www.bakery.example'],
    ['bakery.example/shop?from=here#top', 'https://bakery.example'],
    ['HTTPS://Bakery.Example/', 'https://bakery.example'],
    ['http://bakery.example', 'http://bakery.example'],
    ['https:/bakery.example', 'https://bakery.example'],
    ['//bakery.example', 'https://bakery.example'],
    ['bakery.example:8443', 'https://bakery.example:8443'],
    ['bäckerei.example', 'https://xn--bckerei-5wa.example'],
    ['*.bakery.example', 'https://*.bakery.example'],
    ['https://*.bakery.example', 'https://*.bakery.example'],
    ['localhost:3000', 'http://localhost:3000'],
    ['127.0.0.1/shop', 'http://127.0.0.1'],
    ['http://localhost:3000/index.html', 'http://localhost:3000'],
    ['bakery.example.', 'https://bakery.example'],
    ['bakery.example:443', 'https://bakery.example'],
    ['http://[::1]:3000', 'http://[::1]:3000'],
  ])('%s is the origin %s', (typed, origin) => {
    expect(typedSites(typed)).toEqual([{ kind: 'origin', origin }])
    expect(parseOriginPattern(origin)).toBeDefined()
  })

  it.each([
    ['bakery', 'bakery is not a whole address'],
    ['*.localhost', '*.localhost is not a whole address'],
    ['.example', '.example is not a whole address'],
    ['bakery..example', 'bakery..example is not a whole address'],
    ['hello@bakery.example', 'hello@bakery.example is an email address'],
    ['mailto:hello@bakery.example', 'mailto:hello@bakery.example is an email address'],
    ['ftp://bakery.example', 'ftp://bakery.example is not the address of a site'],
    ['javascript:alert(1)', 'javascript:alert(1) is not the address of a site'],
    ['*', '* is not the address of a site'],
    ['https://*', 'https://* is not the address of a site'],
    ['www.*.example', 'www.*.example is not the address of a site'],
    ['https://', 'https:// is not the address of a site'],
    ['bakery.example:99999', 'bakery.example:99999 is not the address of a site'],
  ])('%s is refused: %s', (typed, sentence) => {
    expect(typedSites(typed)).toEqual([{ kind: 'fault', sentence: expect.stringContaining(sentence) }])
  })

  it('is an origin that the relay takes, or refused, whatever it is', () => {
    const almost = fc.string({ unit: fc.constantFrom(...'ab.:/@*-[]1 ,\nhtps?#%') })
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), almost, fc.webUrl(), fc.domain()), (typed) => {
        for (const site of typedSites(typed)) {
          if (site.kind === 'fault') continue
          expect(parseOriginPattern(site.origin), site.origin).toBeDefined()
          expect(site.origin).not.toMatch(/[\s,]/)
        }
      }),
      { numRuns: runs(100, 20_000) },
    )
  })

  it('may be one of several, by line or comma, and counts once', () => {
    const typed = ' www.bakery.example,\n\n cafe.example ; www.bakery.example\r\n'
    expect(typedSites(typed)).toMatchObject([
      { origin: 'https://www.bakery.example' },
      { origin: 'https://cafe.example' },
    ])
    expect(typedSites(' ,\n')).toEqual([])
  })
})

describe('the same site with or without www.', () => {
  it.each([
    ['https://www.bakery.example', 'https://bakery.example'],
    ['https://bakery.example', 'https://www.bakery.example'],
    ['https://bakery.co.uk', 'https://www.bakery.co.uk'],
    ['http://bakery.example:8080', 'http://www.bakery.example:8080'],
    ['https://shop.bakery.example', undefined],
    ['https://*.bakery.example', undefined],
    ['https://192.0.2.1', undefined],
    ['https://www.example', undefined],
    ['http://localhost:3000', undefined],
  ])('of %s is %s', (origin, twin) => {
    expect(twinOf(origin)).toBe(twin)
  })

  it('is added once', () => {
    const both = ['https://bakery.example', 'https://www.bakery.example']
    expect(withTwins(both)).toEqual(both)
  })
})
