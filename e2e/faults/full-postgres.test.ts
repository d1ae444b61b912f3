import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, statfs } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { promisify } from 'node:util'
import { expect, type TestContext, test } from 'vitest'
import { freePort } from '../../server/testing/port.ts'
import { newTestDatabase, startTestPostgres } from '../../server/testing/postgres.ts'
import { openAccountFor } from './account.ts'
import { createRelayProcess } from './relay-process.ts'
import { postSignUp } from './sign-up.ts'

const run = promisify(execFile)
/** An alert is sent after 20 seconds of trouble, at a look every ten. */
const ALERTED_MS = 45_000
const HEALED_MS = 20_000
const TOGETHER = 20

type Afterwards = TestContext['onTestFinished']

/** A small file system of its own, in memory. */
async function smallDisk(afterwards: Afterwards): Promise<string> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0)
    throw new Error(
      'This test mounts a small file system: run it as root on Linux, for example in a container.',
    )
  const folder = await mkdtemp(join(tmpdir(), 'relay-full-'))
  await run('mount', ['-t', 'tmpfs', '-o', 'size=160M,mode=755', 'tmpfs', folder])
  afterwards(async () => {
    await run('umount', ['--lazy', folder])
    await rm(folder, { recursive: true })
  })
  return folder
}

/** Takes all the room that is left. */
async function fill(disk: string): Promise<void> {
  await run('dd', ['if=/dev/zero', `of=${join(disk, 'filling')}`, 'bs=4k']).catch(() => undefined)
  expect((await statfs(disk)).bavail).toBe(0)
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

test('with no room left for PostgreSQL, visitors and the owner are told, and all heals with room', async ({
  onTestFinished,
}) => {
  const disk = await smallDisk(onTestFinished)
  const within = join(disk, 'postgres')
  await mkdir(within)
  const server = await startTestPostgres({ durable: true, within })
  onTestFinished(server.stop)
  const webhook = await openWebhook(onTestFinished)
  const { environment } = await openAccountFor(await newTestDatabase(server.url), onTestFinished)
  const relay = await createRelayProcess({ ...environment, ALERT_WEBHOOK: webhook.url })
  await relay.start()
  onTestFinished(relay.kill)
  let visitors = 0
  const signUp = async () => (await postSignUp(relay.url, `visitor-${visitors++}@example.org`)).status
  const signUpTogether = () => Promise.all(Array.from({ length: TOGETHER }, signUp))
  const ready = async () => {
    const response = await fetch(`${relay.url}/health/ready`)
    return { code: response.status, ...JSON.parse(await response.text()) }
  }
  expect(await signUp()).toBeLessThan(300)
  expect(await ready()).toMatchObject({ code: 200 })

  await fill(disk)
  // The last pages of the tables have room for a few more, which are kept, though all arrive together.
  const statuses = await signUpTogether()
  expect(statuses).toContain(503)
  expect(statuses.some((status) => status < 300)).toBe(true)
  await expect.poll(signUpTogether, { timeout: 15_000 }).toEqual(statuses.map(() => 503))
  await expect.poll(ready, { timeout: 5000 }).toMatchObject({ code: 503, database: 'full' })
  await expect.poll(() => webhook.received, { timeout: ALERTED_MS }).toEqual([{ alert: 'store' }])
  expect(await signUp()).toBe(503)
  expect(await ready()).toMatchObject({ code: 503, database: 'full' })

  await rm(join(disk, 'filling'))
  await expect.poll(ready, { timeout: HEALED_MS }).toMatchObject({ code: 200 })
  await expect.poll(signUp, { timeout: HEALED_MS }).toBeLessThan(300)
  await expect
    .poll(() => webhook.received, { timeout: HEALED_MS })
    .toEqual([{ alert: 'store' }, { alert: 'recovered', trouble: 'store' }])
})
