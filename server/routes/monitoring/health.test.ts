import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it, test } from 'vitest'
import { aRelayApp, METRICS_TOKEN } from '../../testing/relay-app.ts'
import { aSignUp, LIST } from '../../testing/sign-up.ts'
import { healthRoutes } from './health.ts'

it('shows counts only with the token', async () => {
  const app = await aRelayApp('vendor')
  await app.tokens.store({ accessToken: 'a', refreshToken: 'r', lifeMs: 3_600_000 })
  await app.outbox.record(aSignUp(), {
    ...{ requestId: 'r', language: 'en', hold: false, trust: 'ordinary', patienceMs: 0 },
  })
  for (const authorization of ['', 'Bearer x', `Bearer ${METRICS_TOKEN}x`, `Basic ${METRICS_TOKEN}`]) {
    const response = await app.ask('/health/ready', { headers: { authorization } })
    expect(await response.json()).toEqual({ status: 'degraded', connection: 'connected' })
  }
  const whole = await app.ask('/health/ready', { headers: { authorization: `Bearer ${METRICS_TOKEN}` } })
  expect(await whole.json()).toMatchObject({ waiting: 1, oldest_waiting_seconds: 0, parked: 0 })
})

it.each(['/health/live', '/health/ready'])('%s is 503 while the relay stops', async (path) => {
  const condition = { ready: true, status: 'ok' } as const
  let isStopping = false
  const routes = healthRoutes({
    condition: async () => ({ seen: condition, whole: condition }),
    isStopping: () => isStopping,
  })
  expect((await routes.request(path)).status).toBe(200)
  isStopping = true
  const response = await routes.request(path)
  expect(response.status).toBe(503)
  expect(await response.json()).toEqual({ status: 'stopping' })
})

const PUBLIC = [
  '/health/ready',
  '/health/live',
  '/',
  `/form?lists=${LIST}`,
  `/v1/snippet?lists=${LIST}`,
  '/metrics',
]

it.each([{ EXISTING_CONTACTS: 'verify' }, { EXISTING_CONTACTS: 'append', REVEAL_OUTCOME: 'false' }])(
  'no public answer tells 200 sign-ups of contacts from 200 of others: %o',
  async (policy) => {
    const answers = { known: new Set<string>(), unknown: new Set<string>() }
    for (const kind of ['known', 'unknown'] as const) {
      const app = await aRelayApp('sandbox', { ...policy, CTCT_PER_SECOND: '100' })
      if (kind === 'known')
        app.sandbox.control.putContacts(
          Array.from({ length: 200 }, (_, n) => ({
            ...{ email_address: `${n}@example.org`, list_memberships: [LIST] },
          })),
        )
      app.dispatcher.start()
      for (let n = 0; n < 200; n += 1) {
        const response = await app.post(aSignUp({ email_address: `${n}@example.org` }))
        answers[kind].add(await told('POST', response))
      }
      // While they are delivered, and once the two seconds are over for which the relay repeats its answer.
      for (const afterMs of [0, 2_100]) {
        await pause(afterMs)
        for (const path of PUBLIC) answers[kind].add(await told(path, await app.ask(path)))
      }
    }
    expect(answers.known).toEqual(answers.unknown)
  },
  60_000,
)

const CONCEALING = [
  { EXISTING_CONTACTS: 'verify' },
  { EXISTING_CONTACTS: 'append', REVEAL_OUTCOME: 'false' },
  { EXISTING_CONTACTS: 'complete', REVEAL_OUTCOME: 'false' },
]

describe.each(CONCEALING)('one sign-up changes no public answer, known or not, with %o', (policy) => {
  test.each<[string, Record<string, string>, boolean]>([
    ['takes the last calls of the day', { CTCT_PER_DAY: '2' }, false],
    ['takes the last call of the day', { CTCT_PER_DAY: '1' }, false],
    ['fails for long at Constant Contact, which still answers look-ups', {}, true],
  ])('while it %s', async (_, limits, isFailing) => {
    const seen: string[] = []
    for (const kind of ['known', 'unknown']) {
      const app = await aRelayApp('sandbox', { ...policy, ...limits })
      const email_address = 'ada@example.org'
      if (kind === 'known') app.sandbox.control.putContacts([{ email_address, list_memberships: [LIST] }])
      if (isFailing)
        app.sandbox.control.addFault({
          path: '/v3/contacts/sign_up_form',
          fault: { kind: 'status', status: 500 },
        })
      app.dispatcher.start()
      await app.post(aSignUp({ email_address }))
      const isOver = async () => {
        const [row] = await app.database.all('SELECT state, reason FROM signups')
        const [{ used } = {}] = await app.database.all('SELECT used FROM dispatch')
        return row?.['state'] !== 'recorded' || used === Number(limits['CTCT_PER_DAY'])
      }
      await expect.poll(isOver).toBe(true)
      await app.database.run('UPDATE signups SET since = since - 3600000')
      for (const path of PUBLIC) seen.push(await told(path, await app.ask(path)))
    }
    expect(seen.slice(PUBLIC.length)).toEqual(seen.slice(0, PUBLIC.length))
  })
})

test('where visitors are told the outcome, everybody may know that sign-ups wait', async () => {
  const app = await aRelayApp('sandbox')
  app.sandbox.control.addFault({ path: '/v3/contacts', fault: { kind: 'status', status: 500 } })
  app.dispatcher.start()
  await app.post(aSignUp({}))
  await app.database.run('UPDATE signups SET since = since - 3600000')
  expect(await (await app.ask('/health/ready')).json()).toMatchObject({ status: 'degraded' })
})

async function told(what: string, response: Response): Promise<string> {
  const headers = [...response.headers].filter(([name]) => name !== 'date')
  return JSON.stringify([what, response.status, headers, await response.text()])
}
