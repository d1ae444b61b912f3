import { expect, test } from 'vitest'
import { createTestClock } from '../../testing/clock.ts'
import { HOUR_MS, MINUTE_MS } from '../../time/duration.ts'
import { createConsoleLimits } from './limits.ts'

test('mails three links an hour to one network, and ten in all', () => {
  const clock = createTestClock()
  const { mail } = createConsoleLimits(clock.now)
  const asked = (network: string | undefined) => [1, 2, 3, 4].map(() => mail(network))
  expect(asked('a')).toEqual([true, true, true, false])
  expect(asked('b')).toEqual([true, true, true, false])
  // A network that a proxy hides is not limited by itself.
  expect(asked(undefined)).toEqual([true, true, true, true])
  expect(asked('c')).toEqual([false, false, false, false])
  clock.advance(HOUR_MS - 1)
  expect(mail('a')).toBe(false)
  clock.advance(1)
  expect(mail('a')).toBe(true)
})

test('ten tries to sign in from one network leave others alone, and wait for minutes only', () => {
  const clock = createTestClock()
  const { attempt } = createConsoleLimits(clock.now)
  const tries = (network: string | undefined, count: number) =>
    Array.from({ length: count }, () => attempt(network)).filter((wait) => wait !== undefined)
  expect(tries('a', 11)).toEqual([60])
  expect(tries('b', 10)).toEqual([])
  expect(tries(undefined, 101)).toHaveLength(1)
  clock.advance(10 * MINUTE_MS)
  expect(tries('a', 10)).toEqual([])
})

test('pages are limited by network, where it is known', () => {
  const { page } = createConsoleLimits(createTestClock().now)
  const waits = (network: string | undefined) =>
    Array.from({ length: 301 }, () => page(network)).filter((wait) => wait !== undefined)
  expect(waits('a')).toEqual([1])
  expect(waits(undefined)).toEqual([])
})
