import { expect, test } from 'vitest'
import { createTestSandbox, NOON } from '../test-sandbox.ts'
import { createRateLimit } from './rate-limit.ts'

function paceAt(limits: { perSecond: number; perDay: number }) {
  const clock = { time: NOON }
  return {
    clock,
    pace: createRateLimit(
      () => clock.time,
      () => limits,
    ),
  }
}

test('no second, wherever it begins, has a fifth call', () => {
  const { clock, pace } = paceAt({ perSecond: 4, perDay: 10_000 })
  const admitted: number[] = []
  for (let tick = 0; tick < 5000; tick += 37) {
    clock.time = NOON + tick
    if (pace.admit() === 'admitted') admitted.push(tick)
  }
  for (const start of admitted) {
    expect(admitted.filter((time) => time >= start && time < start + 1000).length).toBeLessThanOrEqual(4)
  }
  expect(admitted.length).toBeGreaterThanOrEqual(19)
})

test('a call stops counting exactly one second later', () => {
  const { clock, pace } = paceAt({ perSecond: 1, perDay: 10_000 })
  expect(pace.admit()).toBe('admitted')
  clock.time += 999
  expect(pace.admit()).toBe('throttled')
  clock.time += 1
  expect(pace.admit()).toBe('admitted')
})

test('the daily quota resets at 00:00 UTC', () => {
  const { clock, pace } = paceAt({ perSecond: 100, perDay: 2 })
  clock.time = Date.UTC(2025, 5, 10, 23, 59, 59, 999)
  expect([pace.admit(), pace.admit(), pace.admit()]).toEqual(['admitted', 'admitted', 'quota_exceeded'])
  expect(pace.usedToday()).toBe(2)
  clock.time += 1
  expect(pace.usedToday()).toBe(0)
  expect(pace.admit()).toBe('admitted')
})

test('the fifth call in a second is throttled, whatever its path', async () => {
  const { signUp, call, advance } = await createTestSandbox()
  for (const name of ['a', 'b', 'c', 'd'])
    expect((await signUp({ email_address: `${name}@example.com` })).status).toBe(201)
  const throttled = { status: 429, body: { error_key: 'throttled', error_message: 'Too Many Requests' } }
  expect(await signUp({ email_address: 'e@example.com' })).toMatchObject(throttled)
  expect(await call('GET', '/v3/contact_lists')).toMatchObject(throttled)
  advance()
  expect((await signUp({ email_address: 'e@example.com' })).status).toBe(201)
})

test('calls beyond the daily quota are refused until the next day', async () => {
  const { call, advance } = await createTestSandbox({ perDay: 1 })
  expect((await call('GET', '/v3/contact_lists')).status).toBe(200)
  advance()
  const spent = await call('GET', '/v3/contact_lists')
  expect(spent).toMatchObject({
    status: 429,
    body: { error_key: 'quota_exceeded', error_message: 'Limit Exceeded' },
  })
  expect(spent.headers.has('Retry-After')).toBe(false)
  advance(12 * 3_600_000)
  expect((await call('GET', '/v3/contact_lists')).status).toBe(200)
})
