import { describe, expect, test } from 'vitest'
import { migrate } from '../store/migrations/migrate.ts'
import { createTestClock } from '../testing/clock.ts'
import { ENGINES, newDatabaseUrl, openTestDatabase } from '../testing/databases.ts'
import { anOutbox } from '../testing/relay.ts'
import { aWorld, recordSignUp, settleSignUp } from '../testing/world.ts'
import { DAY_MS } from '../time/duration.ts'

describe.each(ENGINES)('%s', (engine) => {
  describe('waiting for the outcome', () => {
    test.each([
      ['delivered', 'created', { kind: 'delivered', action: 'created' }],
      ['delivered', 'updated', { kind: 'delivered', action: 'updated' }],
      ['refused', '{"city":"too_long"}', { kind: 'refused', fields: { city: 'too_long' } }],
      ['parked', '', { kind: 'set_aside' }],
    ])('ends when the sign-up is %s (%s)', async (state, outcome, settlement) => {
      const world = await aWorld(engine)
      const id = await recordSignUp(world)
      const told = world.outbox.settled(id, 2000)
      await world.clock.idle()
      await settleSignUp(world, id, state, outcome)
      expect(await told).toEqual(settlement)
      expect(await world.outbox.settled(id, 2000)).toEqual(settlement)
    })

    test('ends with the patience, after which a refusal parks the sign-up', async () => {
      const world = await aWorld(engine)
      const id = await recordSignUp(world)
      const awaited = () => world.database.all('SELECT awaited_until FROM signups')
      expect(await awaited()).toEqual([{ awaited_until: world.clock.now() + 7000 }])
      const told = world.outbox.settled(id, 2000)
      expect(await world.clock.run(told)).toEqual({ kind: 'waiting' })
      expect(await awaited()).toEqual([{ awaited_until: null }])
    })

    test('ends when all waits are ended, however long the patience, and for later visitors too', async () => {
      const world = await aWorld(engine)
      const ids = [await recordSignUp(world), await recordSignUp(world, { email_address: 'bob@example.org' })]
      const begun = world.clock.now()
      const told = world.outbox.settled(Number(ids[0]), 8000)
      world.outbox.endWaits(1000)
      const toldToo = world.outbox.settled(Number(ids[1]), 8000)
      expect(await world.clock.run(Promise.all([told, toldToo]))).toEqual([
        { kind: 'waiting' },
        { kind: 'waiting' },
      ])
      expect(world.clock.now() - begun).toBeLessThan(4000)
      expect(await world.database.all('SELECT id FROM signups WHERE awaited_until > 0')).toEqual([])
    })

    test('ends when the clock is set back, since nobody knows how long it would go on', async () => {
      const world = await aWorld(engine)
      const id = await recordSignUp(world)
      const told = world.outbox.settled(id, 2000)
      await world.clock.idle()
      world.clock.advance(-365 * DAY_MS)
      const setRightAt = world.clock.now()
      expect(await world.clock.run(told)).toEqual({ kind: 'waiting' })
      expect(world.clock.now() - setRightAt).toBeLessThan(2000)
    })

    test('still tells an outcome that comes before the waits end', async () => {
      const world = await aWorld(engine)
      const id = await recordSignUp(world)
      const told = world.outbox.settled(id, 8000)
      world.outbox.endWaits(1000)
      await settleSignUp(world, id, 'delivered', 'created')
      expect(await told).toEqual({ kind: 'delivered', action: 'created' })
    })

    test.each([
      { callsEach: 1, served: 7 },
      { callsEach: 2, served: 3 },
    ])(
      'is begun by $served visitors at once where each needs $callsEach calls',
      async ({ callsEach, served }) => {
        const world = await aWorld(engine, { callsEach })
        const ids = await Promise.all(
          Array.from({ length: 10 }, (_, n) => recordSignUp(world, { email_address: `${n}@example.org` })),
        )
        const rows = await world.database.all('SELECT id FROM signups WHERE awaited_until > 0 ORDER BY id')
        expect(rows.map((row) => row['id'])).toEqual(ids.slice(0, served))
        expect(await world.outbox.settled(Number(ids[9]), 2000)).toEqual({ kind: 'waiting' })
      },
    )

    test('reports that the store fails, since nothing can be promised then', async () => {
      const world = await aWorld(engine)
      const id = await recordSignUp(world)
      await world.database.run('ALTER TABLE outbox RENAME TO away')
      expect(await world.outbox.settled(id, 0)).toEqual({ kind: 'store_failed', fault: 'broken' })
    })

    test('hears what another relay has settled', async () => {
      const url = await newDatabaseUrl(engine)
      const clock = createTestClock()
      const [one, two] = [clock.watch(await openTestDatabase(url)), clock.watch(await openTestDatabase(url))]
      await migrate(one)
      const mine = { database: one, clock, outbox: await anOutbox(one, clock) }
      const id = await recordSignUp(mine)
      const told = mine.outbox.settled(id, 2000)
      await clock.idle()
      await settleSignUp({ ...mine, database: two }, id, 'delivered', 'updated')
      const settledAt = clock.now()
      expect(await clock.run(told)).toEqual({ kind: 'delivered', action: 'updated' })
      // SQLite has no announcements between processes: there, a relay polls.
      expect(clock.now() - settledAt).toBe(engine === 'postgres' ? 0 : 250)
    })
  })
})
