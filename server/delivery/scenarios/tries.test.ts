import { describe, expect, test } from 'vitest'
import { createOutboxAdmin } from '../../operator/outbox-admin.ts'
import { nextDueAt } from '../../outbox/due-query.ts'
import type { FaultRuleInput } from '../../sandbox/rules/faults.ts'
import { ENGINES } from '../../testing/databases.ts'
import { aRelay, seal } from '../../testing/relay.ts'
import type { Vendor } from '../../testing/vendor.ts'
import { aWorld, type World } from '../../testing/world.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../time/duration.ts'

/** When the vendor was asked to subscribe somebody or to mail them; a rejected token is no try. */
function tries({ sandbox }: Vendor): number[] {
  return sandbox
    .state()
    .calls.filter(({ path, method }) => path.startsWith('/v3/contacts') && method !== 'GET')
    .filter(({ status }) => status !== 401 && status !== 429)
    .map(({ time }) => time)
}

function mostInADay(times: readonly number[]): number {
  return Math.max(0, ...times.map((time) => times.filter((at) => at >= time && at < time + DAY_MS).length))
}

/** Lets `ms` pass, at once where nothing is due and nothing is in flight. */
async function pass({ clock, until, database, dispatcher }: World, ms: number): Promise<void> {
  const end = clock.now() + ms
  while (clock.now() < end) {
    await until(() => dispatcher.status().inFlight === 0)
    const due = (await nextDueAt(database, [])) ?? end
    const next = Math.min(end, Math.max(due, dispatcher.status().condition.restUntil))
    if (next > clock.now()) clock.advance(next - clock.now())
    const soon = clock.now() + SECOND_MS
    await until(() => clock.now() >= soon)
  }
}

const admin = ({ database, keyedHash }: World) => createOutboxAdmin({ database, keyedHash, seal })

describe.each<[string, FaultRuleInput['fault']]>([
  ['500', { kind: 'status', status: 500 }],
  ['503 without a body', { kind: 'empty', status: 503 }],
  ['a gateway’s page', { kind: 'html' }],
  ['a redirect', { kind: 'empty', status: 302 }],
  ['a cut connection', { kind: 'cut' }],
  ['a cut after it was done', { kind: 'applied-then-cut' }],
  ['silence', { kind: 'hang' }],
  ['409', { kind: 'status', status: 409 }],
])('an address whose tries end with %s', (_, fault) => {
  test.each(['update', 'complete'] as const)('has at most three in any 24 hours with %s', async (policy) => {
    const world = await aWorld('sqlite', { policy })
    world.fault(fault)
    await world.take({ first_name: 'Ada' })
    world.dispatcher.start()
    await pass(world, 3 * HOUR_MS)
    await world.take({ first_name: 'Augusta' })
    await pass(world, 2 * DAY_MS)
    expect(tries(world.vendor).length).toBeGreaterThan(0)
    expect(mostInADay(tries(world.vendor))).toBeLessThanOrEqual(3)
    world.vendor.sandbox.control.clearFaults()
  })
})

test.each([
  ['403', 403],
  ['404', 404],
])('has at most three in any 24 hours with %s, however often the operator retries it', async (_, status) => {
  const world = await aWorld('sqlite')
  world.fault({ kind: 'status', status })
  const id = await world.take({ first_name: 'Ada' })
  world.dispatcher.start()
  for (let n = 0; n < 6; n += 1) {
    await pass(world, 6 * SECOND_MS)
    await admin(world).retry(id)
  }
  await pass(world, 6 * SECOND_MS)
  expect(tries(world.vendor)).toHaveLength(3)
  expect(await world.states()).toEqual(['address_limit'])
  await world.take({ first_name: 'Augusta' })
  await pass(world, HOUR_MS)
  expect(tries(world.vendor)).toHaveLength(3)
  world.vendor.sandbox.control.clearFaults()
  world.clock.advance(DAY_MS)
  await world.drained()
  expect(await world.states()).toEqual(['created', 'updated'])
  expect(mostInADay(tries(world.vendor))).toBe(3)
})

test('the three tries are not spent within a short outage of sign_up_form', async () => {
  const world = await aWorld('sqlite')
  const fault = { kind: 'status', status: 503 } as const
  world.vendor.sandbox.control.addFault({ path: '/v3/contacts/sign_up_form', for_ms: MINUTE_MS, fault })
  const start = world.clock.now()
  await world.take()
  world.dispatcher.start()
  await world.drained()
  expect(await world.states()).toEqual(['created'])
  expect(world.clock.now() - start).toBeLessThan(10 * MINUTE_MS)
})

test('a request to mail somebody who left is a try like any other', async () => {
  const world = await aWorld('sqlite', { policy: 'append' })
  const ada = { email_address: 'ada@example.org' }
  world.vendor.sandbox.control.putContacts([{ ...ada, permission_to_send: 'unsubscribed' }])
  world.fault({ kind: 'status', status: 500 }, 2, '/v3/contacts/resubscribe')
  await world.take()
  world.dispatcher.start()
  await world.drained()
  expect(tries(world.vendor)).toHaveLength(3)
  world.vendor.sandbox.control.putContacts([{ ...ada, permission_to_send: 'explicit' }])
  await world.take({ first_name: 'Ada' })
  await pass(world, HOUR_MS)
  expect(tries(world.vendor)).toHaveLength(3)
  expect((await world.states())[1]).toBe('address_limit')
})

test('look-ups are no tries, however often they fail', async () => {
  const world = await aWorld('sqlite', { policy: 'append' })
  world.fault({ kind: 'status', status: 503 }, 8, '/v3/contacts?')
  await world.take()
  world.dispatcher.start()
  await world.drained()
  expect(await world.states()).toEqual(['created'])
  expect(tries(world.vendor)).toHaveLength(1)
})

describe.each(ENGINES)('%s', (engine) => {
  test('failed connections are no tries', async () => {
    const world = await aWorld(engine)
    const { sandbox } = world.vendor
    let refused = 0
    const fetch: typeof sandbox.fetch = async (request) => {
      if (!request.url.endsWith('/sign_up_form') || refused >= 5) return sandbox.fetch(request)
      refused += 1
      const cause = Object.assign(new Error('connect ECONNREFUSED'), { syscall: 'connect' })
      throw new TypeError('fetch failed', { cause })
    }
    const relay = await aRelay(world.database, world.clock, {
      ...world.vendor,
      sandbox: { ...sandbox, fetch },
    })
    await relay.take()
    relay.dispatcher.start()
    const start = world.clock.now()
    await world.drained()
    expect(refused).toBe(5)
    expect(await world.states()).toEqual(['created'])
    expect(world.clock.now() - start).toBeLessThan(30 * MINUTE_MS)
  })
})
