import { expect, test } from 'vitest'
import { MINUTE_MS } from './duration.ts'
import { createSteadyClock } from './steady-clock.ts'

const NOON = Date.UTC(2026, 10, 22, 12)
const YEAR_MS = 365 * 24 * 60 * MINUTE_MS

test('a clock is steady once it has gone evenly for ten minutes, and again so long after it was set', () => {
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
