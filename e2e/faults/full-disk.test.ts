import { mkdir } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, type TestContext, test } from 'vitest'
import type { Engine } from '../../server/store/database.ts'
import { freePort } from '../../server/testing/port.ts'
import { newTestDatabase, startTestPostgres } from '../../server/testing/postgres.ts'
import { openAccountFor } from './account.ts'
import { fill, smallDisk } from './disk.ts'
import { createRelayProcess } from './relay-process.ts'
import { postSignUp } from './sign-up.ts'

/** An alert is sent after 20 seconds of trouble, checked every ten. */
const ALERTED_MS = 180_000
const HEALED_MS = 120_000
const ANSWERED_MS = 60_000
const DELIVERED_MS = 300_000
const TOGETHER = 20

type Afterwards = TestContext['onTestFinished']

/** A database on a small disk of its own. */
async function onSmallDisk(engine: Engine, afterwards: Afterwards): Promise<{ disk: string; url: string }> {
  const disk = await smallDisk(engine === 'postgres' ? '160M' : '4M', afterwards)
  if (engine === 'sqlite') return { disk, url: `file:${join(disk, 'relay.db')}` }
  const within = join(disk, 'postgres')
  await mkdir(within)
  const server = await startTestPostgres({ durable: true, within })
  afterwards(server.stop)
  return { disk, url: await newTestDatabase(server.url) }
}

/** Receives alerts: which alert and which trouble, in order. */
async function openWebhook(afterwards: Afterwards) {
  const received: { alert: string; trouble?: string }[] = []
  const server = createServer(async (request, response) => {
    const { alert, trouble } = JSON.parse(await text(request))
    received.push({ alert, ...(trouble !== undefined && { trouble }) })
    response.end()
  })
  const port = await freePort()
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  afterwards(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url: `http://127.0.0.1:${port}/`, received }
}

test.for(['sqlite', 'postgres'] as const)(
  'with no room left for %s, visitors and the owner are told, and all heals with room',
  async (engine, { onTestFinished }) => {
    const { disk, url } = await onSmallDisk(engine, onTestFinished)
    const webhook = await openWebhook(onTestFinished)
    const { environment, sandbox } = await openAccountFor(url, onTestFinished)
    const relay = await createRelayProcess({ ...environment, ALERT_WEBHOOK: webhook.url })
    await relay.start()
    onTestFinished(relay.kill)
    const acknowledged: string[] = []
    let visitors = 0
    const signUp = async () => {
      const address = `visitor-${visitors++}@example.org`
      const response = await postSignUp(relay.url, address)
      if (response.ok) acknowledged.push(address)
      else expect(await response.text()).toContain('Sign-ups cannot be recorded at the moment')
      return response.status
    }
    const signUpTogether = () => Promise.all(Array.from({ length: TOGETHER }, signUp))
    const ready = async () => {
      const response = await fetch(`${relay.url}/health/ready`)
      return { code: response.status, ...JSON.parse(await response.text()) }
    }
    expect(await signUp()).toBeLessThan(300)
    expect(await ready()).toMatchObject({ code: 200 })

    const makeRoom = await fill(disk)
    // There is room for a few more, in the last pages of the tables or in the log, which are kept though all arrive together.
    let statuses: number[] = []
    while (!statuses.includes(503)) statuses = await signUpTogether()
    if (engine === 'postgres') expect(statuses.some((status) => status < 300)).toBe(true)
    await expect.poll(signUpTogether, { timeout: 180_000 }).toEqual(statuses.map(() => 503))
    await expect.poll(ready, { timeout: ANSWERED_MS }).toMatchObject({ code: 503, database: 'full' })
    await expect.poll(() => webhook.received, { timeout: ALERTED_MS }).toEqual([{ alert: 'store' }])
    expect(await signUp()).toBe(503)
    expect(await ready()).toMatchObject({ code: 503, database: 'full' })

    await makeRoom()
    await expect.poll(ready, { timeout: HEALED_MS }).toMatchObject({ code: 200 })
    await expect.poll(signUp, { timeout: HEALED_MS }).toBeLessThan(300)
    await expect
      .poll(() => webhook.received, { timeout: HEALED_MS })
      .toEqual([{ alert: 'store' }, { alert: 'recovered', trouble: 'store' }])
    const lost = () => {
      const arrived = new Set(sandbox.state().contacts.map(({ email_address }) => email_address.address))
      return acknowledged.filter((address) => !arrived.has(address))
    }
    await expect.poll(lost, { timeout: DELIVERED_MS, interval: 500 }).toEqual([])
  },
)
