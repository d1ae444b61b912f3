import { expect, test } from 'vitest'
import { createSteadyClock, isFromFastClock } from './clock-skew.ts'
import { MINUTE_MS } from './duration.ts'

const NOON = Date.UTC(2026, 10, 22, 12)
const YEAR_MS = 365 * 24 * 60 * MINUTE_MS

test('a clock is steady after running evenly for ten minutes, and again ten minutes after it was set', () => {
  let elapsed = 0
  const isSteady = createSteadyClock(() => elapsed)
  const after = (minutes: number, aheadMs: number) => {
    elapsed += minutes * MINUTE_MS
    return isSteady(NOON + elapsed + aheadMs)
  }
  expect([after(0, -YEAR_MS), after(2, 0), after(9, 0), after(1, 500)]).toEqual([false, false, false, true])
  expect([after(1, -YEAR_MS), after(9, -YEAR_MS), after(1, 0), after(10, 0)]).toEqual([
    false,
    false,
    false,
    true,
  ])
})

test.each([
  ['what happened a moment ago', -1, 0],
  ['what another relay read a moment later', MINUTE_MS, 0],
  ['the end of a lease that was just taken', 2 * MINUTE_MS, 2 * MINUTE_MS],
])('believes the time of %s', (_, inMs, aheadMs) => {
  expect(isFromFastClock(NOON + inMs, NOON, aheadMs)).toBe(false)
})

test.each([
  ['what happened in the future', MINUTE_MS + 1, 0],
  ['the end of a lease that is longer than any', 3 * MINUTE_MS + 1, 2 * MINUTE_MS],
])('does not believe the time of %s', (_, inMs, aheadMs) => {
  expect(isFromFastClock(NOON + inMs, NOON, aheadMs)).toBe(true)
})
