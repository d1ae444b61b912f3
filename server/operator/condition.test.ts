import { describe, expect, it } from 'vitest'
import { StoreError, type StoreFault } from '../store/database.ts'
import { counts, testFacts } from '../testing/facts.ts'
import { conditionOf, createCondition, seenCondition } from './condition.ts'
import type { Facts } from './facts.ts'
import { HEALTHY_MAIL } from './mail-facts.ts'

const { connection } = testFacts()

describe('the condition', () => {
  it('is ok while sign-ups are recorded and delivered', () => {
    expect(conditionOf(testFacts(), 100)).toEqual({
      ready: true,
      status: 'ok',
      connection: 'connected',
      waiting: 0,
      oldest_waiting_seconds: 0,
      parked: 0,
      dispatcher: 'here',
    })
  })

  const ILL: [string, Partial<Facts>][] = [
    ['the grant is lost', { connection: { kind: 'disconnected', reason: 'grant_lost' } }],
    ['nobody has connected yet', { connection: { kind: 'disconnected', reason: 'never_connected' } }],
    ['the application is misconfigured', { connection: { ...connected(), trouble: 'misconfigured' } }],
    ['no relay delivers', { dispatcher: 'none' }],
    ['sign-ups wait for long', { oldestWaitingSeconds: 301, counts: counts({ waiting: 1 }) }],
    ['the day has no calls left', { quota: { used: 10_000, perDay: 10_000 } }],
    ['the database was cloned', { cloned: true }],
    ['the mail server takes nothing', { mail: { ...HEALTHY_MAIL, failingSeconds: 601 } }],
    ['the mail server refuses every letter', { mail: { ...HEALTHY_MAIL, refusals: 5 } }],
    ['letters wait for long', { mail: { ...HEALTHY_MAIL, oldestMailSeconds: 3601 } }],
  ]
  it.each(ILL)('is degraded, and still ready, while %s', (_what, part) => {
    expect(conditionOf(testFacts(part), 100)).toMatchObject({ ready: true, status: 'degraded' })
  })

  it('says why there is no connection', () => {
    const facts = testFacts({ connection: { kind: 'disconnected', reason: 'grant_lost' } })
    expect(conditionOf(facts, 100)).toMatchObject({ connection: 'disconnected', reason: 'grant_lost' })
  })

  it('is ok while some are parked, which the owner can read', () => {
    const facts = testFacts({ counts: counts({ parked: 2 }) })
    expect(conditionOf(facts, 100)).toMatchObject({ status: 'ok', parked: 2 })
  })

  it('is not ready once too many wait for another to be recorded', () => {
    const facts = testFacts({ counts: counts({ recorded: 40, waiting: 60 }) })
    expect(conditionOf(facts, 100)).toMatchObject({ ready: false, status: 'down', waiting: 100 })
    expect(conditionOf(facts, 101)).toMatchObject({ ready: true })
  })
})

describe('the public condition', () => {
  it.each<[string, Partial<Facts>]>([
    ['sign-ups wait', { counts: counts({ recorded: 7, waiting: 3, held: 2 }), oldestWaitingSeconds: 20 }],
    ['some are parked', { counts: counts({ parked: 1 }) }],
    ['another relay delivers', { dispatcher: 'elsewhere' }],
    ['mails to contacts do not go out', { mail: { ...HEALTHY_MAIL, refusals: 5 } }],
    ['mails wait for long', { mail: { ...HEALTHY_MAIL, oldestMailSeconds: 3601 } }],
  ])('is the same while %s', (_what, part) => {
    expect(seenCondition(testFacts(part), 100)).toEqual({
      ready: true,
      status: 'ok',
      connection: 'connected',
    })
  })

  it.each<[string, Partial<Facts>]>([
    ['sign-ups wait for long', { oldestWaitingSeconds: 3600, counts: counts({ waiting: 1 }) }],
    ['the day has no calls left', { quota: { used: 10_000, perDay: 10_000 } }],
  ])('is the same while %s, where outcomes are private', (_what, part) => {
    const healthy = { ready: true, status: 'ok', connection: 'connected' }
    expect(seenCondition(testFacts(part), 100, false)).toEqual(healthy)
    expect(seenCondition(testFacts(part), 100, true)).toEqual({ ...healthy, status: 'degraded' })
  })

  it('says why there is no connection, and that no more can be recorded', () => {
    const lost = testFacts({ connection: { kind: 'disconnected', reason: 'grant_lost' } })
    expect(seenCondition(lost, 100)).toEqual({
      ...{ ready: true, status: 'degraded', connection: 'disconnected', reason: 'grant_lost' },
    })
    expect(seenCondition(testFacts({ counts: counts({ recorded: 100 }) }), 100)).toEqual({
      ...{ ready: false, status: 'down', connection: 'connected', database: 'too_many_waiting' },
    })
  })
})

describe('reading the condition', () => {
  it.each<StoreFault>(['unreachable', 'full', 'busy', 'broken'])(
    'is not ready with a store that is %s',
    async (fault) => {
      const reading = async () => {
        throw new StoreError(fault, 'no')
      }
      const down = { ready: false, status: 'down', database: fault }
      expect(await looking({ facts: reading }).condition()).toEqual({ seen: down, whole: down })
      // A full disk can be read all the same.
      expect(await looking({ probe: reading }).condition()).toEqual({ seen: down, whole: down })
    },
  )

  it('asks the database once for all who ask within two seconds', async () => {
    const world = looking({})
    await Promise.all([world.condition(), world.condition(), world.condition()])
    world.pass(1999)
    await world.condition()
    expect(world.looks()).toBe(1)
    world.pass(1)
    await world.condition()
    expect(world.looks()).toBe(2)
  })

  it('does not ask a database again that has not answered yet', async () => {
    let asked = 0
    const world = looking({
      probe: () => {
        asked += 1
        return new Promise(() => undefined)
      },
    })
    void world.condition()
    await expect.poll(() => asked).toBe(1)
    world.pass(10_000)
    void world.condition()
    await Promise.resolve()
    expect(asked).toBe(1)
  })

  it('answers while the database does not, and still waits for it', async () => {
    let answer = () => {}
    const world = looking({
      probe: () =>
        new Promise<void>((resolve) => {
          answer = resolve
        }),
      sleep: () => new Promise((resolve) => setTimeout(resolve, 20)),
    })
    const down = { ready: false, status: 'down', database: 'busy' }
    expect(await world.condition()).toEqual({ seen: down, whole: down })
    answer()
    await expect.poll(async () => (await world.condition()).seen).toMatchObject({ ready: true })
    expect(world.looks()).toBe(1)
  })

  it('looks again after a fault', async () => {
    let full = true
    const world = looking({
      probe: async () => {
        if (full) throw new StoreError('full', 'no')
      },
    })
    expect((await world.condition()).seen).toMatchObject({ ready: false })
    full = false
    world.pass(2000)
    expect((await world.condition()).seen).toMatchObject({ ready: true })
  })
})

function looking(parts: Partial<Parameters<typeof createCondition>[0]>) {
  let time = 0
  let looks = 0
  const condition = createCondition({
    facts: async () => {
      looks += 1
      return testFacts()
    },
    probe: async () => undefined,
    maxWaiting: 100,
    now: () => time,
    sleep: () => new Promise(() => undefined),
    ...parts,
  })
  return {
    condition,
    looks: () => looks,
    pass(ms: number) {
      time += ms
    },
  }
}

function connected() {
  if (connection.kind !== 'connected')
    throw new Error('The facts of the tests are those of a connected relay')
  return connection
}
