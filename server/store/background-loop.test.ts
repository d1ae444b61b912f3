import { expect, test, vi } from 'vitest'
import { sleep } from '../time/timeout.ts'
import { createBackgroundLoop } from './background-loop.ts'
import { StoreError } from './database.ts'

function aLoop(round: () => Promise<number>) {
  const lines: string[] = []
  const note = (about: unknown, text?: string) => void lines.push(`${text} ${JSON.stringify(about)}`)
  const loop = createBackgroundLoop({
    ...{ name: 'work', round, retryMs: 1, sleep },
    log: { warn: note, error: note },
  })
  return { loop, lines }
}

test('a round that fails is logged without the error message, and tried again', async () => {
  const round = vi
    .fn<() => Promise<number>>()
    .mockRejectedValueOnce(new StoreError('busy', 'ada@example.org'))
    .mockRejectedValueOnce(new Error('ada@example.org'))
    .mockResolvedValue(60_000)
  const { loop, lines } = aLoop(round)
  loop.start()
  await expect.poll(() => round).toHaveBeenCalledTimes(3)
  await loop.stop()
  expect(lines).toEqual([
    'work waits for the database {"fault":"busy","cause":"the database is busy; try again in a moment"}',
    expect.stringMatching(/^work failed \{"name":"Error"/),
  ])
  expect(lines.join()).not.toContain('ada@')
})

test('a wake-up and a stop cut a sleep short, and no round begins after a stop', async () => {
  const round = vi.fn(async () => 60_000)
  const { loop } = aLoop(round)
  expect(loop.isRunning()).toBe(false)
  loop.start()
  expect(loop.isRunning()).toBe(true)
  await expect.poll(() => round).toHaveBeenCalledTimes(1)
  loop.wake()
  await expect.poll(() => round).toHaveBeenCalledTimes(2)
  await loop.stop()
  loop.wake()
  expect(round).toHaveBeenCalledTimes(2)
  expect(loop.isRunning()).toBe(false)
})
