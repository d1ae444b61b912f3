import { describe, expect, test } from 'vitest'
import type { SignUp } from '../../contract.ts'
import type { Trust } from '../../sign-up/trust.ts'
import { ENGINES } from '../../testing/databases.ts'
import { aSignUp, REQUEST } from '../../testing/sign-up.ts'
import { signUpCalls } from '../../testing/vendor.ts'
import { aWorld } from '../../testing/world.ts'
import { HOUR_MS } from '../../time/duration.ts'
import { utcDay } from '../../time/utc-day.ts'
import { createShortDay } from './short-day.ts'

describe.each(ENGINES)('%s', (engine) => {
  /** A world whose day has so many of its 10,000 calls left, and nobody who delivers yet. */
  async function aDayWith(left: number) {
    const world = await aWorld(engine)
    const spend = (used: number) =>
      world.database.run('UPDATE dispatch SET day = ?, used = ?', utcDay(world.clock.now()), used)
    await spend(10_000 - left)
    const take = (name: string, trust: Trust, part: Partial<SignUp> = {}) =>
      world.outbox.record(aSignUp({ email_address: `${name}@example.org`, ...part }), {
        ...{ ...REQUEST, patienceMs: 0, trust },
      })
    const told = () => signUpCalls(world.vendor).map(({ body }) => body.email_address.split('@')[0])
    return { ...world, take, told, spend }
  }

  test('delivers in the order of arrival while there are calls enough', async () => {
    const world = await aDayWith(5000)
    for (const trust of ['doubtful', 'ordinary', 'proven'] as const) await world.take(trust, trust)
    world.dispatcher.start()
    await world.drained()
    expect(world.told()).toEqual(['doubtful', 'ordinary', 'proven'])
  })

  test('delivers the proven first once a tenth of the day is left, then the ordinary, the doubtful tomorrow', async () => {
    const world = await aDayWith(1000)
    for (const n of [1, 2]) {
      for (const trust of ['doubtful', 'ordinary', 'proven'] as const) await world.take(`${trust}${n}`, trust)
    }
    world.dispatcher.start()
    await world.until(() => world.told().length === 4)
    expect(world.told()).toEqual(['proven1', 'proven2', 'ordinary1', 'ordinary2'])
    world.clock.advance(11 * HOUR_MS)
    const end = world.clock.now() + 20_000
    await world.until(() => world.clock.now() >= end)
    expect(world.told()).toHaveLength(4)
    world.clock.advance(HOUR_MS)
    await world.drained()
    expect([...new Set(world.told().slice(4))]).toEqual(['doubtful1', 'doubtful2'])
  })

  test('keeps the order within one address: what was proven takes along what stands before it', async () => {
    const world = await aDayWith(1000)
    await world.take('ada', 'doubtful', { first_name: 'Ada', phone_number: '1' })
    await world.take('bob', 'ordinary')
    await world.take('ada', 'proven', { first_name: 'Augusta' })
    world.dispatcher.start()
    await world.drained()
    expect(world.told()).toEqual(['ada', 'bob'])
    expect(world.contact()).toMatchObject({ first_name: 'Augusta' })
    expect(await world.states()).toEqual(['created', 'created', 'updated'])
  })

  test('shows every relay that the day is short, and that a new one has begun', async () => {
    const world = await aDayWith(1001)
    const { database, clock } = world
    const limits = { perDay: 10_000 }
    const isDayShort = createShortDay({ database, now: clock.now, limits })
    expect(isDayShort()).toBe(false)
    await world.spend(9000)
    clock.advance(5000)
    expect(isDayShort()).toBe(false)
    await clock.idle()
    expect(isDayShort()).toBe(true)
    clock.advance(12 * HOUR_MS)
    expect(isDayShort()).toBe(true)
    await clock.idle()
    expect(isDayShort()).toBe(false)
  })
})
