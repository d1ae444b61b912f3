import { describe, expect, test, vi } from 'vitest'
import { openKeyedHash } from '../store/keyed-hash.ts'
import { migrate } from '../store/migrations/migrate.ts'
import { createSeal } from '../store/sealed.ts'
import { createTestClock } from '../testing/clock.ts'
import { ENGINES, newDatabaseUrl, openTestDatabase } from '../testing/databases.ts'
import { anOutbox } from '../testing/relay.ts'
import { aSignUp, REQUEST } from '../testing/sign-up.ts'
import { aWorld, recordSignUp, settleSignUp } from '../testing/world.ts'
import { DAY_MS } from '../time/duration.ts'
import { changeOutbox, countSignUps } from './change.ts'

const ID = '2f1ccf2e-6a9c-4a70-9a3e-0d3f4e6a1b2c'

describe.each(ENGINES)('%s', (engine) => {
  describe('recording', () => {
    test('commits what arrives together in one transaction, in order, each with its own id', async () => {
      const world = await aWorld(engine)
      const parts = Array.from({ length: 120 }, (_, n) => ({ email_address: `person${n}@example.org` }))
      const ids = await Promise.all(parts.map((part) => recordSignUp(world, part)))
      expect(ids).toEqual(parts.map((_, n) => n + 1))
      expect(await countSignUps(world.database)).toMatchObject({ recorded: 120, delivered: 0 })
    })

    test('leaves nothing about a person readable in the database', async () => {
      const world = await aWorld(engine)
      await recordSignUp(world, { first_name: 'Augusta', page: 'https://example.org/secret-page' })
      const [row] = await world.database.all('SELECT * FROM signups')
      expect(JSON.stringify(row)).not.toMatch(/ada@|Augusta|secret-page|write to me/i)
      expect(row?.['says']).toBe('first_name list_memberships.d13d60d0-f256-11e8-b47d-fa163e56c9b0')
    })

    test('announces that sign-ups were recorded', async () => {
      const world = await aWorld(engine)
      const heard = vi.fn()
      world.database.listen('recorded', heard)
      await recordSignUp(world)
      await expect.poll(() => heard).toHaveBeenCalledTimes(1)
    })

    test('accepts no more than may wait, and accepts again when there is room', async () => {
      const world = await aWorld(engine, { maxWaiting: 3 })
      const all = await Promise.all(
        [1, 2, 3, 4].map((n) => world.outbox.record(aSignUp({ first_name: `${n}` }), REQUEST)),
      )
      expect(all.map(({ kind }) => kind)).toEqual(['recorded', 'recorded', 'recorded', 'full'])
      await changeOutbox(world.database, async (change) => change.move('recorded', 'delivered'))
      expect(await world.outbox.record(aSignUp({ first_name: '5' }), REQUEST)).toMatchObject({
        kind: 'recorded',
      })
    })

    test('reports that the store fails, and keeps nothing', async () => {
      const world = await aWorld(engine)
      await world.database.run('ALTER TABLE outbox RENAME TO away')
      expect(await world.outbox.record(aSignUp(), REQUEST)).toEqual({ kind: 'store_failed', fault: 'broken' })
      await world.database.run('ALTER TABLE away RENAME TO outbox')
      expect(await recordSignUp(world)).toBe(1)
    })

    test('one that the database rejects does not affect others that arrive together', async () => {
      const world = await aWorld(engine)
      await world.database.run('CREATE UNIQUE INDEX one_request ON signups (request_id)')
      // PostgreSQL stores no NUL; both engines reject a second row with the same id.
      const requestIds = ['a', 'b', 'a', engine === 'postgres' ? 'c\0' : 'b', 'd']
      const all = await Promise.all(
        requestIds.map((requestId, n) =>
          world.outbox.record(aSignUp({ first_name: `${n}` }), { ...REQUEST, requestId }),
        ),
      )
      const rejected = (fault: string) => ({ kind: 'store_failed', fault })
      expect(all).toMatchObject([
        { kind: 'recorded', id: 1 },
        { kind: 'recorded', id: 2 },
        rejected('constraint'),
        rejected(engine === 'postgres' ? 'broken' : 'constraint'),
        { kind: 'recorded', id: 3 },
      ])
      expect(await countSignUps(world.database)).toMatchObject({ recorded: 3 })
    })

    test('keeps two relays from recording the same sign-up twice', async () => {
      const url = await newDatabaseUrl(engine)
      const clock = createTestClock()
      const databases = [await openTestDatabase(url), await openTestDatabase(url)]
      for (const database of databases) await migrate(database)
      const relays = await Promise.all(databases.map((database) => anOutbox(database, clock)))
      const same = aSignUp({ submission_id: ID })
      const all = await Promise.all([...relays, ...relays].map((outbox) => outbox.record(same, REQUEST)))
      expect(all.filter((one) => one.kind === 'recorded' && !one.duplicate)).toHaveLength(1)
      expect(new Set(all.map((one) => one.kind === 'recorded' && one.id))).toEqual(new Set([1]))
    })
  })

  describe('a repeated sign-up', () => {
    test('with the same id and content is the same sign-up for seven days, then a new one', async () => {
      const world = await aWorld(engine)
      const same = { submission_id: ID, first_name: 'Ada' }
      expect(await recordSignUp(world, same)).toBe(1)
      expect(await recordSignUp(world, { ...same, submission_id: ID.toUpperCase() })).toBe(1)
      expect(await recordSignUp(world, { ...same, signals: { elapsed_ms: 9 }, proof: 'p' })).toBe(1)
      await settleSignUp(world, 1, 'delivered', 'created')
      world.clock.advance(7 * DAY_MS - 1)
      expect(await recordSignUp(world, same)).toBe(1)
      expect(await world.outbox.settled(1, 2000)).toEqual({ kind: 'delivered', action: 'created' })
      world.clock.advance(1)
      expect(await recordSignUp(world, same)).toBe(2)
    })

    test.each([
      ['content', { submission_id: ID, first_name: 'Eve' }],
      ['id', { submission_id: ID.replace('2', '3'), first_name: 'Ada' }],
      ['id, namely none', { first_name: 'Ada' }],
    ])('with another %s is a new one', async (_, other) => {
      const world = await aWorld(engine)
      await recordSignUp(world, { submission_id: ID, first_name: 'Ada' })
      expect(await recordSignUp(world, other)).toBe(2)
    })

    test('without an id is recognized by its content for a minute', async () => {
      const world = await aWorld(engine)
      expect(await recordSignUp(world, { first_name: 'Ada' })).toBe(1)
      world.clock.advance(59_999)
      expect(await recordSignUp(world, { first_name: 'Ada' })).toBe(1)
      expect(await recordSignUp(world, { first_name: 'Ada', last_name: 'Lovelace' })).toBe(2)
      world.clock.advance(1)
      expect(await recordSignUp(world, { first_name: 'Ada' })).toBe(3)
    })

    test('that was refused is a new one', async () => {
      const world = await aWorld(engine)
      await recordSignUp(world, { submission_id: ID })
      await settleSignUp(world, 1, 'refused', '{}')
      expect(await recordSignUp(world, { submission_id: ID })).toBe(2)
    })

    test('is still recognized after the secret key was replaced', async () => {
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
})
