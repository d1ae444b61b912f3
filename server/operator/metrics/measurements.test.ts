import { expect, test } from 'vitest'
import { createMeasurements } from './measurements.ts'

test('counts sign-ups by what the visitor was told, beginning with none', () => {
  const measurements = createMeasurements()
  measurements.signUp('created')
  measurements.signUp('created')
  measurements.signUp('invalid_fields')
  expect(Object.fromEntries(measurements.counted().signUps)).toEqual({
    created: 2,
    updated: 0,
    accepted: 0,
    invalid_fields: 1,
  })
})

test('counts calls by answer, and how long they took', () => {
  const measurements = createMeasurements()
  measurements.call('sign_up', 'created', 0.05)
  measurements.call('sign_up', 'created', 0.4)
  measurements.call('sign_up', 'down', 12)
  measurements.call('privileges', 'read', 0.25)
  const { calls, latency } = measurements.counted()
  expect(calls).toEqual([
    { call: 'sign_up', answer: 'created', count: 2 },
    { call: 'sign_up', answer: 'down', count: 1 },
    { call: 'privileges', answer: 'read', count: 1 },
  ])
  expect(latency).toMatchObject({ count: 4, sum: 12.7 })
  const upTo = (bound: number) => latency.buckets.find(({ le }) => le === bound)?.count
  expect([upTo(0.05), upTo(0.3), upTo(0.5), upTo(10)]).toEqual([1, 2, 3, 3])
})
