import { describe, expect, it } from 'vitest'
import { newDatabase } from '../../testing/databases.ts'
import { createTokenTurn } from './refresh-lease.ts'

async function relays(count: number) {
  const database = await newDatabase('sqlite')
  const clock = { time: 1_000_000 }
  const parts = {
    database,
    now: () => clock.time,
    sleep: async (ms: number) => {
      clock.time += ms
    },
  }
  return { clock, turns: Array.from({ length: count }, () => createTokenTurn(parts)) }
}

describe('calls to the token endpoint', () => {
  it('are more than a second apart, whichever relay makes them', async () => {
    const { clock, turns } = await relays(2)
    const times: number[] = []
    for (const turn of [...turns, ...turns]) {
      expect(await turn()).toBe(true)
      times.push(clock.time)
    }
    const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0))
    expect(Math.min(...gaps)).toBeGreaterThan(1000)
    expect(Math.max(...gaps)).toBeLessThan(1500)
  })

  it('wait for the call of a relay that read the clock a moment after this one', async () => {
    const { clock, turns } = await relays(2)
    clock.time += 5
    await turns[0]?.()
    clock.time -= 5
    const before = clock.time
    await turns[1]?.()
    expect(clock.time - before).toBeGreaterThan(1000)
  })

  it('give up when others call all the time', async () => {
    const database = await newDatabase('sqlite')
    const now = () => 1_000_000
    const othersCall = async () => {
      await database.run('UPDATE connection SET called_at = ?', now())
    }
    await othersCall()
    expect(await createTokenTurn({ database, now, sleep: othersCall })()).toBe(false)
  })

  it('are not held up by a clock that was set back', async () => {
    const { clock, turns } = await relays(1)
    await turns[0]?.()
    clock.time -= 500_000
    expect(await turns[0]?.()).toBe(true)
  })
})
