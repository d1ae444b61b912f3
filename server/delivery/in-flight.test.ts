import { expect, test, vi } from 'vitest'
import { createUnderWay } from './in-flight.ts'

test('after a mistake of ours its address is left alone, and holds up nobody else and no stop', async () => {
  const [rings, error] = [vi.fn(), vi.fn()]
  const underWay = createUnderWay(rings, { error })
  underWay.add('ada', Promise.reject(new Error('a mistake')))
  underWay.add('bob', Promise.resolve())
  expect(underWay.count()).toBe(2)
  await underWay.ended()
  expect(error).toHaveBeenCalledOnce()
  expect(rings).toHaveBeenCalledTimes(2)
  expect([...underWay.addresses()]).toEqual(['ada'])
  expect(underWay.count()).toBe(0)
})
