import { describe, expect, test, vi } from 'vitest'
import { migrate } from '../store/migrations.ts'
import { createSeal } from '../store/sealed.ts'
import { ENGINES, newDatabaseUrl, opened } from '../store/test-databases.ts'
import { changeOutbox, countSignUps } from './change.ts'
import { openKeyedHash } from './keyed-hash.ts'
import { createTestClock } from './test-clock.ts'
import { anOutbox, aSignUp, aWorld, CONTEXT, type World } from './test-outbox.ts'

const ID = '2f1ccf2e-6a9c-4a70-9a3e-0d3f4e6a1b2c'
const DAY_MS = 86_400_000

/** Settles a sign-up as delivery would. */
async function settle({ database, clock }: World, id: number, state: string, outcome: string): Promise<void> {
  await database.transaction(async (transaction) => {
    await transaction.run(
      'UPDATE signups SET state = ?, outcome = ?, since = ?, due_at = NULL WHERE id = ?',
      state,
      outcome,
      clock.now(),
      id,
    )
    await transaction.announce('settled', String(id))
  })
}

async function recorded({ outbox }: World, ...parts: Parameters<typeof aSignUp>): Promise<number> {
  const result = await outbox.record(aSignUp(...parts), CONTEXT)
  if (result.kind !== 'recorded') throw new Error(`not recorded but ${result.kind}`)
  return result.id
}

describe.each(ENGINES)('%s', (engine) => {
  describe('recording', () => {
    test('commits what came in together as one, in order, each with its own id', async () => {
      const world = await aWorld(engine)
      const parts = Array.from({ length: 120 }, (_, n) => ({ email_address: `person${n}@example.org` }))
      const ids = await Promise.all(parts.map((part) => recorded(world, part)))
      expect(ids).toEqual(parts.map((_, n) => n + 1))
      expect(await countSignUps(world.database)).toMatchObject({ recorded: 120, delivered: 0 })
    })

    test('leaves nothing of a person in the database that can be read', async () => {
      const world = await aWorld(engine)
      await recorded(world, { first_name: 'Augusta', page: 'https://example.org/secret-page' })
      const [row] = await world.database.all('SELECT * FROM signups')
      expect(JSON.stringify(row)).not.toMatch(/ada|Augusta|secret|write to me/i)
      expect(row?.['says']).toBe('first_name list_memberships.d13d60d0-f256-11e8-b47d-fa163e56c9b0')
    })

    test('announces that there is something to do', async () => {
      const world = await aWorld(engine)
      const heard = vi.fn()
      world.database.listen('recorded', heard)
      await recorded(world)
      await vi.waitFor(() => expect(heard).toHaveBeenCalledTimes(1))
    })

    test('takes no more than may wait, and takes again when there is room', async () => {
      const world = await aWorld(engine, 3)
      const all = await Promise.all(
        [1, 2, 3, 4].map((n) => world.outbox.record(aSignUp({ first_name: `${n}` }), CONTEXT)),
      )
      expect(all.map(({ kind }) => kind)).toEqual(['recorded', 'recorded', 'recorded', 'full'])
      await changeOutbox(
        world.database,
        async () => world.clock.now(),
        async (change) => change.move('recorded', 'delivered'),
      )
      expect(await world.outbox.record(aSignUp({ first_name: '5' }), CONTEXT)).toMatchObject({
        kind: 'recorded',
      })
    })

    test('says so when the store fails, and keeps nothing', async () => {
      const world = await aWorld(engine)
      await world.database.run('ALTER TABLE outbox RENAME TO away')
      expect(await world.outbox.record(aSignUp(), CONTEXT)).toEqual({ kind: 'store_failed', fault: 'broken' })
      await world.database.run('ALTER TABLE away RENAME TO outbox')
      expect(await recorded(world)).toBe(1)
    })

    test('keeps two relays from taking the same sign-up twice', async () => {
      const url = await newDatabaseUrl(engine)
      const clock = createTestClock()
      const databases = [await opened(url), await opened(url)]
      for (const database of databases) await migrate(database)
      const relays = await Promise.all(databases.map((database) => anOutbox(database, clock)))
      const same = aSignUp({ submission_id: ID })
      const all = await Promise.all([...relays, ...relays].map((outbox) => outbox.record(same, CONTEXT)))
      expect(all.filter((one) => one.kind === 'recorded' && !one.duplicate)).toHaveLength(1)
      expect(new Set(all.map((one) => one.kind === 'recorded' && one.id))).toEqual(new Set([1]))
    })
  })

  describe('a repeated sign-up', () => {
    test('with the same id and content is the same one for seven days, then a new one', async () => {
      const world = await aWorld(engine)
      const same = { submission_id: ID, first_name: 'Ada' }
      expect(await recorded(world, same)).toBe(1)
      expect(await recorded(world, { ...same, submission_id: ID.toUpperCase() })).toBe(1)
      expect(await recorded(world, { ...same, signals: { elapsed_ms: 9 }, proof: 'p' })).toBe(1)
      await settle(world, 1, 'delivered', 'created')
      world.clock.advance(7 * DAY_MS - 1)
      expect(await recorded(world, same)).toBe(1)
      expect(await world.outbox.settled(1, 2000)).toEqual({ kind: 'delivered', action: 'created' })
      world.clock.advance(1)
      expect(await recorded(world, same)).toBe(2)
    })

    test.each([
      ['content', { submission_id: ID, first_name: 'Eve' }],
      ['id', { submission_id: ID.replace('2', '3'), first_name: 'Ada' }],
      ['id, namely none', { first_name: 'Ada' }],
    ])('with another %s is a new one', async (_, other) => {
      const world = await aWorld(engine)
      await recorded(world, { submission_id: ID, first_name: 'Ada' })
      expect(await recorded(world, other)).toBe(2)
    })

    test('without an id is known by its content for a minute', async () => {
      const world = await aWorld(engine)
      expect(await recorded(world, { first_name: 'Ada' })).toBe(1)
      world.clock.advance(59_999)
      expect(await recorded(world, { first_name: 'Ada' })).toBe(1)
      expect(await recorded(world, { first_name: 'Ada', last_name: 'Lovelace' })).toBe(2)
      world.clock.advance(1)
      expect(await recorded(world, { first_name: 'Ada' })).toBe(3)
    })

    test('that was refused is a new one', async () => {
      const world = await aWorld(engine)
      await recorded(world, { submission_id: ID })
      await settle(world, 1, 'refused', '{}')
      expect(await recorded(world, { submission_id: ID })).toBe(2)
    })

    test('is the same one after the secret key was replaced', async () => {
      const world = await aWorld(engine)
      const before = await openKeyedHash(world.database, createSeal(['a'.repeat(32)], 'x')).catch((e) => e)
      expect(before).toMatchObject({ name: 'StoreError' })
      const secret = 'a secret key of more than thirty-two characters'
      const old = await openKeyedHash(world.database, createSeal([secret], 'sign-ups'))
      const during = await openKeyedHash(world.database, createSeal(['b'.repeat(32), secret], 'sign-ups'))
      const after = await openKeyedHash(world.database, createSeal(['b'.repeat(32)], 'sign-ups'))
      expect(new Set([old('x'), during('x'), after('x')]).size).toBe(1)
    })
  })

  describe('waiting for the outcome', () => {
    test.each([
      ['delivered', 'created', { kind: 'delivered', action: 'created' }],
      ['delivered', 'updated', { kind: 'delivered', action: 'updated' }],
      ['refused', '{"city":"too_long"}', { kind: 'refused', fields: { city: 'too_long' } }],
      ['parked', '', { kind: 'set_aside' }],
    ])('ends when the sign-up is %s (%s)', async (state, outcome, settlement) => {
      const world = await aWorld(engine)
      const id = await recorded(world)
      const told = world.outbox.settled(id, 2000)
      await new Promise((resolve) => setTimeout(resolve, 20))
      await settle(world, id, state, outcome)
      expect(await told).toEqual(settlement)
      expect(await world.outbox.settled(id, 2000)).toEqual(settlement)
    })

    test('ends with the patience, and from then on nobody counts on the visitor', async () => {
      const world = await aWorld(engine)
      const id = await recorded(world)
      const awaited = () => world.database.all('SELECT awaited_until FROM signups')
      expect(await awaited()).toEqual([{ awaited_until: world.clock.now() + 7000 }])
      const told = world.outbox.settled(id, 2000)
      const ticking = setInterval(() => world.clock.advance(250), 5)
      expect(await told).toEqual({ kind: 'waiting' })
      clearInterval(ticking)
      expect(await awaited()).toEqual([{ awaited_until: null }])
    })

    test('is not begun where more visitors wait than can be served within the patience', async () => {
      const world = await aWorld(engine)
      const ids = await Promise.all(
        Array.from({ length: 10 }, (_, n) => recorded(world, { email_address: `${n}@example.org` })),
      )
      const rows = await world.database.all('SELECT id FROM signups WHERE awaited_until > 0 ORDER BY id')
      expect(rows.map((row) => row['id'])).toEqual(ids.slice(0, 7))
      expect(await world.outbox.settled(Number(ids[9]), 2000)).toEqual({ kind: 'waiting' })
    })

    test('says so when the store fails, because then nothing can be promised', async () => {
      const world = await aWorld(engine)
      const id = await recorded(world)
      await world.database.run('ALTER TABLE outbox RENAME TO away')
      expect(await world.outbox.settled(id, 0)).toEqual({ kind: 'store_failed', fault: 'broken' })
    })

    test('learns of what another relay settled', async () => {
      const url = await newDatabaseUrl(engine)
      const clock = createTestClock()
      const [one, two] = [await opened(url), await opened(url)]
      await migrate(one)
      const mine: World = { database: one, clock, outbox: await anOutbox(one, clock) }
      const id = await recorded(mine)
      const told = mine.outbox.settled(id, 2000)
      await settle({ ...mine, database: two }, id, 'delivered', 'updated')
      // SQLite has no word between processes: there a relay looks for itself.
      const ticking = setInterval(() => clock.advance(engine === 'sqlite' ? 250 : 0), 50)
      expect(await told).toEqual({ kind: 'delivered', action: 'updated' })
      clearInterval(ticking)
    })
  })
})
