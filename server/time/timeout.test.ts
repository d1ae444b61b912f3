import { expect, test } from 'vitest'
import { pause, waitAtMost } from './timeout.ts'

const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length

test('work that ends in time decides, and leaves no timer behind', async () => {
  const before = timers()
  expect(await waitAtMost(60_000, Promise.resolve('done'), pause)).toBe('done')
  await expect(waitAtMost(60_000, Promise.reject(new Error('failed')), pause)).rejects.toThrow('failed')
  expect(timers()).toBeLessThanOrEqual(before)
})

test('work that takes longer is not waited for', async () => {
  expect(await waitAtMost(5, new Promise(() => undefined), pause)).toBeUndefined()
})
