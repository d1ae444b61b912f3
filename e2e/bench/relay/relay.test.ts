import { closeSync, existsSync, fdatasyncSync, openSync, writeSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { Agent } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { createClient } from '../../../server/constant-contact/api/client.ts'
import type { Sandbox } from '../../../server/sandbox/sandbox.ts'
import { openAccountFor } from '../../faults/account.ts'
import { createRelayProcess, type RelayProcess } from '../../faults/relay-process.ts'
import { fill } from './fill.ts'
import { aSignUp, load, type Measured, perSecond, post, within } from './load.ts'
import { megabytes, ms, report } from './report.ts'

const LOADED_MS = 6000
const CONNECTIONS = 64
/** A file system that keeps nothing, where this machine has one: what is left then is the relay's own work. */
const MEMORY_DISK = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()
/** What one sign-up writes, about. */
const COMMIT_BYTES = 16_384

const forAWhile = (forMs: number) => {
  const end = performance.now() + forMs
  return () => performance.now() < end
}

/** A relay on a new SQLite file. `connected`: it can deliver; otherwise everything waits. */
async function aRelay(connected: boolean, more: Record<string, string> = {}, disk = tmpdir()) {
  const folder = await mkdtemp(join(disk, 'relay-bench-'))
  const path = join(folder, 'relay.db')
  const { sandbox, environment } = await openAccountFor(`file:${path}`, onTestFinished)
  const { CTCT_REFRESH_TOKEN, ...disconnected } = environment
  const relay = await createRelayProcess({ ...(connected ? environment : disconnected), ...more })
  onTestFinished(async () => {
    await relay.kill()
    await rm(folder, { recursive: true })
  })
  return { relay, sandbox, environment, path }
}

async function aVariant(kind: 'route' | 'bare' | 'straight', ...rest: string[]): Promise<RelayProcess> {
  const variant = await createRelayProcess({}, ['dist/bench/variants.js', kind, ...rest])
  onTestFinished(variant.kill)
  await variant.start()
  return variant
}

const speed = (measured: Measured) =>
  `${perSecond(measured).toFixed(0)}/s p50 ${ms(within(measured, 0.5))} p99 ${ms(within(measured, 0.99))}`

test('durable accepts', async () => {
  const { relay } = await aRelay(false, { REVEAL_OUTCOME: 'false' })
  await relay.start()
  const [route, bare] = [await aVariant('route'), await aVariant('bare')]
  const measure = async ({ url }: RelayProcess, keepAlive = true) => {
    await load(url, CONNECTIONS, forAWhile(1000), { keepAlive })
    return load(url, CONNECTIONS, forAWhile(LOADED_MS), { keepAlive })
  }
  const [durable, without, nothing] = [await measure(relay), await measure(route), await measure(bare)]
  const each = await measure(relay, false)
  expect(durable.failed + each.failed).toBe(0)
  report('accepted, durable', speed(durable), { text: '2,000/s', met: perSecond(durable) >= 2000 })
  report('  each over a new connection', speed(each), { text: '2,000/s', met: perSecond(each) >= 2000 })
  const ratio = (other: Measured) => `${(perSecond(durable) / perSecond(other)).toFixed(2)} of it`
  report('  the same route without a store', `${speed(without)}; the relay does ${ratio(without)}`)
  report('  a bare node:http server', `${speed(nothing)}; the relay does ${ratio(nothing)}`)
})

/** An access token of the stand-in's, for calls beside the relay's. */
async function accessTokenOf(sandbox: Sandbox, environment: Record<string, string>): Promise<string> {
  const response = await fetch(`${environment['CTCT_AUTH_URL']}/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'refresh_token',
      refresh_token: sandbox.seedRefreshToken(),
      client_id: String(environment['CTCT_CLIENT_ID']),
    }),
  })
  const { access_token: token } = z.object({ access_token: z.string() }).parse(await response.json())
  return token
}

test('an idle upstream call', async () => {
  const { relay, sandbox, environment, path } = await aRelay(true)
  sandbox.control.change({ processing_ms: 0 })
  await relay.start()
  const inMemory = await aRelay(true, {}, MEMORY_DISK)
  inMemory.sandbox.control.change({ processing_ms: 0 })
  await inMemory.relay.start()
  const sync = openSync(`${path}.sync`, 'w')
  onTestFinished(() => closeSync(sync))
  const apiUrl = String(environment['CTCT_API_URL'])
  // The relay's own refresh and this one are a second apart, as the token endpoint wants them.
  await pause(2000)
  const accessToken = await accessTokenOf(sandbox, environment)
  const straight = await aVariant('straight', apiUrl, accessToken)
  const client = createClient({ apiUrl, fetch })
  const agent = new Agent({ keepAlive: true })
  const ways: Record<'relay' | 'inMemory' | 'straight' | 'alone' | 'sync', () => Promise<unknown>> = {
    relay: () => post(relay.url, agent, aSignUp()),
    inMemory: () => post(inMemory.relay.url, agent, aSignUp()),
    straight: () => post(straight.url, agent, aSignUp()),
    alone: async () => {
      const { consent, page, submission_id, ...form } = JSON.parse(aSignUp())
      return (await client.signUp(accessToken, form)).kind
    },
    async sync() {
      writeSync(sync, Buffer.alloc(COMMIT_BYTES))
      fdatasyncSync(sync)
    },
  }
  const took: Record<keyof typeof ways, number[]> = {
    ...{ relay: [], inMemory: [], straight: [], alone: [], sync: [] },
  }
  const answers = { relay: 201, inMemory: 201, straight: 201, alone: 'created', sync: undefined }
  for (let n = 0; n < 60; n += 1) {
    for (const way of ['relay', 'inMemory', 'straight', 'alone', 'sync'] as const) {
      await pause(200)
      const before = performance.now()
      const answer = await ways[way]()
      // The first calls fetch the token and open the connections.
      if (n < 10) continue
      took[way].push(performance.now() - before)
      expect(answer).toBe(answers[way])
    }
  }
  const median = (times: number[]) => times.sort((a, b) => a - b)[times.length >> 1] ?? 0
  const [through, without, alone] = [median(took.relay), median(took.straight), median(took.alone)]
  report(
    'through an idle relay, p50',
    `${ms(through)}, without keeping it ${ms(without)}: ${ms(through - without)} added; the call alone ${ms(alone)}`,
    { text: '3 ms', met: through - without <= 3 },
  )
  report(
    '  of that the disk',
    `in memory ${ms(median(took.inMemory) - without)} added; one wait for this disk takes ${ms(median(took.sync))}`,
  )
})

test('accepting while many wait', async () => {
  const medians: number[] = []
  for (const waiting of [0, 10_000, 1_000_000]) {
    const { relay, path } = await aRelay(false, { REVEAL_OUTCOME: 'false', MAX_WAITING: '100000000' })
    await relay.start()
    if (waiting > 0) await relay.stop()
    if (waiting > 0) await fill(path, waiting)
    if (waiting > 0) await relay.start()
    const idle = await relay.memory()
    await load(relay.url, 4, forAWhile(1000))
    const measured = await load(relay.url, 4, forAWhile(LOADED_MS))
    medians.push(within(measured, 0.5))
    const ratio = within(measured, 0.5) / Number(medians[0])
    report(
      `accepting while ${waiting} wait`,
      `p50 ${ms(within(measured, 0.5))} p99 ${ms(within(measured, 0.99))}, ${ratio.toFixed(2)} of none waiting`,
      { text: '1.5', met: ratio <= 1.5 },
    )
    const loaded = await relay.memory()
    report(`  its memory`, `${megabytes(idle)} idle, ${megabytes(loaded)} after`, {
      text: '150 MB',
      met: loaded <= 150_000_000,
    })
    await relay.kill()
  }
})

const ascending = (a: number, b: number) => a - b

test('a burst of a thousand', async () => {
  const { relay, sandbox } = await aRelay(true, { RELAY_PATIENCE_MS: '2000' })
  await relay.start()
  const agent = new Agent({ keepAlive: true, maxSockets: 250 })
  const took: Record<'received' | 'told', number[]> = { received: [], told: [] }
  const posts = Array.from({ length: 1000 }, async (_, n) => {
    await pause(n)
    const before = performance.now()
    const status = await post(relay.url, agent, aSignUp())
    expect(status).toBeLessThan(300)
    took[status === 202 ? 'received' : 'told'].push(performance.now() - before)
  })
  await Promise.all(posts)
  const [received, told] = [took.received.toSorted(ascending), took.told.toSorted(ascending)]
  const all = [...received, ...told].toSorted(ascending)
  report(
    'a burst of 1,000 in a second',
    `all acknowledged, p50 ${ms(Number(all[500]))} p99 ${ms(Number(all[990]))}`,
    { text: 'p99 1 s', met: Number(all[990]) < 1000 },
  )
  report(
    '  told "received" at once',
    `${received.length}, p99 ${ms(Number(received[Math.floor(received.length * 0.99)]))}`,
  )
  report('  let wait for the outcome', `${told.length}, ${ms(Number(told[0]))} to ${ms(Number(told.at(-1)))}`)
  const drainedMs = 40_000
  const before = sandbox.state(0).counts.contacts
  await pause(drainedMs)
  const rate = (sandbox.state(0).counts.contacts - before) / (drainedMs / 1000)
  report('  drained at', `${rate.toFixed(2)}/s`, { text: '3.5/s', met: rate >= 3.5 })
})

test('starting', async () => {
  const times: number[] = []
  for (let n = 0; n < 5; n += 1) {
    const { relay } = await aRelay(false)
    const before = performance.now()
    await relay.start()
    times.push(performance.now() - before)
    await relay.kill()
  }
  report('from start to the first answer', times.map(ms).join(', '))
})
