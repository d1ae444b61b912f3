import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DAY_MS, HOUR_MS } from '../../time/duration.ts'
import { type Calls, nextCallAt, withAnswer, withCall, withoutFutureCalls } from './pace.ts'

const LIMITS = { perSecond: 4, perDay: 10_000 }
const NOON = Date.UTC(2026, 4, 1, 12)
/** The longest a call takes to reach the vendor. */
const TRANSIT_MS = 1000
const idle: Calls = { recent: [], day: 0, used: 0 }

/** Makes calls as soon as the pace allows, each answered after `latencyMs`; returns when they were made. */
function rush(count: number, latencyMs: (call: number) => number, calls = idle): number[] {
  const made: number[] = []
  const answers: { madeAt: number; at: number }[] = []
  let now = NOON
  while (made.length < count) {
    for (const answer of answers.filter(({ at }) => at <= now)) {
      calls = withAnswer(calls, answer.madeAt, answer.at)
      answers.splice(answers.indexOf(answer), 1)
    }
    const next = nextCallAt(calls, LIMITS, now)
    if (next <= now) {
      calls = withCall(calls, LIMITS, now)
      answers.push({ madeAt: now, at: now + latencyMs(made.length) })
      made.push(now)
    } else {
      now = Math.min(next, ...answers.map(({ at }) => at))
    }
  }
  return made
}

function rate(made: number[]): number {
  return (made.length - 1) / ((Number(made.at(-1)) - Number(made[0])) / 1000)
}

test('lets the first four go at once, and then four a second', () => {
  const made = rush(40, () => 5)
  expect(made.slice(0, 4)).toEqual([NOON, NOON, NOON, NOON])
  expect(rate(made.slice(4))).toBeGreaterThan(3.9)
})

test('spreads calls evenly while it is busy', () => {
  const made = rush(20, () => 5).slice(5)
  const gaps = made.slice(1).map((time, index) => time - Number(made[index]))
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(249)
})

test.each([
  [20, 3.9],
  [135, 3.5],
  [900, 2],
  [9000, 1.9],
])('with answers after %i ms makes at least %d calls a second', (latencyMs, expected) => {
  expect(rate(rush(60, () => latencyMs).slice(10))).toBeGreaterThanOrEqual(expected)
})

test('waits for the first answers, whose calls may have taken long to arrive', () => {
  expect(rush(5, () => 400).at(-1)).toBe(NOON + 1405)
  expect(rush(5, () => 9000).at(-1)).toBe(NOON + 2005)
})

test('takes no call for arrived because another of the same moment was answered', () => {
  const both = withCall(withCall(idle, LIMITS, NOON), LIMITS, NOON)
  const { recent } = withAnswer(both, NOON, NOON + 5)
  expect(recent.map(({ arrivesBy }) => arrivesBy)).toEqual([NOON + 5, NOON + 1000])
})

test('never lets five arrive within a second, however long they take', () => {
  const fate = fc.record({
    latency: fc.integer({ min: 0, max: 1500 }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  fc.assert(
    fc.property(fc.array(fate, { minLength: 5, maxLength: 60 }), (fates) => {
      const latency = (call: number) => fates[call]?.latency ?? 0
      const made = rush(fates.length, latency)
      const arrived = made
        .map((time, call) => time + Math.min(TRANSIT_MS, latency(call)) * (fates[call]?.share ?? 0))
        .sort((a, b) => a - b)
      for (const [index, time] of arrived.slice(4).entries()) {
        expect(time - Number(arrived[index])).toBeGreaterThanOrEqual(1000)
      }
    }),
  )
})

test('sleeps until midnight in UTC once the day is spent', () => {
  const spent: Calls = { recent: [], day: Math.floor(NOON / DAY_MS), used: 10_000 }
  expect(nextCallAt(spent, LIMITS, NOON)).toBe(Date.UTC(2026, 4, 2))
  const midnight = Date.UTC(2026, 4, 2)
  expect(nextCallAt(spent, LIMITS, midnight)).toBe(midnight)
  expect(withCall(spent, LIMITS, midnight).used).toBe(1)
})

function madeAt(...times: number[]): Calls {
  return {
    recent: times.map((time) => ({ madeAt: time, arrivesBy: time, isAnswered: true })),
    day: 0,
    used: 0,
  }
}

test('counts what another relay called before it took over', () => {
  const made = rush(1, () => 5, madeAt(NOON - 10, NOON - 8, NOON - 6, NOON - 4))
  expect(made).toEqual([NOON + 995])
})

test('after the clock was set back, waits no longer than for calls made this moment', () => {
  const hour = NOON + HOUR_MS
  const { recent, ...day } = withoutFutureCalls(madeAt(hour, hour + 1, hour + 2, hour + 3), NOON)
  expect(nextCallAt({ recent, ...day }, LIMITS, NOON)).toBe(NOON + 2005)
  expect(nextCallAt({ recent, ...day }, LIMITS, NOON + 2005)).toBe(NOON + 2005)
})
