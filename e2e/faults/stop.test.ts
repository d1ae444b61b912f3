import { expect, test } from 'vitest'
import { openSqlite } from '../../server/store/sqlite.ts'
import { openAccount } from './account.ts'
import { API_KEY, LIST } from './owner.ts'
import { createRelayProcess } from './relay-process.ts'

test('a relay ends within five seconds, also while its database takes nothing', async ({
  onTestFinished,
}) => {
  const { environment } = await openAccount('sqlite', onTestFinished)
  const relay = await createRelayProcess(environment)
  await relay.start()
  onTestFinished(relay.kill)
  const database = await openSqlite(String(environment['DATABASE_URL']).replace('file:', ''))
  let letGo = () => {}
  const holding = new Promise<void>((resolve) => {
    letGo = resolve
  })
  let locked: Promise<void> | undefined
  await new Promise<void>((resolve) => {
    locked = database.transaction(() => {
      resolve()
      return holding
    })
  })
  expect(await relay.stop()).toBeLessThan(5000)
  letGo()
  await locked
  await database.close()
})

test('whoever waits when a relay stops is answered, however long they might have waited', async ({
  onTestFinished,
}) => {
  const { environment, sandbox } = await openAccount('sqlite', onTestFinished)
  const relay = await createRelayProcess({ ...environment, RELAY_PATIENCE_MS: '8000' })
  await relay.start()
  onTestFinished(relay.kill)
  sandbox.control.addFault({ path: '/v3/', fault: { kind: 'hang' } })
  const answer = fetch(`${relay.url}/v1/signups`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${API_KEY}` },
    body: JSON.stringify({
      email_address: 'ada@example.org',
      list_memberships: [LIST],
      consent: { given: true, text: 'Yes' },
    }),
  })
  await expect.poll(() => sandbox.state().calls.some(({ path }) => path.startsWith('/v3/'))).toBe(true)
  expect(await relay.stop()).toBeLessThan(5000)
  expect((await answer).status).toBe(202)
})
