import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { DayCounts } from '../../outbox/counts/read-counts.ts'
import { periodOf, total } from './period.ts'

const TODAY = 20_786

const on = (day: number, signedUp: number, more: Partial<DayCounts> = {}): DayCounts => ({
  ...{ day, started: 0, signedUp, created: signedUp, updated: 0 },
  ...more,
})

test('has every day of 30 until today, and the 30 before', () => {
  const period = periodOf([on(TODAY - 30, 5), on(TODAY - 29, 7), on(TODAY, 2)], TODAY, TODAY - 100)
  expect(period.days.map(({ day }) => day - TODAY)).toEqual(Array.from({ length: 30 }, (_, n) => n - 29))
  expect(period.before?.map(({ day }) => day - TODAY)).toEqual(Array.from({ length: 30 }, (_, n) => n - 59))
  expect([total(period.days, 'signedUp'), total(period.before ?? [], 'signedUp')]).toEqual([9, 5])
  expect(period.countedSince).toBeUndefined()
})

test('does not lose or repeat a day’s sign-ups', () => {
  const days = fc.uniqueArray(fc.integer({ min: TODAY - 59, max: TODAY }))
  fc.assert(
    fc.property(days, fc.nat(1000), (numbers, each) => {
      const { days, before = [] } = periodOf(
        numbers.map((day) => on(day, each)),
        TODAY,
        TODAY - 59,
      )
      expect(total([...before, ...days], 'signedUp')).toBe(numbers.length * each)
    }),
  )
})

test.each([
  ['nothing was ever counted', undefined, undefined, false],
  ['the first day is within the period', TODAY - 3, TODAY - 3, false],
  ['the first day is within the period before', TODAY - 58, TODAY - 58, false],
  ['the whole period before was counted', TODAY - 59, undefined, true],
])('compares only with days that were all counted: %s', (_, first, countedSince, compares) => {
  const period = periodOf([], TODAY, first)
  expect([period.countedSince, period.before !== undefined]).toEqual([countedSince, compares])
})

test('says from when on it is known what became of sign-ups', () => {
  const past = on(TODAY - 10, 3, { created: undefined, updated: undefined })
  const period = periodOf([past, on(TODAY - 5, 4)], TODAY, TODAY - 59)
  expect(period.knownSince).toBe(TODAY - 9)
  expect(total(period.days, 'created')).toBe(4)
  expect(periodOf([on(TODAY, 1)], TODAY, TODAY).knownSince).toBeUndefined()
})
