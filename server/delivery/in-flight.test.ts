import { expect, test, vi } from 'vitest'
import { createInFlight } from './in-flight.ts'

test('after a fault of the relay its address is blocked, which delays no other and no stop', async () => {
  const [onEnd, error] = [vi.fn(), vi.fn()]
  const inFlight = createInFlight(onEnd, { error })
  inFlight.add('ada', Promise.reject(new Error('a mistake')))
  inFlight.add('bob', Promise.resolve())
  expect(inFlight.count()).toBe(2)
  await inFlight.ended()
  expect(error).toHaveBeenCalledOnce()
  expect(onEnd).toHaveBeenCalledTimes(2)
  expect([...inFlight.addresses()]).toEqual(['ada'])
  expect(inFlight.count()).toBe(0)
})
