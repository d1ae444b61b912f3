import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { DAY_MS } from '../../time/duration.ts'
import { createKeepAlive } from './keep-alive.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('checks at once and then daily, since a relay that restarts every night would never reach the next day', () => {
  const keepAlive = vi.fn(async () => undefined)
  createKeepAlive({ keepAlive }, { error: vi.fn() }).start()
  expect(keepAlive).toHaveBeenCalledTimes(1)
  vi.advanceTimersByTime(3 * DAY_MS)
  expect(keepAlive).toHaveBeenCalledTimes(4)
})

test('continues after a check that failed, and logs it without the message', async () => {
  const error = vi.fn()
  const keepAlive = vi.fn(async () => {
    throw new Error('no database')
  })
  createKeepAlive({ keepAlive }, { error }).start()
  await vi.advanceTimersByTimeAsync(DAY_MS)
  expect(keepAlive).toHaveBeenCalledTimes(2)
  expect(error).toHaveBeenCalledTimes(2)
  expect(error).toHaveBeenCalledWith({ name: 'Error', frames: expect.any(Array) }, 'keep alive')
})

test('checks no more once it is stopped', async () => {
  const keepAlive = vi.fn(async () => undefined)
  const keeper = createKeepAlive({ keepAlive }, { error: vi.fn() })
  keeper.start()
  await keeper.stop()
  vi.advanceTimersByTime(3 * DAY_MS)
  expect(keepAlive).toHaveBeenCalledTimes(1)
  expect(vi.getTimerCount()).toBe(0)
})
