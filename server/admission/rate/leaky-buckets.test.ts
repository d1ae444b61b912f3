import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createLeakyBuckets } from './leaky-buckets.ts'

function world(more: { refusedCost?: number; longestWaitMs?: number; mostKeys?: number } = {}) {
  const clock = { time: 1_000_000 }
  const buckets = createLeakyBuckets({
    capacity: 4,
    perMs: 4000,
    mostKeys: 1000,
    ...more,
    now: () => clock.time,
  })
  const pourMany = (key: string, count: number) => Array.from({ length: count }, () => buckets.count(key))
  return { buckets, clock, pourMany }
}

describe('a bucket', () => {
  it('accepts as many at once as it holds, reports how full it is, then one for each that leaks', () => {
    const { buckets, clock, pourMany } = world()
    expect(pourMany('a', 5)).toEqual([
      { kind: 'within', fullness: 0.25 },
      { kind: 'within', fullness: 0.5 },
      { kind: 'within', fullness: 0.75 },
      { kind: 'within', fullness: 1 },
      { kind: 'over', waitMs: 1000 },
    ])
    clock.time += 999
    expect(buckets.count('a').kind).toBe('over')
    clock.time += 1
    expect(buckets.count('a').kind).toBe('within')
    expect(buckets.count('a').kind).toBe('over')
  })

  it('is independent of every other', () => {
    const { buckets, pourMany } = world()
    pourMany('a', 9)
    expect(buckets.count('b').kind).toBe('within')
  })

  it('makes a key that keeps asking wait longer, up to the longest wait', () => {
    const { pourMany } = world({ refusedCost: 0.5, longestWaitMs: 3000 })
    const waits = pourMany('a', 12).map((counted) => (counted.kind === 'over' ? counted.waitMs : 0))
    expect(waits).toEqual([0, 0, 0, 0, 1500, 2000, 2500, 3000, 3000, 3000, 3000, 3000])
  })

  it('accepts one again after the wait it named, at any rate', () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 3000 }), { minLength: 1, maxLength: 60 })
    fc.assert(
      fc.property(gaps, fc.constantFrom(0, 0.25, 1), (times, refusedCost) => {
        const { buckets, clock } = world({ refusedCost })
        for (const gap of times) {
          clock.time += gap
          buckets.count('a')
        }
        const last = buckets.count('a')
        if (last.kind === 'within') return
        clock.time += Math.ceil(last.waitMs)
        expect(buckets.count('a').kind).toBe('within')
      }),
    )
  })

  it('never accepts more in any period than it holds plus what leaks', () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 1500 }), { minLength: 1, maxLength: 60 })
    fc.assert(
      fc.property(gaps, (times) => {
        const { buckets, clock } = world()
        const begun = clock.time
        let taken = 0
        for (const gap of times) {
          clock.time += gap
          if (buckets.count('a').kind === 'within') taken += 1
        }
        expect(taken).toBeLessThanOrEqual(4 + (clock.time - begun) / 1000)
      }),
    )
  })

  it('neither fills nor empties when the clock is set back', () => {
    const { buckets, clock, pourMany } = world()
    pourMany('a', 2)
    clock.time -= 500_000
    expect(buckets.count('a')).toEqual({ kind: 'within', fullness: 0.75 })
    clock.time += 1000
    expect(buckets.count('a')).toEqual({ kind: 'within', fullness: 0.75 })
  })
})

describe('the memory', () => {
  it('does not grow with a flood of keys, and the one that keeps asking is not forgotten', () => {
    const { buckets, clock, pourMany } = world({ mostKeys: 100 })
    pourMany('a', 4)
    for (let n = 0; n < 20_000; n += 1) {
      buckets.count(`flood ${n}`)
      if (n % 40 === 0) expect(buckets.count('a').kind).toBe('over')
      expect(buckets.size()).toBeLessThanOrEqual(100)
    }
    clock.time += 1000
    expect(buckets.count('a').kind).toBe('within')
  })

  it('forgets a key once its bucket is empty', () => {
    const { buckets, clock } = world()
    buckets.count('a')
    clock.time += 10_000
    buckets.count('b')
    clock.time += 10_000
    buckets.count('c')
    expect(buckets.size()).toBeLessThanOrEqual(2)
    clock.time += 100_000
    buckets.count('d')
    expect(buckets.size()).toBe(1)
  })

  it('keeps counting a key for as long as it is used', () => {
    const { buckets, clock } = world()
    for (let second = 0; second < 100; second += 1) {
      buckets.count('a')
      buckets.count('a')
      clock.time += 1000
    }
    expect(buckets.count('a').kind).toBe('within')
    expect(buckets.count('a').kind).toBe('over')
  })
})
