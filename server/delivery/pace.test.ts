import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Calls, nextCallAt, withAnswer, withCall } from './pace.ts'

const LIMITS = { perSecond: 4, perDay: 10_000 }
const NOON = Date.UTC(2026, 4, 1, 12)
const idle: Calls = { arrivals: [], lastAt: 0, day: 0, used: 0 }

/** Makes calls as soon as the pace allows, each answered after `latencyMs`, and returns when they were made. */
function rush(count: number, latencyMs: (call: number) => number, start = NOON, calls = idle): number[] {
  const made: number[] = []
  const answers: { madeAt: number; at: number }[] = []
  let now = start
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

test('lets the first four go at once and then goes as fast as four a second', () => {
  const made = rush(40, () => 5)
  expect(made.slice(0, 4)).toEqual([NOON, NOON, NOON, NOON])
  expect(rate(made.slice(4))).toBeGreaterThan(3.9)
})

test('spreads calls evenly while it is busy', () => {
  const made = rush(20, () => 5).slice(5)
  const gaps = made.slice(1).map((time, index) => time - Number(made[index]))
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(249)
})

test('drains at three and a half a second however slow the vendor is', () => {
  expect(rate(rush(41, () => 9000).slice(4))).toBeGreaterThan(3.5)
})

test('never lets five arrive within a second, whenever within their latency they arrive', () => {
  const travel = fc.record({
    latency: fc.integer({ min: 0, max: 600 }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  fc.assert(
    fc.property(fc.array(travel, { minLength: 5, maxLength: 60 }), (travels) => {
      const made = rush(travels.length, (call) => travels[call]?.latency ?? 0)
      const arrived = made
        .map(
          (time, call) => time + Math.min(125, (travels[call]?.latency ?? 0) * (travels[call]?.share ?? 0)),
        )
        .sort((a, b) => a - b)
      for (const [index, time] of arrived.slice(4).entries()) {
        expect(time - Number(arrived[index])).toBeGreaterThanOrEqual(1000)
      }
    }),
  )
})

test('sleeps until midnight in UTC once the day is spent', () => {
  const spent: Calls = { arrivals: [], lastAt: 0, day: Math.floor(NOON / 86_400_000), used: 10_000 }
  expect(nextCallAt(spent, LIMITS, NOON)).toBe(Date.UTC(2026, 4, 2))
  const midnight = Date.UTC(2026, 4, 2)
  expect(nextCallAt(spent, LIMITS, midnight)).toBe(midnight)
  expect(withCall(spent, LIMITS, midnight).used).toBe(1)
})

test('counts what another relay called before it took over', () => {
  const [first] = rush(1, () => 5, NOON, {
    arrivals: [NOON - 10, NOON - 8, NOON - 6, NOON - 4],
    lastAt: NOON - 129,
    day: 0,
    used: 0,
  })
  expect(first).toBe(NOON + 995)
})

test('is not stopped by times from a clock that was set back', () => {
  const ahead = {
    arrivals: [1, 2, 3, 4].map((n) => NOON + 3_600_000 + n),
    lastAt: NOON + 3_600_000,
    day: 0,
    used: 0,
  }
  expect(nextCallAt(ahead, LIMITS, NOON)).toBe(NOON + 2000)
})
