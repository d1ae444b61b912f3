import { Agent } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { openSqlite } from '../../../server/store/engines/sqlite.ts'
import { mostWithinASecond } from '../../faults/ledger.ts'
import type { RelayProcess } from '../../faults/relay-process.ts'
import { fill } from './fill.ts'
import { aSignUp, forAWhile, load, type Measured, perSecond, post, within } from './load.ts'
import { judge, ms, report } from './report.ts'
import { accessTokenOf, prepareRelay, startVariant } from './start.ts'

// Machines differ by a factor of seven, so a relay is judged by ratios taken in one run.

const LOADED_MS = 6000
const CONNECTIONS = 64

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
  const [durable, without]: [Measured[], Measured[]] = [[], []]
  for (const server of [relay, route]) await measure(server, 1000)
  // In turns, so that whatever else the machine does meets both alike.
  for (let round = 0; round < 3; round += 1) {
    durable.push(await measure(relay, LOADED_MS / 3))
    without.push(await measure(route, LOADED_MS / 3))
  }
  expect(all([...durable, ...without]).failed).toBe(0)
  report(`accepted ${connections}, durable`, speed(all(durable)))
  report('  the same route without a store', speed(all(without)))
  judge('  durable to without a store', {
    measured: perSecond(all(durable)) / perSecond(all(without)),
    least: 0.35,
  })
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
  const median = (times: number[]) => times.sort((a, b) => a - b)[times.length >> 1] ?? 0
  report('a call through an idle relay, p50', ms(median(took.relay)))
  report('  through a relay without a store', ms(median(took.forward)))
  judge('  the relay to one without a store', {
    measured: median(took.relay) / median(took.forward),
    most: 2,
  })
})

test('accepting while many wait', async () => {
  const medians: number[] = []
  for (const waiting of [0, 10_000, 1_000_000]) {
    const { relay, path } = await prepareRelay(false, { REVEAL_OUTCOME: 'false', MAX_WAITING: '100000000' })
    await relay.start()
    if (waiting > 0) {
      await relay.stop()
      await fill(path, waiting)
      await relay.start()
    }
    await load(relay.url, 4, forAWhile(1000))
    const measured = await load(relay.url, 4, forAWhile(LOADED_MS))
    medians.push(within(measured, 0.5))
    report(`accepted while ${waiting} wait`, speed(measured))
    if (waiting > 0)
      judge('  p50 to that of none waiting', {
        measured: (medians.at(-1) ?? 0) / (medians[0] ?? 0),
        most: 1.5,
      })
    judge('  memory after the load', { measured: (await relay.memory()) / 1e6, most: 150 }, ' MB')
    await relay.kill()
  }
})

const BURST = 1000

/** Posts a thousand sign-ups within a second; resolves once all are answered. */
async function burst(url: string): Promise<Measured> {
  const agent = new Agent({ keepAlive: true, maxSockets: 250 })
  const start = performance.now()
  const took = await Promise.all(
    Array.from({ length: BURST }, async (_, n) => {
      await pause((n * 1000) / BURST)
      const before = performance.now()
      expect(await post(url, agent, aSignUp())).toBeLessThan(300)
      return performance.now() - before
    }),
  )
  agent.destroy()
  const times = Float64Array.from(took).sort()
  return { answered: BURST, failed: 0, ms: performance.now() - start, took: times }
}

test('a burst of a thousand', async () => {
  const { relay, sandbox, path } = await prepareRelay(true, { RELAY_PATIENCE_MS: '2000' })
  await relay.start()
  const route = await startVariant('route')
  // Compiles the route, as a server that has run for a while has.
  await load(route.url, 4, forAWhile(1000))
  const without = await burst(route.url)
  const durable = await burst(relay.url)
  report(`a burst of ${BURST} in a second, durable`, speed(durable))
  report('  the same route without a store', speed(without))
  judge('  p99 to that without a store', {
    measured: within(durable, 0.99) / within(without, 0.99),
    most: 3,
  })

  const drainedMs = 40_000
  const before = sandbox.state(0).counts.contacts
  await pause(drainedMs)
  const drained = sandbox.state(0).counts.contacts - before
  judge('  drained', { measured: drained / (drainedMs / 1000), least: 3.5 }, '/s')
  await relay.stop()
  const times = sandbox.state().calls.flatMap((call) => (call.path.startsWith('/v3/') ? call.time : []))
  judge('  calls in any one second', { measured: mostWithinASecond(times), most: 4 })
  const delivered = sandbox.state(0).counts.contacts
  judge('  delivered or still waiting', { measured: delivered + (await countWaiting(path)), least: BURST })
})

async function countWaiting(path: string): Promise<number> {
  const database = await openSqlite(path)
  const [row] = await database.all('SELECT COUNT(*) AS n FROM signups WHERE due_at IS NOT NULL')
  await database.close()
  return Number(row?.['n'])
}
