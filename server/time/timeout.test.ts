import { expect, test } from 'vitest'
import { sleep, withTimeout } from './timeout.ts'

const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length

test('gives the result of work that ends in time, and leaves no timer behind', async () => {
  const before = timers()
  expect(await withTimeout(60_000, Promise.resolve('done'), sleep)).toBe('done')
  await expect(withTimeout(60_000, Promise.reject(new Error('failed')), sleep)).rejects.toThrow('failed')
  expect(timers()).toBeLessThanOrEqual(before)
})

test('does not wait for work that takes longer', async () => {
  expect(await withTimeout(5, new Promise(() => undefined), sleep)).toBeUndefined()
})
