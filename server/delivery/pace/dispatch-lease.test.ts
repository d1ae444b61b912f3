import { describe, expect, test } from 'vitest'
import { number } from '../../store/row.ts'
import { createTestClock } from '../../testing/clock.ts'
import { ENGINES, newDatabase } from '../../testing/databases.ts'
import { HOUR_MS } from '../../time/duration.ts'
import { createDispatchLease } from './dispatch-lease.ts'

const TIMES = { leaseMs: 15_000, callMs: 10_000 }

describe.each(ENGINES)('%s', (engine) => {
  async function aDispatchLease() {
    const database = await newDatabase(engine)
    const clock = createTestClock()
    const lease = createDispatchLease({
      ...{
        database: clock.watch(database),
        now: clock.now,
        limits: { perSecond: 4, perDay: 10_000 },
        times: TIMES,
      },
    })
    const until = async () => number((await database.all('SELECT until FROM dispatch'))[0], 'until')
    return { clock, lease, until }
  }

  test('lets no call begin that could outlive the lease the disk has', async () => {
    const { clock, lease, until } = await aDispatchLease()
    await lease.acquire()
    const leasedUntil = await until()
    for (let n = 0; n < 6; n += 1) {
      const claim = await lease.claim(async () => true)
      if (claim) expect(claim.startBy + TIMES.callMs).toBeLessThanOrEqual(leasedUntil)
      expect(claim !== undefined).toBe(n < 5)
      expect(await until()).toBe(leasedUntil)
      clock.advance(1000)
    }
    expect(await lease.acquire()).toBe(0)
    expect(await until()).toBe(clock.now() + TIMES.leaseMs)
    expect(await lease.claim(async () => true)).toBeDefined()
  })

  test('renews the lease before calls have to wait for it', async () => {
    const { clock, lease, until } = await aDispatchLease()
    for (let n = 0; n < 40; n += 1) {
      await lease.acquire()
      expect((await until()) - clock.now()).toBeGreaterThan(TIMES.callMs + 1000)
      clock.advance(250)
    }
  })

  test('continues, at its pace and with a lease of its usual length, after the clock was set back', async () => {
    const { clock, lease, until } = await aDispatchLease()
    await lease.acquire()
    for (let n = 0; n < 4; n += 1) await lease.claim(async () => true)
    clock.advance(-3 * HOUR_MS)
    expect(await lease.acquire()).toBe(0)
    expect(await until()).toBe(clock.now() + TIMES.leaseMs)
    expect(lease.waitMs()).toBeGreaterThan(500)
    clock.advance(lease.waitMs())
    expect(await lease.claim(async () => true)).toBeDefined()
  })
})
