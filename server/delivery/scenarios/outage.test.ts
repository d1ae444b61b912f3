import { describe, expect, test } from 'vitest'
import { ENGINES } from '../../testing/databases.ts'
import { aRelay } from '../../testing/relay.ts'
import { signUpCalls } from '../../testing/vendor.ts'
import { aWorld } from '../../testing/world.ts'
import { HOUR_MS } from '../../time/duration.ts'

const SIGN_UP = '/v3/contacts/sign_up_form'

describe.each(ENGINES)('%s', (engine) => {
  test('sends nothing while disconnected, and drains in order after reconnecting', async () => {
    const world = await aWorld(engine)
    world.vendor.sandbox.control.revoke()
    world.dispatcher.start()
    for (const n of [1, 2, 3, 4, 5, 6]) await world.take({ email_address: `${n}@example.org` })
    world.clock.advance(HOUR_MS)
    await world.until(() => world.dispatcher.status().connection === 'disconnected')
    expect(signUpCalls(world.vendor).filter(({ status }) => status !== 401)).toEqual([])
    world.vendor.connect()
    await world.drained()
    expect(signUpCalls(world.vendor).map(({ body }) => body.email_address)).toEqual(
      [1, 2, 3, 4, 5, 6].map((n) => `${n}@example.org`),
    )
  })

  test('asks with one probe at a time while the vendor is down, not once per sign-up', async () => {
    const world = await aWorld(engine)
    world.vendor.sandbox.control.addFault({
      path: '/v3/',
      fault: { kind: 'status', status: 503 },
      for_ms: 600_000,
    })
    for (let n = 0; n < 20; n += 1) await world.take({ email_address: `${n}@example.org` })
    world.dispatcher.start()
    const start = world.clock.now()
    await world.until(() => world.clock.now() >= start + 600_000)
    const made = world.vendor.sandbox.state().calls.filter(({ path }) => path.startsWith('/v3/'))
    expect(made.length).toBeLessThan(25)
    expect(made.filter(({ path }) => path === SIGN_UP).length).toBeLessThanOrEqual(4)
    world.clock.advance(120_000)
    await world.drained()
    expect(new Set(await world.states())).toEqual(new Set(['created']))
  })

  test('says why, in the database too, until the vendor is back', async () => {
    const world = await aWorld(engine)
    const why = async () => (await world.database.all('SELECT cause FROM dispatch'))[0]?.['cause']
    const { sandbox } = world.vendor
    const cause = Object.assign(new Error('no'), { code: 'CERT_HAS_EXPIRED' })
    let isExpired = true
    const fetch: typeof sandbox.fetch = (request) =>
      isExpired ? Promise.reject(new TypeError('fetch failed', { cause })) : sandbox.fetch(request)
    const relay = await aRelay(world.database, world.clock, {
      ...world.vendor,
      sandbox: { ...sandbox, fetch },
    })
    await relay.take()
    relay.dispatcher.start()
    await world.until(async () => (await why()) === 'CERT_HAS_EXPIRED')
    expect(await world.database.all('SELECT * FROM calls')).toEqual([])
    isExpired = false
    await world.until(async () => (await why()) === null)
    expect(await world.states()).toEqual(['created'])
  })

  test('delivers the others if one sign-up makes the vendor fail', async () => {
    const world = await aWorld(engine)
    const { sandbox } = world.vendor
    const fetch: typeof sandbox.fetch = async (request) => {
      const isPoison = (await request.clone().text()).includes('poison@')
      return isPoison ? new Response(null, { status: 500 }) : sandbox.fetch(request)
    }
    const relay = await aRelay(world.database, world.clock, {
      ...world.vendor,
      sandbox: { ...sandbox, fetch },
    })
    await relay.take({ email_address: 'poison@example.org' })
    relay.dispatcher.start()
    for (const n of [1, 2, 3]) {
      await relay.take({ email_address: `${n}@example.org` })
      await world.until(async () => (await world.states()).at(-1) === 'created')
    }
    await world.drained()
    expect(await world.states()).toEqual(['failing', 'created', 'created', 'created'])
  })
})
