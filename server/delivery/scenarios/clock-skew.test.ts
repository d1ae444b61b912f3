import { describe, expect, test } from 'vitest'
import { tidy } from '../../outbox/housekeeping/housekeeping.ts'
import type { Database } from '../../store/database.ts'
import { createTestClock } from '../../testing/clock.ts'
import { ENGINES, newDatabase } from '../../testing/databases.ts'
import { aRelay, signUpRows } from '../../testing/relay.ts'
import { OTHER_LIST } from '../../testing/sign-up.ts'
import { aVendor, signUpCalls } from '../../testing/vendor.ts'
import { MINUTE_MS } from '../../time/duration.ts'

const AHEAD_MS = 180 * MINUTE_MS
const KEEPS = { retentionHours: 24, consentRetentionDays: 10 }

describe.each(ENGINES)('%s', (engine) => {
  /** A relay whose clock is hours ahead of the vendor's, and of its own timers. */
  async function aRelayAhead() {
    const database = await newDatabase(engine)
    const clock = createTestClock()
    const vendor = aVendor(clock)
    let aheadMs = AHEAD_MS
    const now = () => clock.now() + aheadMs
    const its = { ...clock, now, watch: (one: Database) => clock.watch(one, now) }
    const relay = await aRelay(database, its, vendor)
    return {
      ...{ relay, vendor, clock },
      setRight: () => {
        aheadMs = 0
      },
      upkeep: () => tidy(its.watch(database), KEEPS),
      states: async () => (await signUpRows(database)).map(({ state, reason }) => reason ?? state),
      until: (reached: () => boolean | Promise<boolean>) => clock.runUntil(reached),
      anotherRelay: () => aRelay(database, its, vendor),
    }
  }

  async function twoWaiting() {
    const world = await aRelayAhead()
    const { relay, vendor } = world
    vendor.sandbox.control.addFault({ path: '/v3/', fault: { kind: 'status', status: 503 } })
    relay.dispatcher.start()
    for (const email_address of ['ada@example.org', 'bob@example.org']) {
      await relay.take({ email_address })
    }
    await world.until(() => relay.dispatcher.status().condition.downs > 2)
    expect(await world.states()).toEqual(['down', 'recorded'])
    vendor.sandbox.control.clearFaults()
    return world
  }

  test('a clock that was ahead stops nothing once it is set right', async () => {
    const world = await twoWaiting()
    world.setRight()
    const setRightAt = world.clock.now()
    await world.relay.take({ email_address: 'eve@example.org' })
    await world.until(async () => (await world.states())[2] === 'delivered')
    await world.relay.take({ email_address: 'ada@example.org' })
    await world.upkeep()
    await world.until(async () => (await world.states()).every((state) => state === 'delivered'))
    expect(world.clock.now() - setRightAt).toBeLessThan(MINUTE_MS)
  })

  test('a clock that was ahead does not stop a relay that starts afterwards', async () => {
    const world = await twoWaiting()
    world.relay.kill()
    world.setRight()
    const setRightAt = world.clock.now()
    const next = await world.anotherRelay()
    await next.take({ email_address: 'ada@example.org', list_memberships: [OTHER_LIST] })
    next.dispatcher.start()
    await world.upkeep()
    await world.until(async () => (await world.states()).every((state) => state === 'delivered'))
    expect(world.clock.now() - setRightAt).toBeLessThan(MINUTE_MS)
  })

  test('a vendor that is still down is asked as seldom as ever', async () => {
    const world = await twoWaiting()
    world.vendor.sandbox.control.addFault({ path: '/v3/', fault: { kind: 'status', status: 503 } })
    world.setRight()
    const before = world.vendor.sandbox.state().calls.length
    const setRightAt = world.clock.now()
    await world.relay.take({ email_address: 'eve@example.org' })
    await world.until(() => world.clock.now() > setRightAt + MINUTE_MS)
    const made = world.vendor.sandbox.state().calls.length - before
    expect(made).toBeGreaterThan(1)
    expect(made).toBeLessThan(12)
    expect(signUpCalls(world.vendor).every(({ status }) => status === 503)).toBe(true)
  })
})
