import { expect, test } from 'vitest'
import { createClient } from '../../constant-contact/api/client.ts'
import { createMeasurements, measuredClient } from './measurements.ts'

test('counts and times every call, and changes nothing about its answer', async () => {
  let time = 0
  const plain = createClient({
    apiUrl: 'https://api.cc.email/v3',
    fetch: async (input) => {
      time += 250
      const isSignUp = String(input instanceof Request ? input.url : input).endsWith('/sign_up_form')
      return Response.json(isSignUp ? { action: 'created' } : [], { status: isSignUp ? 201 : 200 })
    },
  })
  const measurements = createMeasurements()
  const client = measuredClient(plain, measurements, () => time)
  const answer = await client.signUp('token', { email_address: 'ada@example.org', list_memberships: ['1'] })
  expect(answer.kind).toBe('created')
  expect(await client.privileges('token')).toMatchObject({ kind: 'read', value: [] })
  const { calls, latency } = measurements.counted()
  expect(calls).toEqual([
    { call: 'sign_up', answer: 'created', count: 1 },
    { call: 'privileges', answer: 'read', count: 1 },
  ])
  expect(latency).toMatchObject({ count: 2, sum: 0.5 })
})
