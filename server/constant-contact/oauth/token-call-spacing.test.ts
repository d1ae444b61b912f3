import { describe, expect, it } from 'vitest'
import { onClock } from '../../testing/clock.ts'
import { newDatabase } from '../../testing/databases.ts'
import { createTokenCallSpacing } from './token-call-spacing.ts'

async function relays(count: number) {
  const database = await newDatabase('sqlite')
  const clock = { time: 1_000_000 }
  const parts = {
    database: onClock(database, () => clock.time),
    sleep: async (ms: number) => {
      clock.time += ms
    },
  }
  return { clock, spacings: Array.from({ length: count }, () => createTokenCallSpacing(parts)) }
}

describe('calls to the token endpoint', () => {
  it('are more than a second apart, whichever relay makes them', async () => {
    const { clock, spacings } = await relays(2)
    const times: number[] = []
    for (const waitForCall of [...spacings, ...spacings]) {
      expect(await waitForCall()).toBe(true)
      times.push(clock.time)
    }
    const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0))
    expect(Math.min(...gaps)).toBeGreaterThan(1000)
    expect(Math.max(...gaps)).toBeLessThan(1500)
  })

  it('wait for the call of a relay that read the clock a moment after this one', async () => {
    const { clock, spacings } = await relays(2)
    clock.time += 5
    await spacings[0]?.()
    clock.time -= 5
    const before = clock.time
    await spacings[1]?.()
    expect(clock.time - before).toBeGreaterThan(1000)
  })

  it('give up if others call all the time', async () => {
    const database = onClock(await newDatabase('sqlite'), () => 1_000_000)
    const othersCall = async () => {
      await database.run('UPDATE connection SET called_at = ?', 1_000_000)
    }
    await othersCall()
    expect(await createTokenCallSpacing({ database, sleep: othersCall })()).toBe(false)
  })

  it('are not held up by a clock that was set back', async () => {
    const { clock, spacings } = await relays(1)
    await spacings[0]?.()
    clock.time -= 500_000
    expect(await spacings[0]?.()).toBe(true)
  })
})
