import { describe, expect, test } from 'vitest'
import { nextDueAt } from '../../outbox/due-query.ts'
import { ENGINES } from '../../testing/databases.ts'
import { aSignUp, LIST, OTHER_LIST, REQUEST } from '../../testing/sign-up.ts'
import { paceWasKept, signUpCalls } from '../../testing/vendor.ts'
import { aWorld } from '../../testing/world.ts'
import { HOUR_MS } from '../../time/duration.ts'

const TOO_LONG = 'x'.repeat(51)
const FIELD = '1618ae62-4752-11e9-9c8a-fa163e6b01c1'

describe.each(ENGINES)('%s', (engine) => {
  test('delivers while the visitor waits: created, then updated', async () => {
    const world = await aWorld(engine)
    world.dispatcher.start()
    for (const [part, action] of [
      [{ first_name: 'Ada' }, 'created'],
      [{ last_name: 'Lovelace' }, 'updated'],
    ] as const) {
      const recorded = await world.outbox.record(aSignUp(part), REQUEST)
      const told = world.outbox.settled(recorded.kind === 'recorded' ? recorded.id : 0, 2000)
      await world.drained()
      expect(await told).toEqual({ kind: 'delivered', action })
    }
    expect(world.contact()).toMatchObject({ first_name: 'Ada', last_name: 'Lovelace' })
  })

  test('sends one address in order and different ones in parallel, never five in a second', async () => {
    const world = await aWorld(engine)
    world.dispatcher.start()
    const people = ['ada@example.org', 'Bob@example.org', 'eve@example.org']
    for (let n = 0; n < 8; n += 1) {
      for (const email_address of people) await world.take({ email_address, first_name: `${n}` })
      world.clock.advance(150)
    }
    await world.drained()
    expect(paceWasKept(world.vendor)).toBe(true)
    for (const person of people) {
      const names = signUpCalls(world.vendor)
        .filter(({ body }) => body.email_address === person)
        .map(({ body }) => Number(body['first_name']))
      expect(names).toEqual(names.toSorted((a, b) => a - b))
      expect(names.at(-1)).toBe(7)
      expect(names.length).toBeLessThanOrEqual(3)
    }
    expect(signUpCalls(world.vendor).every(({ status }) => status === 200 || status === 201)).toBe(true)
  })

  test('merges what waits for one address: the first created it, the others updated it', async () => {
    const world = await aWorld(engine)
    await world.take({ first_name: 'Ada', phone_number: '1' })
    await world.take({
      email_address: 'ADA@example.org',
      first_name: 'Augusta',
      list_memberships: [OTHER_LIST],
    })
    await world.take({ last_name: 'Lovelace', custom_fields: [{ custom_field_id: FIELD, value: 'Rye' }] })
    world.dispatcher.start()
    await world.drained()
    expect(signUpCalls(world.vendor)).toHaveLength(1)
    expect(signUpCalls(world.vendor)[0]?.body).toMatchObject({
      first_name: 'Augusta',
      last_name: 'Lovelace',
      phone_number: '1',
      list_memberships: [LIST, OTHER_LIST],
    })
    expect(await world.states()).toEqual(['created', 'updated', 'updated'])
  })

  test('sends what one call cannot carry in several', async () => {
    const world = await aWorld(engine)
    await world.take({ street_address: { kind: 'home', city: 'London' } })
    await world.take({ street_address: { kind: 'work', city: 'Leeds' } })
    await world.take({ first_name: 'Ada' })
    world.dispatcher.start()
    await world.drained()
    expect(signUpCalls(world.vendor)).toHaveLength(2)
    expect(world.contact()?.street_addresses).toHaveLength(2)
  })

  test('delivers a sign-up that was merged with an invalid one', async () => {
    const world = await aWorld(engine)
    await world.take({ first_name: TOO_LONG })
    await world.take({ last_name: 'Lovelace' })
    world.dispatcher.start()
    await world.drained()
    expect(signUpCalls(world.vendor).map(({ status }) => status)).toEqual([400, 400, 201])
    expect(await world.states()).toEqual(['refused', 'created'])
    expect(world.contact()).toMatchObject({ last_name: 'Lovelace' })
  })

  test('keeps no visitor waiting for a long queue, and still works through the queue', async () => {
    const world = await aWorld(engine)
    for (let n = 0; n < 40; n += 1) await world.take({ email_address: `${n}@example.org` })
    world.dispatcher.start()
    for (let n = 0; n < 6; n += 1) {
      const visitor = await world.outbox.record(
        aSignUp({ email_address: `visitor${n}@example.org` }),
        REQUEST,
      )
      const told = world.outbox.settled(visitor.kind === 'recorded' ? visitor.id : 0, 2000)
      expect(await world.clock.run(told)).toEqual({ kind: 'delivered', action: 'created' })
    }
    const made = signUpCalls(world.vendor).map(({ body }) => body.email_address)
    const visitors = made.filter((address) => address.startsWith('visitor')).length
    expect(made.length - visitors).toBeGreaterThanOrEqual(2)
  })

  test('calls for one address three times a day, and tomorrow for what is left', async () => {
    const world = await aWorld(engine)
    world.dispatcher.start()
    for (const first_name of ['1', '2', '3', '4', '5']) {
      await world.take({ first_name })
      await world.until(async () => ((await nextDueAt(world.database, [])) ?? Infinity) > world.clock.now())
    }
    expect(signUpCalls(world.vendor)).toHaveLength(3)
    expect(await world.states()).toEqual(['created', 'updated', 'updated', 'address_limit', 'recorded'])
    world.clock.advance(23 * HOUR_MS)
    await world.until(() => true)
    expect(signUpCalls(world.vendor)).toHaveLength(3)
    world.clock.advance(HOUR_MS)
    await world.drained()
    // After a day the access token has ended too.
    const made = signUpCalls(world.vendor).filter(({ status }) => status !== 401)
    expect(made.map(({ body }) => body['first_name'])).toEqual(['1', '2', '3', '5'])
  })
})
