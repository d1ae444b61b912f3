import { Agent } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { openSqlite } from '../../../server/store/engines/sqlite.ts'
import { mostWithinASecond } from '../../faults/ledger.ts'
import { aSignUp, load, median, post } from './load.ts'
import { judge, ms, report } from './report.ts'
import { prepareRelay, startVariant } from './start.ts'

const BURST = 1000
const CONNECTIONS = 250
/** The first bursts compile the relay, the route and the load itself. */
const WARM_UPS = 3
const ROUNDS = 9
const DRAINED_MS = 40_000

/** Posts a thousand sign-ups at once; resolves to the time within which 99 of 100 were answered, in milliseconds. */
async function burst(url: string): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS })
  const start = performance.now()
  const answeredAt = await Promise.all(
    Array.from({ length: BURST }, async () => {
      expect(await post(url, agent, aSignUp())).toBe(202)
      return performance.now() - start
    }),
  )
  agent.destroy()
  return answeredAt.sort((a, b) => a - b)[BURST * 0.99] ?? 0
}

test('a thousand sign-ups are drained, and bursts of a thousand are answered', async () => {
  // Nobody waits for Constant Contact, as nobody does at the route. A slow machine may let them wait for the store.
  const settings = { REVEAL_OUTCOME: 'false', RELAY_PATIENCE_MS: '8000' }
  const { relay, sandbox, path } = await prepareRelay(true, settings)
  await relay.start()
  const route = await startVariant('route')

  // Over few connections, and before the bursts: whoever posts a thousand at once keeps the sandbox, in the same process, from
  // noticing when calls arrive.
  expect((await load(relay.url, 16, (sent) => sent < BURST)).failed).toBe(0)
  const before = sandbox.state(0).counts.contacts
  await pause(DRAINED_MS)
  const drained = sandbox.state(0).counts.contacts - before
  judge('drained', { measured: drained / (DRAINED_MS / 1000), least: 3.5 }, '/s')
  const times = sandbox.state().calls.flatMap((call) => (call.path.startsWith('/v3/') ? call.time : []))
  judge('  calls in any one second', { measured: mostWithinASecond(times), most: 4 })

  const rounds: { durable: number; without: number }[] = []
  // In turns, so that whatever else the machine does meets both alike.
  for (let round = 0; round < WARM_UPS + ROUNDS; round += 1) {
    rounds.push({ durable: await burst(relay.url), without: await burst(route.url) })
  }
  const warm = rounds.slice(WARM_UPS)
  const [durable, without] = [median(warm.map((one) => one.durable)), median(warm.map((one) => one.without))]
  report(`a burst of ${BURST}, durable, p99`, ms(durable))
  report('  the same route without a store', ms(without))
  judge('  durable to without a store', { measured: durable / without, most: 3 })
  await relay.stop()
  const known = sandbox.state(0).counts.contacts + (await countWaiting(path))
  judge('  delivered or still waiting', { measured: known, least: (1 + rounds.length) * BURST })
})

async function countWaiting(path: string): Promise<number> {
  const database = await openSqlite(path)
  const [row] = await database.all('SELECT COUNT(*) AS n FROM signups WHERE due_at IS NOT NULL')
  await database.close()
  return Number(row?.['n'])
}
