import { describe, expect, it } from 'vitest'
import { createRates, type NetworkRate } from './rates.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND

function world(more: { perNetwork?: number; perAddress?: number; perDay?: number } = {}) {
  const clock = { time: 1_700_000_000_000 }
  return { clock, rates: createRates({ perNetwork: 30, ...more, now: () => clock.time }) }
}
const wait = (rate: NetworkRate) => (rate.kind === 'over' ? rate.retryAfterSeconds : 0)

describe('the limit per network', () => {
  it('accepts thirty in a minute, reports when the limit is near, and then names a wait in seconds', () => {
    const { rates } = world()
    const seen = Array.from({ length: 31 }, () => rates.request('203.0.113.7'))
    expect(seen.slice(0, 15)).toEqual(Array.from({ length: 15 }, () => ({ kind: 'within', busy: false })))
    expect(seen.slice(15, 30)).toEqual(Array.from({ length: 15 }, () => ({ kind: 'within', busy: true })))
    expect(seen[30]).toEqual({ kind: 'over', retryAfterSeconds: 3 })
  })

  it('accepts a request after the wait that it named', () => {
    const { clock, rates } = world()
    for (let n = 0; n < 100; n += 1) rates.request('203.0.113.7')
    clock.time += wait(rates.request('203.0.113.7')) * SECOND
    expect(rates.request('203.0.113.7').kind).toBe('within')
  })

  it('makes a network that keeps asking wait longer, up to five minutes', () => {
    const { rates } = world()
    const waits = Array.from({ length: 1000 }, () => wait(rates.request('203.0.113.7')))
    expect(waits.every((seconds, n) => seconds >= (waits[n - 1] ?? 0))).toBe(true)
    expect(waits[99]).toBe(37)
    expect(waits[999]).toBe(300)
  })

  it('slows a crowd behind one address, and locks none of them out', () => {
    const { clock, rates } = world()
    let taken = 0
    for (let second = 0; second < 600; second += 1) {
      clock.time += SECOND
      if (rates.request('203.0.113.7').kind === 'within') taken += 1
    }
    expect(taken / 10).toBeGreaterThan(20)
  })

  it('accepts nothing of a flood until it stops, and everything five minutes later', () => {
    const { clock, rates } = world()
    let taken = 0
    for (let tick = 0; tick < 6000; tick += 1) {
      clock.time += 100
      if (rates.request('203.0.113.7').kind === 'within') taken += 1
    }
    expect(taken).toBeLessThanOrEqual(32)
    expect(rates.request('198.51.100.1')).toEqual({ kind: 'within', busy: false })
    clock.time += 7 * MINUTE
    expect(rates.request('203.0.113.7')).toEqual({ kind: 'within', busy: false })
  })

  it('is off at 0', () => {
    const { rates } = world({ perNetwork: 0 })
    const seen = Array.from({ length: 1000 }, () => rates.request('203.0.113.7'))
    expect(seen.every((rate) => rate.kind === 'within' && !rate.busy)).toBe(true)
  })

  it('works with the smallest number', () => {
    const { clock, rates } = world({ perNetwork: 1 })
    expect(rates.request('203.0.113.7').kind).toBe('within')
    expect(rates.request('203.0.113.7')).toEqual({ kind: 'over', retryAfterSeconds: 75 })
    clock.time += 75 * SECOND
    expect(rates.request('203.0.113.7').kind).toBe('within')
  })
})

describe('the limits that only require a proof', () => {
  it('are reached by the sixth sign-up of an address in an hour, and by no other address', () => {
    const { clock, rates } = world()
    const seen = Array.from({ length: 6 }, () => rates.signUp('mary@example.com').address)
    expect(seen).toEqual([...Array(5).fill('within'), 'over'])
    expect(rates.signUp('bob@example.com').address).toBe('within')
    clock.time += 20 * MINUTE
    expect(rates.signUp('mary@example.com').address).toBe('within')
  })

  it('are reached by all visitors together in an hour', () => {
    const { clock, rates } = world({ perDay: 250 })
    const seen = Array.from({ length: 11 }, (_, n) => rates.signUp(`person${n}@example.com`))
    expect(seen.map((rate) => rate.hour)).toEqual([...Array(10).fill('within'), 'over'])
    expect(seen.every((rate) => rate.address === 'within')).toBe(true)
    clock.time += 6 * MINUTE
    expect(rates.signUp('next@example.com').hour).toBe('within')
  })

  it('do not grow with further requests, so that a stranger cannot keep an address at its limit', () => {
    const { clock, rates } = world()
    for (let n = 0; n < 1000; n += 1) rates.signUp('mary@example.com')
    clock.time += 20 * MINUTE
    expect(rates.signUp('mary@example.com').address).toBe('within')
  })
})
