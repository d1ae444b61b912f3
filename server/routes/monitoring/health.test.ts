import { setTimeout as pause } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { aRelayApp, METRICS_TOKEN } from '../../testing/relay-app.ts'
import { aSignUp, LIST } from '../../testing/sign-up.ts'

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

async function told(what: string, response: Response): Promise<string> {
  const headers = [...response.headers].filter(([name]) => name !== 'date')
  return JSON.stringify([what, response.status, headers, await response.text()])
}
