import fc from 'fast-check'
import { renderToString } from 'preact-render-to-string'
import { describe, expect, it } from 'vitest'
import { configurationOf } from '../testing/settings.ts'
import { applyLinks, keepLinks, withLinks } from './links.tsx'

const draw = (description: string) => {
  const { description: drawn } = withLinks(configurationOf({ description }))
  return renderToString(<p>{drawn}</p>)
}
const addressesIn = (text: string) => [...draw(text).matchAll(/<a [^>]*href="([^"]*)"/g)].map(([, to]) => to)

describe('a text of the site', () => {
  it.each([
    ['https://www.example.org/privacy', 'a whole address'],
    ['http://example.org', 'a host alone'],
    ['HTTPS://example.org?a=1&b=2#c', 'a query and a fragment'],
    ['https://en.wikipedia.org/wiki/Consent_(law)', 'a pair of parentheses'],
    ['https://example.org:8443/~user/a@b', 'a port, and an @ in the path'],
    ['https://bücher.example/datenschutz', 'a host in another script'],
    ['https://en.wikipedia.org/wiki/Law_(a_(b))', 'parentheses in parentheses'],
    ['/privacy', 'a path'],
    ['/', 'the root'],
  ])('links to %s, %s', (address) => {
    expect(addressesIn(`See our [privacy policy](${address}).`)).toEqual([address.replace(/&/g, '&amp;')])
  })

  it('opens links in a new tab, which cannot reach this one', () => {
    expect(draw('See [our policy](/p) & [terms](https://example.org/t), please')).toBe(
      '<p>See <a part="link inline" href="/p" target="_blank" rel="noopener">our policy</a> &amp; ' +
        '<a part="link inline" href="https://example.org/t" target="_blank" rel="noopener">terms</a>, please</p>',
    )
  })

  it.each([
    ['a script', '[x](javascript:alert(1))'],
    ['a script in capitals', '[x](JaVaScRiPt:alert(1))'],
    ['a script behind a tab', '[x](java\tscript:alert(1))'],
    ['a script behind a control character', '[x](\u0001javascript:alert(1))'],
    ['a script in entities', '[x](&#106;avascript:alert(1))'],
    ['data', '[x](data:text/html,<script>alert(1)</script>)'],
    ['a file', '[x](file:///etc/passwd)'],
    ['mail', '[x](mailto:a@example.org)'],
    ['a host without a scheme', '[x](//evil.example)'],
    ['a host behind a backslash', '[x](/\\evil.example)'],
    ['a host behind two backslashes', '[x](\\\\evil.example)'],
    ['a host behind a line break', '[x](/\n/evil.example)'],
    ['a host behind an invisible character', '[x](/\u200b/evil.example)'],
    ['a scheme with backslashes', '[x](https:\\\\evil.example)'],
    ['no host', '[x](https:///evil.example)'],
    ['a scheme alone', '[x](https:evil.example)'],
    ['a user', '[x](https://www.example.org@evil.example/)'],
    ['a user and a password', '[x](https://www.example.org:443@evil.example/)'],
    ['an empty user', '[x](https://@evil.example/)'],
    ['a user behind a backslash', '[x](https://www.example.org\\@evil.example/)'],
    ['an entity in an address', '[x](https://example.org/&#x2f;y)'],
    ['a named entity', '[x](/&sol;evil.example)'],
    ['a control character in an address', '[x](https://exa\u0000mple.org/)'],
    ['a turn of direction in an address', '[x](https://example.org/\u202egro)'],
    ['half a character in an address', '[x](https://example.org/\ud800)'],
    ['a control character in words', '[pri\u0007vacy](https://example.org/)'],
    ['a host that is none', '[x](https://exa%mple.org/)'],
    ['a port that is none', '[x](https://example.org:99999/)'],
    ['no words', '[](https://example.org/)'],
    ['blank words', '[ \n](https://example.org/)'],
    ['words that nobody sees', '[\u200b\u00ad\u2060](https://example.org/)'],
    ['fillers for its words', '[\u3164\u115f](https://example.org/)'],
    ['empty Braille for its words', '[\u2800](https://example.org/)'],
    ['no address', '[x]()'],
    ['a word as its address', '[x](privacy)'],
    ['a space before the address', '[x] (https://example.org/)'],
    ['a space in an address', '[x](https://example.org/a b)'],
    ['a title', '[x](https://example.org/ "title")'],
    ['angle brackets', '[x](<https://example.org/>)'],
    ['brackets in words', '[a [b]](https://example.org/)'],
    ['a link in a link', '[a [b](https://example.org/)](https://example.org/)'],
    ['a link in brackets', '[[b](https://example.org/)]'],
    ['links in brackets', '[a [b](/u) [c [d](/v)] [e](/w)]'],
    ['an open bracket', '[a [b](/u)'],
    ['a link right behind a bracket', '[a][b](/u)'],
    ['an open parenthesis', '[x](https://example.org/(a)'],
    ['another one open', '[x](https://example.org/a'],
    ['a bare address', 'https://example.org/'],
    ['an address in angle brackets', '<https://example.org/>'],
    ['a reference', '[x][1]\n[1]: https://example.org/'],
    ['markup', '<a href="https://example.org/">x</a>'],
  ])('is plain where a link has %s', (_, text) => {
    expect(addressesIn(text)).toEqual([])
    expect(withLinks(configurationOf({ consent: `I agree ${text}` })).consent).toBe(`I agree ${text}`.trim())
  })

  it.each(['**bold**', '_x_', '`code`', '# title', '![](x)', '&amp;'])(
    'holds no other Markdown: %s',
    (text) => {
      expect(draw(text)).toBe(`<p>${text.replace(/&/g, '&amp;')}</p>`)
    },
  )

  it('is read in time, however many brackets it has', () => {
    // Read again from each bracket to the end, it would take longer than a test may.
    for (const text of ['[', '[x](', '[x](a', '[x](/(', '[x](/()', '[x](/((', '[x](/((a)'])
      expect(addressesIn(text.repeat(4000))).toEqual([])
  })
})

describe('the sentence of a consent', () => {
  const consent = 'I agree to the [privacy policy](https://example.org/p) and the [terms](/terms).'
  const plain = 'I agree to the privacy policy (https://example.org/p) and the terms (/terms).'

  it('is sent with the address of each link, and is never longer than what the site wrote', () => {
    expect(withLinks(configurationOf({ consent })).consent).toBe(plain)
    expect(plain.length).toBeLessThan(consent.length)
  })

  it('stays as it is without a link, and none where there is none', () => {
    expect(withLinks(configurationOf({ consent: 'I agree' })).consent).toBe('I agree')
    expect(withLinks(configurationOf())).toEqual(configurationOf())
  })

  it('names paths in full for the relay, which has other ones', () => {
    const configuration = configurationOf({ consent })
    const settings: { [name: string]: string } = { consent, title: '[x](/x)' }
    applyLinks({ configuration, settings }, 'https://www.example.org/shop/page')
    expect(configuration.consent).toBe(plain)
    expect(settings).toEqual({
      consent: consent.replace('/terms', 'https://www.example.org/terms'),
      title: '[x](/x)',
    })
  })

  it.each(['blob:https://www.example.org/1', 'data:text/html,', 'about:blank'])(
    'keeps its paths where the page has none: %s',
    (base) => {
      const settings = { consent }
      applyLinks({ configuration: configurationOf({ consent }), settings }, base)
      expect(settings).toEqual({ consent })
    },
  )

  it('is not made longer for the relay than the relay takes', () => {
    const consent = '[x](/x)'.repeat(280)
    const settings = { consent }
    applyLinks({ configuration: configurationOf({ consent }), settings }, 'https://www.example.org/')
    expect(settings).toEqual({ consent })
  })
})

describe('a text that anybody can write', () => {
  const allow = (origin: string) => origin === 'https://good.example'
  const kept = (text: string) => keepLinks('consent', text, allow)

  it('links to allowed origins and to paths; elsewhere it says the address', () => {
    expect(kept('[a](https://good.example/x), [b](/y), [c](https://evil.example/z)')).toBe(
      '[a](https://good.example/x), [b](/y), c (https://evil.example/z)',
    )
    expect(keepLinks('title', '[c](https://evil.example/)', allow)).toBe('[c](https://evil.example/)')
  })

  it.each([
    '[a][(https://evil.example/1)](https://evil.example/2)',
    '[a [b](https://evil.example) c](https://good.example)',
    '[x](https://good.example.evil.example/)',
    '[x](https://good.example:8443/)',
    '[x](http://good.example/)',
    '[x](https://good.example%2eevil.example/)',
  ])('has no link left once it was read: %s', (text) => {
    expect(addressesIn(kept(text))).toEqual([])
  })

  it('leads nowhere else, whatever it is made of', () => {
    const piece = fc.constantFrom(
      ...['[', ']', '(', ')', '](', '[a]', 'b', ' ', '\\', '@', '//', ':', '\n'],
      ...['(https://evil.example)', '(https://good.example)', '[c](https://evil.example)', '[d](/e)'],
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = kept(pieces.join(''))
        expect(addressesIn(text).join()).not.toContain('evil')
        expect(kept(text)).toBe(text)
      }),
      { numRuns: 500 },
    )
  })
})
