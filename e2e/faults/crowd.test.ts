import { Agent } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, type TestContext, test } from 'vitest'
import { ABUSES, type Abuse, connectAbusiveClients } from '../../server/testing/abusive-clients.ts'
import { aSignUp, median, post } from '../bench/relay/load.ts'
import { openAccount } from './account.ts'
import { createRelayProcess, type RelayProcess } from './relay-process.ts'

const VISITORS = 60
const SIZE: Record<Abuse, number> = {
  idle: 5000,
  silent: 5000,
  slow_headers: 2000,
  slow_body: 2000,
  not_reading: 1000,
  pipelining: 200,
}
/** Long enough for a slow effect of the crowd to show. */
const STAY_MS = 2000
const MEMORY_BYTES = 250_000_000

async function aRelay(afterwards: TestContext['onTestFinished']): Promise<RelayProcess> {
  const { environment } = await openAccount('sqlite', afterwards)
  const relay = await createRelayProcess({ ...environment, REVEAL_OUTCOME: 'false' })
  await relay.start()
  afterwards(relay.kill)
  return relay
}

/** How long a visitor of this relay waits, on a new connection, in milliseconds. */
async function visit({ url }: RelayProcess): Promise<number> {
  const before = performance.now()
  expect(await post(url, new Agent({ keepAlive: false }), aSignUp())).toBe(202)
  return performance.now() - before
}

test('no crowd of connections makes the next visitor wait', async ({ onTestFinished }) => {
  const [relay, quiet] = [await aRelay(onTestFinished), await aRelay(onTestFinished)]

  /** The medians of both relays, visited in turns, so that whatever else the machine does meets both alike. */
  async function visitBoth() {
    const took: Record<'crowded' | 'quiet', number[]> = { crowded: [], quiet: [] }
    for (let n = 0; n < VISITORS; n += 1) {
      took.crowded.push(await visit(relay))
      took.quiet.push(await visit(quiet))
      await pause(10)
    }
    return { crowded: median(took.crowded), quiet: median(took.quiet) }
  }

  await visitBoth()
  for (const abuse of ABUSES) {
    const crowd = await connectAbusiveClients(Number(new URL(relay.url).port), abuse, SIZE[abuse])
    await pause(STAY_MS)
    const halves = await visitBoth()
    const memory = await relay.memory()
    console.log(`beside ${crowd.connected()} that are ${abuse}:`, halves, `${(memory / 1e6).toFixed(0)} MB`)
    crowd.disconnect()
    expect(halves.crowded).toBeLessThan(halves.quiet * 3 + 10)
    expect(memory).toBeLessThan(MEMORY_BYTES)
  }
})
