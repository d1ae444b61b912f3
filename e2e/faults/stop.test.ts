import { expect, test } from 'vitest'
import { openSqlite } from '../../server/store/engines/sqlite.ts'
import { openAccount } from './account.ts'
import { createRelayProcess, STOP_MS } from './relay-process.ts'
import { postSignUp } from './sign-up.ts'

test('a relay ends within seven seconds, even if its database hangs', async ({ onTestFinished }) => {
  const { environment } = await openAccount('sqlite', onTestFinished)
  const relay = await createRelayProcess(environment)
  await relay.start()
  onTestFinished(relay.kill)
  const database = await openSqlite(String(environment['DATABASE_URL']).replace('file:', ''))
  let release = () => {}
  const holding = new Promise<void>((resolve) => {
    release = resolve
  })
  let locked: Promise<void> | undefined
  await new Promise<void>((resolve) => {
    locked = database.transaction(() => {
      resolve()
      return holding
    })
  })
  expect(await relay.stop()).toBeLessThan(STOP_MS)
  release()
  await locked
  await database.close()
})

test('a relay that is told to stop serves on for a moment, and says so to the proxy in front', async ({
  onTestFinished,
}) => {
  const { environment } = await openAccount('sqlite', onTestFinished)
  const relay = await createRelayProcess(environment)
  await relay.start()
  onTestFinished(relay.kill)
  const ask = (path: string) => fetch(relay.url + path, { headers: { connection: 'close' } })
  const statuses = new Set<string>()
  let isGone = false
  const stopped = relay.stop()
  while (!isGone) {
    for (const path of ['/health/live', '/health/ready', '/v1/signup.js']) {
      const answer = await ask(path).catch(() => undefined)
      await answer?.arrayBuffer()
      if (answer === undefined) isGone = true
      else statuses.add(`${path} ${answer.status}`)
    }
  }
  expect(await stopped).toBeLessThan(STOP_MS)
  expect(statuses).toContain('/health/live 503')
  expect(statuses).toContain('/health/ready 503')
  expect(statuses).toContain('/v1/signup.js 200')
  expect(statuses).not.toContain('/v1/signup.js 503')
})

test('visitors who wait when a relay stops are answered, however long their patience', async ({
  onTestFinished,
}) => {
  const { environment, sandbox } = await openAccount('sqlite', onTestFinished)
  const relay = await createRelayProcess({ ...environment, RELAY_PATIENCE_MS: '8000' })
  await relay.start()
  onTestFinished(relay.kill)
  sandbox.control.addFault({ path: '/v3/', fault: { kind: 'hang' } })
  const answer = postSignUp(relay.url)
  await expect.poll(() => sandbox.state().calls.some(({ path }) => path.startsWith('/v3/'))).toBe(true)
  expect(await relay.stop()).toBeLessThan(STOP_MS)
  expect((await answer).status).toBe(202)
})

test.for(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
  'a relay that is told to stop by %s frees its lease, so that the next one delivers at once',
  async (signal, { onTestFinished }) => {
    const { environment } = await openAccount('sqlite', onTestFinished)
    const relay = await createRelayProcess(environment)
    await relay.start()
    onTestFinished(relay.kill)
    // Created, so it has called the vendor and has the lease.
    await expect.poll(async () => (await postSignUp(relay.url)).status, { timeout: 120_000 }).toBe(201)
    expect(await relay.stop(signal)).toBeLessThan(STOP_MS)
    const database = await openSqlite(String(environment['DATABASE_URL']).replace('file:', ''))
    expect(await database.all('SELECT until FROM dispatch')).toEqual([{ until: 0 }])
    await database.close()
  },
)
