import { describe, expect, test } from 'vitest'
import { ENGINES } from '../../testing/databases.ts'
import { aRelay, seal, signUpRows } from '../../testing/relay.ts'
import { signUpCalls } from '../../testing/vendor.ts'
import { aWorld } from '../../testing/world.ts'
import { MINUTE_MS, SECOND_MS } from '../../time/duration.ts'

/** The vendor answers sign-ups of `bad…` addresses in this way, and all others as usual. */
async function aWorldWithBad(engine: (typeof ENGINES)[number], answer: () => Promise<Response> | Response) {
  const world = await aWorld(engine)
  const { sandbox } = world.vendor
  const tried: { email: string; time: number }[] = []
  const fetch: typeof sandbox.fetch = async (request) => {
    const text = await request.clone().text()
    const email = /"email_address":"([^"]*)"/.exec(text)?.[1] ?? ''
    if (email !== '') tried.push({ email, time: world.clock.now() })
    return email.startsWith('bad') ? answer() : sandbox.fetch(request)
  }
  const relay = await aRelay(world.database, world.clock, { ...world.vendor, sandbox: { ...sandbox, fetch } })
  const take = (name: string) => relay.take({ email_address: `${name}@example.org` })
  const delivered = async () => {
    const [row] = await world.database.all("SELECT COUNT(*) AS rows FROM signups WHERE outcome = 'created'")
    return Number(row?.['rows'])
  }
  return { ...world, relay, tried, take, delivered }
}

const failing = () => new Response(null, { status: 500 })
const hanging = () => new Promise<Response>(() => undefined)
const page = () => new Response('<h1>Blocked</h1>', { status: 403, headers: { 'content-type': 'text/html' } })
const cut = () => Promise.reject(new TypeError('fetch failed'))

describe.each(ENGINES)('%s', (engine) => {
  test.each([
    ['before the others', (n: number) => (n < 50 ? 'bad' : 'good')],
    ['after a first one', (n: number) => (n > 0 && n <= 50 ? 'bad' : 'good')],
    ['among the others', (n: number) => (n % 3 === 0 ? 'bad' : 'good')],
    ['after the others', (n: number) => (n >= 100 ? 'bad' : 'good')],
  ])('50 that each fail, %s, still let the others go out at two a second', async (_, kind) => {
    const { relay, take, delivered, until, clock } = await aWorldWithBad(engine, failing)
    for (let n = 0; n < 150; n += 1) await take(`${kind(n)}${n}`)
    const start = clock.now()
    relay.dispatcher.start()
    await until(async () => (await delivered()) === 100)
    expect((clock.now() - start) / SECOND_MS).toBeLessThan(50)
  })

  test.each([
    ['500', failing],
    ['a page', page],
    ['a cut connection', cut],
  ])('one that gets %s each time is parked after three tries, each later than before', async (_, answer) => {
    const { relay, take, tried, until, states, clock } = await aWorldWithBad(engine, answer)
    await take('bad')
    relay.dispatcher.start()
    for (let n = 0; (await states())[0] !== 'failing'; n += 1) {
      await take(`good${n}`)
      await until(async () => (await states()).at(-1) === 'created')
      const soon = clock.now() + 5 * SECOND_MS
      await until(() => clock.now() >= soon)
    }
    const [first = 0, second = 0, third = 0, ...more] = tried
      .filter(({ email }) => email === 'bad@example.org')
      .map(({ time }) => time)
    expect(more).toEqual([])
    expect(third - second).toBeGreaterThan(second - first)
  })

  test('one that hangs each time holds up nobody for longer than its own call', async () => {
    const { relay, take, delivered, until, clock } = await aWorldWithBad(engine, hanging)
    for (let n = 0; n < 5; n += 1) await take(`bad${n}`)
    for (let n = 0; n < 60; n += 1) await take(`good${n}`)
    const start = clock.now()
    relay.dispatcher.start()
    await until(async () => (await delivered()) === 60)
    expect((clock.now() - start) / SECOND_MS).toBeLessThan(45)
  })

  test('in an outage nothing is parked, however long it lasts', async () => {
    const world = await aWorld(engine)
    for (let n = 0; n < 10; n += 1) await world.take({ email_address: `${n}@example.org` })
    world.fault({ kind: 'status', status: 500 })
    world.dispatcher.start()
    const end = world.clock.now() + 60 * MINUTE_MS
    await world.until(() => world.clock.now() >= end)
    expect((await signUpRows(world.database)).every(({ state }) => state !== 'parked')).toBe(true)
  })

  test('a fault of the relay during a call parks its sign-up, and returns its try', async () => {
    const world = await aWorld(engine)
    world.client.signUp = () => Promise.reject(new Error('a mistake'))
    await world.take()
    await world.take({ email_address: 'bob@example.org' })
    world.dispatcher.start()
    await world.drained()
    expect(await world.states()).toEqual(['relay_fault', 'relay_fault'])
    expect(world.log.filter((line) => line.startsWith('error: parked'))).toHaveLength(2)
  })

  test('a fault of the relay while a call is prepared parks its sign-up, and the others go on', async () => {
    const world = await aWorld(engine)
    await world.take({ email_address: 'ada@example.org' })
    await world.take({ email_address: 'bob@example.org' })
    const [row] = await world.database.all('SELECT identity FROM signups WHERE id = 1')
    const broken = seal.seal('no JSON', String(row?.['identity']))
    await world.database.run('UPDATE signups SET payload = ? WHERE id = 1', broken)
    world.dispatcher.start()
    await world.drained()
    expect(await world.states()).toEqual(['relay_fault', 'created'])
    expect(signUpCalls(world.vendor)).toHaveLength(1)
    expect(await world.database.all('SELECT * FROM calls')).toHaveLength(1)
  })
})
