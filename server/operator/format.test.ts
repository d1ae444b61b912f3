import { expect, test } from 'vitest'
import { duration, signUps } from './format.ts'

test('counts sign-ups in words', () => {
  expect([0, 1, 2].map(signUps)).toEqual(['0 sign-ups', '1 sign-up', '2 sign-ups'])
})

test.each([
  [0, '0 s'],
  [0.4, '0 s'],
  [59, '59 s'],
  [60, '1 min'],
  [61.9, '1 min 1 s'],
  [3600, '1 h'],
  [3659, '1 h'],
  [7261, '2 h 1 min'],
  [90_000, '1 d 1 h'],
  [86_400 * 400, '400 d'],
])('writes %d seconds as %s', (seconds, text) => {
  expect(duration(seconds)).toBe(text)
})
