import fc from 'fast-check'
import { expect, test } from 'vitest'
import { barScale } from './bar-scale.ts'

const counts = fc.array(fc.nat({ max: 10_000_000 }), { maxLength: 60 })

test('no bar is higher than the chart, and the highest takes at least half of it', () => {
  fc.assert(
    fc.property(counts, (values) => {
      const { top, height } = barScale(values)
      const most = Math.max(0, ...values)
      for (const value of values) expect(height(value)).toBeLessThanOrEqual(100)
      expect(top).toBeGreaterThanOrEqual(most)
      if (most > 4) expect(height(most)).toBeGreaterThanOrEqual(50)
    }),
  )
})

test('a bar is there exactly where something is, and a larger number has no lower bar', () => {
  fc.assert(
    fc.property(counts, (values) => {
      const { height } = barScale(values)
      const heights = values.toSorted((one, other) => one - other).map(height)
      expect(heights).toEqual(heights.toSorted((one, other) => one - other))
      expect(heights.filter((bar) => bar > 0)).toHaveLength(values.filter((value) => value > 0).length)
    }),
  )
})

test('one sign-up beside ten thousand can be seen', () => {
  const { height } = barScale([10_000, 3])
  expect([height(10_000), height(3), height(0)]).toEqual([100, 1.5, 0])
})

test.each([
  [[], 4],
  [[0], 4],
  [[3], 4],
  [[5], 5],
  [[7], 8],
  [[11], 15],
  [[16], 20],
  [[61], 80],
  [[10_000], 10_000],
  [[10_001], 15_000],
])('the scale of %j ends with %i', (values, top) => {
  expect(barScale(values).top).toBe(top)
})
