import { describe, expect, test } from 'vitest'
import { createTestClock, onClock } from '../testing/clock.ts'
import { ENGINES, newDatabase, newDatabaseUrl, openTestDatabase } from '../testing/databases.ts'
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../time/duration.ts'
import type { Database } from './database.ts'
import { createLease } from './lease.ts'
import { migrate } from './migrations/migrate.ts'

const LENGTH_MS = 15 * SECOND_MS
const FENCED = { table: 'dispatch', owner: 'owner', until: 'until', fence: 'fence' }
const PLAIN = { table: 'connection', owner: 'lease_owner', until: 'lease_until' }

describe.each(ENGINES)('%s', (engine) => {
  /** Two processes that want the same lease, each on its own database connection. */
  async function twoProcesses(columns: typeof PLAIN = FENCED) {
    const clock = createTestClock()
    const url = await newDatabaseUrl(engine)
    const processes = [await openTestDatabase(url), await openTestDatabase(url)]
    const [first, second] = processes.map((database) => {
      const lease = createLease({ columns, lengthMs: LENGTH_MS })
      const ticking = onClock(database, clock.now)
      const alone = <T>(work: (transaction: Database) => Promise<T>) => ticking.transaction(work)
      return {
        acquire: () => alone(lease.acquire),
        check: (fence?: number) => alone((transaction) => lease.check(transaction, fence)),
        release: (fence?: number) => alone((transaction) => lease.release(transaction, fence)),
        clear: () => alone(lease.clear),
      }
    })
    const [database] = processes
    if (first === undefined || second === undefined || database === undefined) throw new Error('no process')
    await migrate(database)
    return { clock, first, second }
  }

  test.each([
    ['with a fence', FENCED],
    ['without a fence', PLAIN],
  ])('gives a lease %s to one of two that want it at the same moment', async (_, columns) => {
    const { first, second } = await twoProcesses(columns)
    const kinds = (await Promise.all([first.acquire(), second.acquire()])).map(({ kind }) => kind)
    expect(kinds.toSorted()).toEqual(['ours', 'taken'])
  })

  test('renews its owner’s lease, and says until when others must wait', async () => {
    const { clock, first, second } = await twoProcesses()
    const taken = await first.acquire()
    clock.advance(5 * SECOND_MS)
    const until = clock.now() + LENGTH_MS
    expect(await first.acquire()).toEqual({ ...taken, until, now: clock.now() })
    expect(await second.acquire()).toEqual({ kind: 'taken', until, now: clock.now() })
  })

  test('gives an expired lease to another owner, under a higher fence, and the first has lost it', async () => {
    const { clock, first, second } = await twoProcesses()
    expect(await first.acquire()).toMatchObject({ fence: 1 })
    clock.advance(LENGTH_MS)
    expect(await first.check(1)).toBeDefined()
    expect(await second.acquire()).toMatchObject({ kind: 'ours', fence: 2 })
    expect(await first.check()).toBeUndefined()
    expect(await first.release()).toBe(false)
    expect(await second.check(2)).toBeDefined()
  })

  test('no longer accepts an owner’s old fence once somebody else has had the lease', async () => {
    const { first, second } = await twoProcesses()
    await first.acquire()
    await first.release()
    await second.acquire()
    await second.release()
    expect(await first.acquire()).toMatchObject({ fence: 3 })
    expect(await first.check(1)).toBeUndefined()
    expect(await first.release(1)).toBe(false)
    expect(await first.check(3)).toBeDefined()
  })

  test('is free at once when it is released by its owner or cleared by anybody', async () => {
    const { first, second } = await twoProcesses()
    await first.acquire()
    expect(await second.release()).toBe(false)
    expect(await first.release(1)).toBe(true)
    expect(await second.acquire()).toMatchObject({ kind: 'ours' })
    await first.clear()
    expect(await second.check()).toBeUndefined()
    expect(await first.acquire()).toMatchObject({ kind: 'ours' })
  })

  test('is free if a fast clock wrote it, and lasts its usual length once it is taken again', async () => {
    const { clock, first, second } = await twoProcesses()
    await first.acquire()
    clock.advance(-3 * HOUR_MS)
    expect(await second.acquire()).toMatchObject({ kind: 'ours', until: clock.now() + LENGTH_MS })
    clock.advance(3 * HOUR_MS)
    expect(await first.acquire()).toMatchObject({ kind: 'ours', fence: 3 })
    clock.advance(-3 * HOUR_MS)
    expect(await first.acquire()).toMatchObject({ kind: 'ours', fence: 3, until: clock.now() + LENGTH_MS })
  })

  test('does not become free when the clock is set back slightly', async () => {
    const { clock, first, second } = await twoProcesses()
    await first.acquire()
    clock.advance(-MINUTE_MS)
    expect(await second.acquire()).toMatchObject({ kind: 'taken' })
    clock.advance(-1)
    expect(await second.acquire()).toMatchObject({ kind: 'ours' })
  })

  test('is free when the clock is set ahead, and its owner knows that it has lost it', async () => {
    const { clock, first, second } = await twoProcesses()
    await first.acquire()
    clock.advance(3 * HOUR_MS)
    expect(await second.acquire()).toMatchObject({ kind: 'ours', fence: 2 })
    expect(await first.check(1)).toBeUndefined()
  })

  test('is not taken when its transaction is rolled back', async () => {
    const database = await newDatabase(engine)
    const lease = createLease({ columns: FENCED, lengthMs: LENGTH_MS })
    const failing = database.transaction(async (transaction) => {
      await lease.acquire(transaction)
      throw new Error('rolled back')
    })
    await expect(failing).rejects.toThrow('rolled back')
    expect(await database.transaction((transaction) => lease.check(transaction))).toBeUndefined()
  })
})
