import { describe, expect, test } from 'vitest'
import { ask } from './client.ts'
import { PROXIES } from './configurations.ts'
import { HOST, startProxy } from './proxy.ts'
import { startStandIn } from './stand-in.ts'

/** The default of KEEP_ALIVE_SECONDS. */
const RELAY_KEEPS_MS = 75_000
const TRIES = 6
const BODY = JSON.stringify({ email_address: 'ada@example.org', text: 'x'.repeat(5_000) })
const POST = { method: 'POST', headers: { 'content-type': 'application/json' }, body: BODY }

describe.each(PROXIES)('%s', (name) => {
  test('says who asks, for which name, and how', async ({ onTestFinished }) => {
    const relay = await startStandIn(onTestFinished)
    const place = await startProxy(name, [relay.port], onTestFinished)
    await ask(place, '/form', { from: '127.0.6.1', headers: { 'x-forwarded-proto': 'http' } })
    const lastIsVisitor = expect.stringMatching(/(^|, )127\.0\.6\.1$/)
    const expected = { host: HOST, 'x-forwarded-for': lastIsVisitor, 'x-forwarded-proto': 'https' }
    // Beside the health checks of Caddy.
    expect(relay.received).toContainEqual(expect.objectContaining(expected))
  })

  test('loses no sign-up if its connection is closed meanwhile', async ({ onTestFinished }) => {
    const relay = await startStandIn(onTestFinished, { cuts: true })
    const place = await startProxy(name, [relay.port], onTestFinished)
    for (let asked = 0; asked < TRIES; asked += 1) {
      const answer = await ask(place, '/', POST)
      expect({ status: answer.status, body: String(answer.body) }).toEqual({ status: 200, body: BODY })
    }
    console.log(`${relay.cutOff()} of ${TRIES} requests were cut off and sent again`)
  })
})

test('each closes idle connections before the relay does', async ({ onTestFinished }) => {
  const seconds = PROXIES.map(async (name) => {
    const relay = await startStandIn(onTestFinished)
    const place = await startProxy(name, [relay.port], onTestFinished)
    expect((await ask(place, '/', POST)).status).toBe(200)
    const before = performance.now()
    await expect.poll(relay.open, { timeout: 3 * RELAY_KEEPS_MS, interval: 250 }).toBe(0)
    return performance.now() - before
  })
  const kept = Object.fromEntries((await Promise.all(seconds)).map((ms, n) => [PROXIES[n], Math.round(ms)]))
  console.log('milliseconds:', kept)
  for (const ms of Object.values(kept)) expect(ms).toBeLessThan(RELAY_KEEPS_MS)
})
