import { describe, expect, test } from 'vitest'
import { ENGINES } from '../testing/databases.ts'
import { testFacts } from '../testing/facts.ts'
import { aSignUp, REQUEST } from '../testing/sign-up.ts'
import { aWorld, type World } from '../testing/world.ts'
import { HOUR_MS } from '../time/duration.ts'
import { type Facts, readFacts } from './facts.ts'
import { HEALTHY_MAIL } from './mail-facts.ts'

const { connection } = testFacts()

function factsOf({ database }: World, dispatches = false, status: Facts['connection'] = connection) {
  return readFacts({
    database,
    tokens: { status: async () => status },
    callsPerDay: 10_000,
    leaseMs: 15_000,
    dispatches: () => dispatches,
    cloned: async () => false,
  })
}

describe.each(ENGINES)('%s', (engine) => {
  test('is empty for a new database', async () => {
    expect(await factsOf(await aWorld(engine))).toEqual({
      counts: { recorded: 0, waiting: 0, held: 0, parked: 0, delivered: 0, refused: 0 },
      oldestWaitingSeconds: 0,
      connection,
      dispatcher: 'none',
      quota: { used: 0, perDay: 10_000 },
      cloned: false,
      mail: HEALTHY_MAIL,
      downCause: null,
      ownerFaults: [],
    })
  })

  test('counts how long the oldest sign-up waits', async () => {
    const world = await aWorld(engine)
    await world.outbox.record(aSignUp(), REQUEST)
    world.clock.advance(90_500)
    await world.outbox.record(aSignUp({ email_address: 'bob@example.org' }), REQUEST)
    world.clock.advance(10_000)
    expect(await factsOf(world)).toMatchObject({ counts: { recorded: 2 }, oldestWaitingSeconds: 100 })
  })

  test('does not count the wait of a sign-up that is held back for its address, or was just retried', async () => {
    const world = await aWorld(engine)
    await world.outbox.record(aSignUp(), REQUEST)
    const wait = (reason: string, dueAt: number) =>
      world.database.run("UPDATE signups SET state = 'waiting', reason = ?, due_at = ?", reason, dueAt)
    world.clock.advance(2 * HOUR_MS)
    await wait('abuse_lock', world.clock.now() + 46 * HOUR_MS)
    expect((await factsOf(world)).oldestWaitingSeconds).toBe(0)
    await wait('address_limit', world.clock.now() + 1000)
    expect((await factsOf(world)).oldestWaitingSeconds).toBe(0)
    await wait('retried', world.clock.now())
    expect((await factsOf(world)).oldestWaitingSeconds).toBe(0)
    await wait('down', world.clock.now() + 300_000)
    expect((await factsOf(world)).oldestWaitingSeconds).toBe(7200)
  })

  test('knows which relay delivers, and the calls of today alone', async () => {
    const world = await aWorld(engine)
    const day = Math.floor(world.clock.now() / (24 * HOUR_MS))
    const until = world.clock.now() + 10_000
    await world.database.run("UPDATE dispatch SET owner = 'one', until = ?, day = ?, used = 7", until, day)
    expect(await factsOf(world)).toMatchObject({ dispatcher: 'elsewhere', quota: { used: 7 } })
    expect(await factsOf(world, true)).toMatchObject({ dispatcher: 'here' })
    world.clock.advance(24 * HOUR_MS)
    expect(await factsOf(world)).toMatchObject({ dispatcher: 'none', quota: { used: 0 } })
  })

  test('knows why Constant Contact cannot be called: the last call says so, or the last refresh', async () => {
    const world = await aWorld(engine)
    const causeOf = async (status?: Facts['connection']) => (await factsOf(world, false, status)).downCause
    if (connection.kind !== 'connected') throw new Error('The facts of the tests are connected')
    expect(await causeOf({ ...connection, trouble: 'unavailable', cause: 'CERT_HAS_EXPIRED' })).toBe(
      'CERT_HAS_EXPIRED',
    )
    const lost = { kind: 'disconnected', reason: 'grant_lost' } as const
    expect(await causeOf({ ...lost, cause: 'same_access_token' })).toBe('same_access_token')
    await world.database.run("UPDATE dispatch SET cause = 'HTTP 503'")
    expect(await causeOf()).toBe('HTTP 503')
  })

  test.each([
    ['of a relay that delivers', 14_000, 'elsewhere'],
    ['of one whose clock is a little ahead', 60_000, 'elsewhere'],
    ['that has run out', 0, 'none'],
    ['that a clock minutes ahead has left behind', 80_000, 'none'],
    ['that a clock a year ahead has left behind', 365 * 24 * HOUR_MS, 'none'],
  ])('recognizes a lease %s', async (_, leftMs, dispatcher) => {
    const world = await aWorld(engine)
    const until = world.clock.now() + leftMs
    await world.database.run("UPDATE dispatch SET owner = 'one', until = ?", until)
    expect(await factsOf(world)).toMatchObject({ dispatcher })
  })
})
