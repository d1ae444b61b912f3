import { Agent } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { RelayProcess } from '../../faults/relay-process.ts'
import { fill } from './fill.ts'
import { aSignUp, forAWhile, load, type Measured, median, perSecond, post, within } from './load.ts'
import { judge, ms, report } from './report.ts'
import { accessTokenOf, prepareRelay, startVariant } from './start.ts'

// Machines differ by a factor of seven, so a relay is judged by ratios taken in one run, and what is compared is measured in
// turns, so that whatever else the machine does meets all alike.

const CONNECTIONS = 64
const ROUNDS = 7

const speed = (measured: Measured) =>
  `${perSecond(measured).toFixed(0)}/s p50 ${ms(within(measured, 0.5))} p99 ${ms(within(measured, 0.99))}`

/** Adds up several measurements of the same thing. */
function all(measured: Measured[]): Measured {
  const took = Float64Array.from(measured.flatMap((one) => [...one.took])).sort()
  const sum = (of: (one: Measured) => number) => measured.reduce((total, one) => total + of(one), 0)
  return { answered: took.length, failed: sum(({ failed }) => failed), ms: sum((one) => one.ms), took }
}

test.for([
  { connections: 'kept alive', keepAlive: true },
  { connections: 'over new connections', keepAlive: false },
])('durable accepts, $connections', async ({ connections, keepAlive }) => {
  const { relay } = await prepareRelay(false, { REVEAL_OUTCOME: 'false' })
  await relay.start()
  const route = await startVariant('route')
  const measure = async ({ url }: RelayProcess, forMs: number) =>
    load(url, CONNECTIONS, forAWhile(forMs), { keepAlive })
  for (const server of [relay, route]) await measure(server, 1000)
  const rounds: { durable: Measured; without: Measured }[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    rounds.push({ durable: await measure(relay, 1000), without: await measure(route, 1000) })
  }
  const [durable, without] = [all(rounds.map((one) => one.durable)), all(rounds.map((one) => one.without))]
  expect(durable.failed + without.failed).toBe(0)
  report(`accepted ${connections}, durable`, speed(durable))
  report('  the same route without a store', speed(without))
  const ratios = rounds.map((one) => perSecond(one.durable) / perSecond(one.without))
  judge('  durable to without a store', { measured: median(ratios), least: 0.35 })
})

test('a call through an idle relay', async () => {
  const { relay, sandbox, environment } = await prepareRelay(true)
  sandbox.control.change({ processing_ms: 20 })
  await relay.start()
  // The relay's own refresh and this one are a second apart, as the token endpoint wants them.
  await pause(2000)
  const accessToken = await accessTokenOf(sandbox, environment)
  const forward = await startVariant('forward', String(environment['CTCT_API_URL']), accessToken)
  const agent = new Agent({ keepAlive: true })
  const took: Record<'relay' | 'forward', number[]> = { relay: [], forward: [] }
  for (let n = 0; n < 60; n += 1) {
    for (const [name, { url }] of Object.entries({ relay, forward } as const)) {
      // So that both together stay below four calls in a second.
      await pause(300)
      const before = performance.now()
      expect(await post(url, agent, aSignUp())).toBe(201)
      // The first calls fetch the token and open the connections.
      if (n >= 10) took[name === 'relay' ? 'relay' : 'forward'].push(performance.now() - before)
    }
  }
  report('a call through an idle relay, p50', ms(median(took.relay)))
  report('  through a relay without a store', ms(median(took.forward)))
  judge('  the relay to one without a store', {
    measured: median(took.relay) / median(took.forward),
    most: 2,
  })
})

test('accepting while many wait', async () => {
  const relays = await Promise.all([0, 10_000, 1_000_000].map(aRelayWith))
  for (const { relay } of relays) await load(relay.url, 4, forAWhile(1000))
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const { relay, measured } of relays) measured.push(await load(relay.url, 4, forAWhile(1000)))
  }
  const p50 = (measured: Measured[]) => within(all(measured), 0.5)
  const none = p50(relays[0]?.measured ?? [])
  for (const { waiting, relay, measured } of relays) {
    report(`accepted while ${waiting} wait`, speed(all(measured)))
    if (waiting > 0) judge('  p50 to that of none waiting', { measured: p50(measured) / none, most: 1.5 })
    judge('  memory after the load', { measured: (await relay.memory()) / 1e6, most: 150 }, ' MB')
  }
})

/** A relay with this many sign-ups waiting, and what will be measured of it. */
async function aRelayWith(waiting: number) {
  const { relay, path } = await prepareRelay(false, { REVEAL_OUTCOME: 'false', MAX_WAITING: '100000000' })
  await relay.start()
  if (waiting > 0) {
    await relay.stop()
    await fill(path, waiting)
    await relay.start()
  }
  const measured: Measured[] = []
  return { waiting, relay, measured }
}
