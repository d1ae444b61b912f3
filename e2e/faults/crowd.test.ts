import { Agent } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { ABUSES, type Abuse, connectAbusiveClients } from '../../server/testing/abusive-clients.ts'
import { aSignUp, post, within } from '../bench/relay/load.ts'
import { openAccount } from './account.ts'
import { createRelayProcess } from './relay-process.ts'

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

test('no crowd of connections makes the next visitor wait', async ({ onTestFinished }) => {
  const { environment } = await openAccount('sqlite', onTestFinished)
  const relay = await createRelayProcess({ ...environment, REVEAL_OUTCOME: 'false' })
  await relay.start()
  onTestFinished(relay.kill)
  const port = Number(new URL(relay.url).port)

  /** How long visitors wait, each on a new connection: the median and the 95th percentile, in milliseconds. */
  async function visit(): Promise<{ half: number; most: number }> {
    const took: number[] = []
    for (let n = 0; n < VISITORS; n += 1) {
      const agent = new Agent({ keepAlive: false })
      const before = performance.now()
      expect(await post(relay.url, agent, aSignUp())).toBe(202)
      took.push(performance.now() - before)
      await pause(10)
    }
    const measured = { answered: VISITORS, failed: 0, ms: 0, took: Float64Array.from(took).sort() }
    return { half: within(measured, 0.5), most: within(measured, 0.95) }
  }

  await visit()
  const alone = await visit()
  console.log('alone:', alone)
  for (const abuse of ABUSES) {
    const crowd = await connectAbusiveClients(port, abuse, SIZE[abuse])
    await pause(STAY_MS)
    const beside = await visit()
    const memory = await relay.memory()
    console.log(`beside ${crowd.connected()} that are ${abuse}:`, beside, `${(memory / 1e6).toFixed(0)} MB`)
    crowd.disconnect()
    expect(beside.half).toBeLessThan(alone.half * 3 + 10)
    expect(memory).toBeLessThan(MEMORY_BYTES)
  }
})
