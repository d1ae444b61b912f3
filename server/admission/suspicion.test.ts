import { describe, expect, it } from 'vitest'
import { type Signs, type SuspicionReason, suspicionOf } from './suspicion.ts'

/** Somebody who reads the form and types, on a site that may embed it. */
const visitor: Signs = {
  hasApiKey: false,
  isNetworkBusy: false,
  rate: { address: 'within', hour: 'within' },
  isDayShort: false,
  signals: { elapsed_ms: 12_000 },
}
const pass = { kind: 'pass', trust: 'ordinary' }
const ask = (...reasons: SuspicionReason[]) => ({ kind: 'ask for proof', reasons })

describe('an ordinary visitor needs no proof', () => {
  it.each<[string, Partial<Signs>]>([
    ['who types', {}],
    ['whose browser fills the form in at once', { signals: { elapsed_ms: 150 } }],
    ['whose password manager fills the honeypot too', { signals: { trap: 'Mary', elapsed_ms: 9000 } }],
    ['whose password manager fills the honeypot on a page without script', { signals: { trap: 'Mary' } }],
    ['whose page sends no signals', { signals: undefined }],
  ])('%s', (_, more) => expect(suspicionOf({ ...visitor, ...more }, 'auto')).toEqual(pass))
})

describe('proof is required', () => {
  it.each<[string, Partial<Signs>, SuspicionReason]>([
    ['where a network comes near its limit', { isNetworkBusy: true }, 'network_busy'],
    ['where an address comes up too often', { rate: { address: 'over', hour: 'within' } }, 'address_rate'],
    ['where an hour brings too many', { rate: { address: 'within', hour: 'over' } }, 'hour_rate'],
    ['where the last calls of the day are reserved for proven sign-ups', { isDayShort: true }, 'day_short'],
    ['where a filled honeypot comes at once', { signals: { trap: 'x', elapsed_ms: 1999 } }, 'trap_and_quick'],
  ])('%s', (_, more, reason) => expect(suspicionOf({ ...visitor, ...more }, 'auto')).toEqual(ask(reason)))

  it('and every reason is named', () => {
    const worst: Signs = {
      hasApiKey: false,
      isNetworkBusy: true,
      rate: { address: 'over', hour: 'over' },
      isDayShort: true,
      signals: { trap: 'x', elapsed_ms: 0 },
    }
    expect(suspicionOf(worst, 'always')).toEqual(
      ask('setting', 'network_busy', 'address_rate', 'hour_rate', 'day_short', 'trap_and_quick'),
    )
    expect(suspicionOf(worst, 'off')).toEqual({ kind: 'pass', trust: 'doubtful' })
    expect(suspicionOf({ ...worst, hasApiKey: true }, 'always')).toEqual({ kind: 'pass', trust: 'proven' })
  })

  it('of nobody if the owner turned it off; a sign-up at a busy time is not doubtful for that', () => {
    const crowd: Signs = { ...visitor, rate: { address: 'within', hour: 'over' }, isDayShort: true }
    expect(suspicionOf(crowd, 'off')).toEqual(pass)
  })

  it('of everybody if the owner set that', () => {
    expect(suspicionOf(visitor, 'always')).toEqual(ask('setting'))
  })
})
