import { describe, expect, test } from 'vitest'
import { countSignUps } from '../outbox/change.ts'
import type { ShownSignUp } from '../outbox/listing.ts'
import { ENGINES } from '../testing/databases.ts'
import { seal } from '../testing/relay.ts'
import { LIST, OTHER_LIST } from '../testing/sign-up.ts'
import { signUpCalls } from '../testing/vendor.ts'
import { aWorld } from '../testing/world.ts'
import { createOutboxAdmin } from './outbox-admin.ts'

describe.each(ENGINES)('administering the outbox, on %s', (engine) => {
  async function anOutboxAdmin() {
    const world = await aWorld(engine)
    return { ...world, outboxAdmin: createOutboxAdmin({ ...world, seal }) }
  }

  /** One sign-up is refused and parked, a newer one of the same address is delivered. */
  async function withParked() {
    const world = await anOutboxAdmin()
    await world.take({ first_name: 'Ada', last_name: 'Byron', list_memberships: [LIST, OTHER_LIST] })
    world.fault({ kind: 'status', status: 403 }, 1)
    world.dispatcher.start()
    await world.until(async () => (await world.states())[0] === 'forbidden')
    await world.take({ last_name: 'Lovelace' })
    await world.drained()
    return world
  }

  test('lists the oldest in the states asked for', async () => {
    const { outboxAdmin, take } = await anOutboxAdmin()
    for (const n of [1, 2, 3]) await take({ email_address: `${n}@example.org` })
    expect((await outboxAdmin.list(['recorded', 'parked'], 2)).map(({ id }) => id)).toEqual([1, 2])
    expect(await outboxAdmin.list(['parked', 'held'], 9)).toEqual([])
  })

  test('shows the content of a sign-up, and what became of it', async () => {
    const { outboxAdmin } = await withParked()
    expect(await outboxAdmin.show(1)).toMatchObject({
      state: 'parked',
      reason: 'forbidden',
      upstreamRequestId: expect.any(String),
      content: { kind: 'kept', signUp: { first_name: 'Ada' } },
    })
    expect(await outboxAdmin.show(9)).toBeUndefined()
  })

  test('sends a parked sign-up again, which adds only what no newer one has settled', async () => {
    const world = await withParked()
    expect(await world.outboxAdmin.retry(1)).toEqual({ kind: 'retried' })
    await world.drained()
    expect(await world.states()).toEqual(['updated', 'created'])
    expect(signUpCalls(world.vendor).at(-1)?.body).toEqual({
      email_address: 'ada@example.org',
      first_name: 'Ada',
      list_memberships: [OTHER_LIST],
    })
    expect(await world.outboxAdmin.retry(1)).toEqual({ kind: 'wrong_state', state: 'delivered' })
    expect(await world.outboxAdmin.retry(9)).toEqual({ kind: 'not_found' })
  })

  test('sends all that are parked again, however many', async () => {
    const world = await anOutboxAdmin()
    for (let n = 0; n < 205; n += 1) await world.take({ email_address: `${n}@example.org` })
    await world.database.run("UPDATE signups SET state = 'parked', due_at = NULL, since = since + 5")
    await world.database.run('UPDATE outbox SET parked = recorded, recorded = 0')
    expect(await world.outboxAdmin.retryAll()).toBe(205)
    expect(await countSignUps(world.database)).toMatchObject({ parked: 0, waiting: 205 })
    expect((await world.outboxAdmin.show(3))?.since).toBe(world.clock.now())
  })

  test('drops waiting, held and parked sign-ups, and no others', async () => {
    const world = await withParked()
    expect(await world.outboxAdmin.drop(1)).toEqual({ kind: 'dropped' })
    expect(await world.outboxAdmin.drop(1)).toEqual({ kind: 'not_found' })
    expect(await world.outboxAdmin.drop(2)).toEqual({ kind: 'wrong_state', state: 'delivered' })
    expect(await countSignUps(world.database)).toMatchObject({ parked: 0, delivered: 1 })
  })

  test('drops the consent with its sign-up, and no other consent', async () => {
    const world = await anOutboxAdmin()
    await world.take()
    await world.take({ first_name: 'Ada' })
    await world.outboxAdmin.drop(1)
    expect(await world.database.all('SELECT signup FROM consents')).toEqual([{ signup: 2 }])
  })

  test('drops what was never tried, as without a connection nothing is', async () => {
    const world = await anOutboxAdmin()
    await world.take()
    expect(await world.outboxAdmin.drop(1)).toEqual({ kind: 'dropped' })
    expect(await countSignUps(world.database)).toMatchObject({ recorded: 0 })
  })

  test('exports every sign-up that has its content, in order, and marks unreadable ones', async () => {
    const world = await anOutboxAdmin()
    for (let n = 0; n < 203; n += 1) await world.take({ email_address: `${n}@example.org` })
    await world.database.run('UPDATE signups SET payload = NULL WHERE id = 1')
    await world.database.run("UPDATE signups SET payload = 'v1.unknown_.AAAA' WHERE id = 2")
    const exported: ShownSignUp[] = []
    for await (const one of world.outboxAdmin.export()) exported.push(one)
    expect(exported.map(({ id }) => id)).toEqual(Array.from({ length: 202 }, (_, n) => n + 2))
    expect(exported[0]?.content).toEqual({ kind: 'unreadable' })
    expect(exported[1]?.content).toMatchObject({ signUp: { email_address: '2@example.org' } })
  })
})
