import { describe, expect, it } from 'vitest'
import { DOMAIN_TYPOS, REAL_DOMAINS } from '../../testing/email-domains.ts'
import { suggestAddress } from './email-typo.ts'

describe('suggestAddress', () => {
  it('finds what was meant in at least 95 of 100 typos', () => {
    const missed = DOMAIN_TYPOS.filter(([typed, meant]) => suggestAddress(`ada@${typed}`) !== `ada@${meant}`)
    expect(DOMAIN_TYPOS.length).toBeGreaterThanOrEqual(200)
    expect(missed.length / DOMAIN_TYPOS.length, String(missed)).toBeLessThanOrEqual(0.05)
  })

  it('takes no real domain for a typo', () => {
    expect(REAL_DOMAINS.length).toBeGreaterThanOrEqual(500)
    expect(REAL_DOMAINS.filter((domain) => suggestAddress(`ada@${domain}`))).toEqual([])
  })

  it('keeps the name before the at sign as it was typed', () => {
    expect(suggestAddress('Ada.Lovelace+News@GMIAL.com')).toBe('Ada.Lovelace+News@gmail.com')
    expect(suggestAddress('"a@b"@gmial.com')).toBe('"a@b"@gmail.com')
  })

  it('takes a space or another full stop in a domain for a slip', () => {
    expect(suggestAddress('ada@gmail. com')).toBe('ada@gmail.com')
    expect(suggestAddress('ada@ gmail .com')).toBe('ada@gmail.com')
    expect(suggestAddress('ada@gmail\u3002com')).toBe('ada@gmail.com')
  })

  it.each([
    ['ada @gmail.com', 'ada@gmail.com'],
    ['ada@@gmail.com', 'ada@gmail.com'],
    ['ada\uff20gmial.com', 'ada@gmail.com'],
    ['ada@acme,com', 'ada@acme.com'],
    ['ada@acme..co.uk.', 'ada@acme.co.uk'],
    ['ada@gmail.com>', 'ada@gmail.com'],
    [' Ada@Gmail.com ', undefined],
    ['Ada Lovelace@gmial.com', undefined],
    ['ada@gmial.com, bob@gmial.com', undefined],
    ['ada@[192.168.0.1]', undefined],
    ['ada@acme,', undefined],
    ['ada@-online.de', undefined],
  ])('takes spaces and signs that stand too much for slips, in one address: %j', (typed, meant) =>
    expect(suggestAddress(typed)).toBe(meant),
  )

  it.each(['', '@', 'ada', 'ada@', '@gmial.com', 'ada@.', 'ada@constructor.com', 'ada@toString.con.tld'])(
    'suggests nothing for %j',
    (address) => expect(suggestAddress(address)).toBeUndefined(),
  )

  it('suggests nothing for a domain that is too long to be a slip', () => {
    expect(suggestAddress(`ada@${'a.'.repeat(5_000)}con`)).toBeUndefined()
  })
})
