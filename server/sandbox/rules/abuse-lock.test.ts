import { expect, test } from 'vitest'
import { createAbuseLock } from './abuse-lock.ts'

const HOUR_MS = 3_600_000

function lockAt() {
  const clock = { time: 1_750_000_000_000 }
  return { clock, lock: createAbuseLock(() => clock.time) }
}

test('the sixth attempt within 24 hours flags the address', () => {
  const { lock } = lockAt()
  expect(Array.from({ length: 6 }, () => lock.attempt('rosa'))).toEqual([
    false,
    false,
    false,
    false,
    false,
    true,
  ])
  expect(lock.attempt('tom')).toBe(false)
})

test('an attempt stops counting after 24 hours', () => {
  const { clock, lock } = lockAt()
  for (let attempt = 0; attempt < 30; attempt += 1) {
    expect(lock.attempt('rosa')).toBe(false)
    clock.time += 24 * (HOUR_MS / 5)
  }
})

test('a flag lasts 48 hours and is not extended by further attempts', () => {
  const { clock, lock } = lockAt()
  for (let attempt = 0; attempt < 6; attempt += 1) lock.attempt('rosa')
  for (let hour = 1; hour < 48; hour += 1) {
    clock.time += HOUR_MS
    expect(lock.attempt('rosa')).toBe(true)
  }
  clock.time += HOUR_MS
  expect(lock.attempt('rosa')).toBe(false)
})
