import { expect, test, vi } from 'vitest'
import { DAY_MS } from '../../time/duration.ts'
import { createKeepAlive } from './keep-alive.ts'

/** `days`: how many pass, each at once. */
function aKeeper(keepAlive: () => Promise<void>, days: number) {
  const sleeps: number[] = []
  const sleep = (ms: number) => (sleeps.push(ms) <= days ? Promise.resolve() : new Promise(() => undefined))
  const log = { warn: vi.fn(), error: vi.fn() }
  return { sleeps, log, keeper: createKeepAlive({ tokens: { keepAlive }, sleep, log }) }
}

test('checks at once and then daily, since a relay that restarts every night would never reach the next day', async () => {
  const keepAlive = vi.fn(async () => undefined)
  const { keeper, sleeps } = aKeeper(keepAlive, 3)
  keeper.start()
  expect(keepAlive).toHaveBeenCalledTimes(1)
  await expect.poll(() => keepAlive).toHaveBeenCalledTimes(4)
  expect(sleeps).toEqual([DAY_MS, DAY_MS, DAY_MS, DAY_MS])
  await keeper.stop()
})

test('continues after a check that failed, and logs it without the message', async () => {
  const keepAlive = vi.fn(async () => {
    throw new Error('no database')
  })
  const { keeper, log, sleeps } = aKeeper(keepAlive, 1)
  keeper.start()
  await expect.poll(() => sleeps).toEqual([DAY_MS, DAY_MS])
  expect(keepAlive).toHaveBeenCalledTimes(2)
  expect(log.error).toHaveBeenCalledTimes(2)
  expect(log.error).toHaveBeenCalledWith({ name: 'Error', frames: expect.any(Array) }, 'keep alive failed')
  await keeper.stop()
})

test('checks no more once it is stopped', async () => {
  const keepAlive = vi.fn(async () => undefined)
  const { keeper } = aKeeper(keepAlive, 0)
  keeper.start()
  await keeper.stop()
  expect(keepAlive).toHaveBeenCalledTimes(1)
})
