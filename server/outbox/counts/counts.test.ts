import { describe, expect, test } from 'vitest'
import { createOutboxAdmin } from '../../operator/outbox-admin.ts'
import { ENGINES } from '../../testing/databases.ts'
import { seal } from '../../testing/relay.ts'
import { aSignUp, LIST, REQUEST } from '../../testing/sign-up.ts'
import { aWorld, recordSignUp, type World } from '../../testing/world.ts'
import { DAY_MS } from '../../time/duration.ts'
import { utcDay } from '../../time/utc-day.ts'
import { changeOutbox } from '../change.ts'
import { tidy } from '../housekeeping/housekeeping.ts'
import { createCountPast, deleteOldCounts } from './count-past.ts'
import { correctFutureCounts } from './future-counts.ts'
import { readCounts } from './read-counts.ts'

const NEWS = 'https://www.bakery.example/news'
const SHOP = 'https://www.bakery.example/shop'

/** The counts of the 30 days up to today. */
function countsOf({ database, clock }: Pick<World, 'database' | 'clock'>) {
  const today = utcDay(clock.now())
  return readCounts(database, { from: today - 29, to: today })
}

describe.each(ENGINES)('on %s, it counts', (engine) => {
  test('sign-ups by day, page and campaign, and what became of them on the day they came', async () => {
    const world = await aWorld(engine)
    const today = utcDay(world.clock.now())
    await world.take({ page: NEWS })
    world.clock.advance(DAY_MS)
    await world.take({ email_address: 'bob@example.org', page: `${NEWS}?utm_source=Mail&id=7` })
    await world.take({ email_address: 'eve@example.org', page: SHOP })
    world.dispatcher.start()
    await world.drained()
    expect(await countsOf(world)).toEqual({
      days: [
        { day: today, started: 0, signedUp: 1, created: 1, updated: 0 },
        { day: today + 1, started: 0, signedUp: 2, created: 2, updated: 0 },
      ],
      pages: [
        { name: NEWS, started: 0, signedUp: 2 },
        { name: SHOP, started: 0, signedUp: 1 },
      ],
      forms: [{ name: LIST, started: 0, signedUp: 3 }],
      campaigns: [{ name: 'mail', started: 0, signedUp: 1 }],
      since: today,
    })
  })

  test('each of several that one call delivered, and a repeat not at all', async () => {
    const world = await aWorld(engine)
    for (const first_name of ['Ada', 'Augusta', 'Augusta']) await world.take({ first_name })
    world.dispatcher.start()
    await world.drained()
    expect((await countsOf(world)).days).toMatchObject([{ signedUp: 2, created: 1, updated: 1 }])
  })

  test('no sign-up that was refused while its visitor waited, since they correct it', async () => {
    const world = await aWorld(engine)
    world.fault({ kind: 'status', status: 400 }, 1)
    world.dispatcher.start()
    const id = await recordSignUp(world, { first_name: 'wrong' })
    expect(await world.clock.run(world.outbox.settled(id, 2000))).toMatchObject({ kind: 'refused' })
    expect((await countsOf(world)).days).toMatchObject([{ signedUp: 0 }])
    await recordSignUp(world, { first_name: 'right' })
    await world.drained()
    expect((await countsOf(world)).days).toMatchObject([{ signedUp: 1, created: 1 }])
  })

  test('a held sign-up when it comes, and one that was dropped or forgotten as before', async () => {
    const world = await aWorld(engine)
    const { database, keyedHash } = world
    const admin = createOutboxAdmin({ database, seal, keyedHash })
    await world.outbox.record(aSignUp(), { ...REQUEST, hold: true, patienceMs: 0 })
    await world.outbox.record(aSignUp(), { ...REQUEST, hold: true, patienceMs: 0 })
    await world.take({ email_address: 'bob@example.org' })
    expect((await countsOf(world)).days).toMatchObject([{ signedUp: 2 }])
    expect(await admin.drop(1)).toMatchObject({ kind: 'dropped' })
    await admin.forget('bob@example.org')
    expect((await countsOf(world)).days).toMatchObject([{ signedUp: 2, created: 0 }])
  })

  test('together with the sign-up, or not at all', async () => {
    const world = await aWorld(engine)
    await world.database.run('ALTER TABLE consents RENAME TO away')
    expect(await world.outbox.record(aSignUp(), REQUEST)).toMatchObject({ kind: 'store_failed' })
    await world.database.run('ALTER TABLE away RENAME TO consents')
    expect((await countsOf(world)).days).toEqual([])
  })

  test('what an earlier version recorded, from its consents, once, by any number of relays', async () => {
    const world = await aWorld(engine)
    const { database, clock } = world
    const today = utcDay(clock.now())
    for (let n = 0; n < 5; n += 1) await world.take({ email_address: `p${n}@example.org`, page: NEWS })
    await database.run('DELETE FROM daily_counts')
    await database.run('UPDATE consents SET counted = NULL')
    await database.run('UPDATE signups SET counted = NULL')
    await database.run('UPDATE consents SET recorded_at = recorded_at - ? WHERE signup < 3', DAY_MS)
    clock.advance(DAY_MS)
    await world.take({ email_address: 'new@example.org', page: NEWS })
    const relays = [createCountPast(seal, () => true), createCountPast(seal, () => true)]
    const counted: number[] = []
    for (let n = 0; n < 4; n += 1) {
      counted.push(...(await Promise.all(relays.map((countPast) => countPast(database, 2)))))
    }
    expect(counted.reduce((sum, one) => sum + one)).toBe(5)
    world.dispatcher.start()
    await world.drained()
    const unknown = { created: undefined, updated: undefined }
    expect((await countsOf(world)).days).toEqual([
      { day: today - 1, started: 0, signedUp: 2, ...unknown },
      { day: today, started: 0, signedUp: 3, ...unknown },
      { day: today + 1, started: 0, signedUp: 1, created: 1, updated: 0 },
    ])
  })

  test('what a fast clock counted on days to come, today, and what becomes of it too', async () => {
    const world = await aWorld(engine)
    const today = utcDay(world.clock.now())
    for (const days of [3, 1]) {
      world.clock.advance(days * DAY_MS)
      await world.take({ email_address: `p${days}@example.org`, page: NEWS })
    }
    world.clock.advance(-4 * DAY_MS)
    await world.take({ page: NEWS })
    expect(await changeOutbox(world.database, correctFutureCounts)).toBe(2)
    expect(await changeOutbox(world.database, correctFutureCounts)).toBe(0)
    await tidy(world.database, { retentionHours: 24, consentRetentionDays: 1095 })
    world.dispatcher.start()
    await world.drained()
    expect((await countsOf(world)).days).toEqual([
      { day: today, started: 0, signedUp: 3, created: 3, updated: 0 },
    ])
  })

  test('for 400 days', async () => {
    const world = await aWorld(engine)
    const { database, clock } = world
    await world.take({ page: NEWS })
    clock.advance(DAY_MS)
    await world.take({ page: NEWS, first_name: 'Ada' })
    const rest = () => database.all('SELECT day FROM daily_counts')
    clock.advance(399 * DAY_MS)
    expect(await deleteOldCounts(database, clock.now(), 500)).toBe(0)
    clock.advance(DAY_MS)
    expect(await deleteOldCounts(database, clock.now(), 500)).toBe(1)
    clock.advance(DAY_MS)
    // The newest keeps its place, so that its id belongs to no other.
    expect(await deleteOldCounts(database, clock.now(), 500)).toBe(0)
    expect(await rest()).toHaveLength(1)
  })
})
