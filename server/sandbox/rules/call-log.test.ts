import { expect, it } from 'vitest'
import { createClock } from '../account/clock.ts'
import { createTestSandbox } from '../test-sandbox.ts'
import { createCallLog } from './call-log.ts'

it('keeps only the newest 10,000 calls, and counts all of them', () => {
  let changes = 0
  const log = createCallLog(createClock(Date.now), () => {
    changes += 1
  })
  for (let index = 0; index < 20_500; index += 1) {
    log.end(log.begin({ method: 'GET', path: `/v3/contacts/${index}`, request_id: '', text: '' }), 404)
  }
  const calls = log.all()
  expect(calls).toHaveLength(10_000)
  expect(calls.at(-1)).toMatchObject({ path: '/v3/contacts/20499', status: 404 })
  expect(log.received()).toBe(20_500)
  expect(changes).toBe(41_000)
})

it('is what the sandbox shows of its calls', async () => {
  const { sandbox } = await createTestSandbox()
  for (let index = 0; index < 3; index += 1) {
    await sandbox.fetch(new Request(`http://sandbox.test/v3/contacts/${index}`))
  }
  const { calls, counts } = sandbox.state()
  // The first is the refresh of its token.
  expect(calls.map(({ path }) => path).slice(1)).toEqual([0, 1, 2].map((index) => `/v3/contacts/${index}`))
  expect(counts.calls).toBe(4)
})
