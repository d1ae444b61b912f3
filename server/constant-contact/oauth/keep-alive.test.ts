import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { DAY_MS } from '../../time/duration.ts'
import { keepGrantAlive } from './keep-alive.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('checks at once and then daily, since a relay that restarts every night would never reach the next day', () => {
  const keepAlive = vi.fn(async () => undefined)
  keepGrantAlive({ keepAlive }, { error: vi.fn() })
  expect(keepAlive).toHaveBeenCalledTimes(1)
  vi.advanceTimersByTime(3 * DAY_MS)
  expect(keepAlive).toHaveBeenCalledTimes(4)
})

test('continues after a check that failed, and logs it without the message', async () => {
  const error = vi.fn()
  const keepAlive = vi.fn(async () => {
    throw new Error('no database')
  })
  keepGrantAlive({ keepAlive }, { error })
  await vi.advanceTimersByTimeAsync(DAY_MS)
  expect(keepAlive).toHaveBeenCalledTimes(2)
  expect(error).toHaveBeenCalledTimes(2)
  expect(error).toHaveBeenCalledWith({ name: 'Error', frames: expect.any(Array) }, 'keep alive')
})
