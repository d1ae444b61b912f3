import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import { refusal } from '../../admission/refusal.ts'
import { PATHS } from '../../contract.ts'
import type { Facts } from '../../operator/facts.ts'
import { createMeasurements } from '../../operator/metrics/measurements.ts'
import { StoreError } from '../../store/database.ts'
import { counts, testFacts } from '../../testing/facts.ts'
import type { RequestVariables } from '../routes.ts'
import { countSignUps, metricsRoutes } from './metrics.ts'

const TOKEN = 'a token for the metrics'
const NOW = Date.UTC(2026, 4, 1)

describe('/metrics', () => {
  it('does not exist without a token', async () => {
    const { ask } = metrics({ token: undefined })
    expect((await ask('Bearer ')).status).toBe(404)
    expect((await ask('Bearer undefined')).status).toBe(404)
  })

  it.each([
    undefined,
    '',
    'Bearer',
    'Bearer ',
    'Bearer wrong',
    `Basic ${TOKEN}`,
    `Bearer ${TOKEN}x`,
    'Bearer a',
  ])('is refused to a request with %j', async (authorization) => {
    const response = await metrics({ token: 'secret' }).ask(authorization)
    expect(response.status).toBe(401)
    expect(await response.text()).not.toContain('signup_relay')
  })

  it('shows what was counted and what the database holds', async () => {
    const { ask, measurements } = metrics({
      facts: testFacts({ counts: counts({ recorded: 2, waiting: 3, parked: 1 }), oldestWaitingSeconds: 61 }),
    })
    measurements.signUp('created')
    measurements.call('sign_up', 'throttled', 0.4)
    const response = await ask('bearer secret')
    expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8')
    const lines = (await response.text()).split('\n')
    expect(lines).toEqual(
      expect.arrayContaining([
        'signup_relay_signups_total{outcome="created"} 1',
        'signup_relay_signups_total{outcome="accepted"} 0',
        'signup_relay_upstream_calls_total{call="sign_up",answer="throttled"} 1',
        'signup_relay_upstream_seconds_bucket{le="0.5"} 1',
        'signup_relay_upstream_seconds_count 1',
        'signup_relay_database_up 1',
        'signup_relay_waiting 5',
        'signup_relay_parked 1',
        'signup_relay_oldest_waiting_seconds 61',
        'signup_relay_connected 1',
        'signup_relay_dispatcher{place="here"} 1',
        'signup_relay_quota_used 40',
        'signup_relay_quota_limit 10000',
        'signup_relay_token_expiry_seconds 86400',
        'signup_relay_grant_expiry_seconds 15552000',
      ]),
    )
  })

  it('gives every line a form that Prometheus reads, each name once', async () => {
    const text = await (await metrics({}).ask('Bearer secret')).text()
    expect(text.endsWith('\n')).toBe(true)
    const lines = text.trimEnd().split('\n')
    for (const line of lines) {
      expect(line).toMatch(
        /^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{[a-z_]+="[^"]*"(,[a-z_]+="[^"]*")*\})? -?[\d.]+)$/,
      )
    }
    const named = lines.filter((line) => line.startsWith('# TYPE')).map((line) => line.split(' ')[2])
    expect(new Set(named).size).toBe(named.length)
  })

  it('reports no expiry without a token', async () => {
    const facts = testFacts({ connection: { kind: 'disconnected', reason: 'grant_lost' } })
    const text = await (await metrics({ facts }).ask('Bearer secret')).text()
    expect(text).toContain('signup_relay_connected 0\n')
    expect(text).not.toMatch(/^signup_relay_token_expiry_seconds/m)
  })

  it('still shows what it counted while the database is away', async () => {
    const text = await (await metrics({ facts: 'away' }).ask('Bearer secret')).text()
    expect(text).toContain('signup_relay_database_up 0\n')
    expect(text).toContain('signup_relay_signups_total{outcome="created"} 0\n')
    expect(text).not.toMatch(/^signup_relay_waiting/m)
  })
})

it('counts each sign-up by what its visitor was told', async () => {
  const measurements = createMeasurements()
  const app = new Hono<{ Variables: RequestVariables }>()
  app.route('/', countSignUps(measurements))
  app.post(PATHS.signups, async (context) => {
    const asked = await context.req.text()
    if (asked === 'throw') throw new Error('a fault')
    if (asked === 'created') context.set('action', 'created')
    else context.set('refusal', refusal('invalid_fields'))
    return context.text('')
  })
  app.onError((_error, context) => {
    context.set('refusal', refusal('unavailable'))
    return context.text('')
  })
  for (const body of ['created', 'created', 'wrong', 'throw'])
    await app.request(PATHS.signups, { method: 'POST', body })
  await app.request(PATHS.signups, { method: 'OPTIONS' })
  await app.request('/elsewhere')
  expect(Object.fromEntries(measurements.counted().signUps)).toEqual({
    created: 2,
    updated: 0,
    accepted: 0,
    invalid_fields: 1,
    unavailable: 1,
  })
})

function metrics(parts: { token?: string | undefined; facts?: Facts | 'away' }) {
  const { token, facts = testFacts() } = { token: 'secret', ...parts }
  const measurements = createMeasurements()
  const routes = metricsRoutes({
    token,
    facts: async () => {
      if (facts === 'away') throw new StoreError('unreachable', 'no')
      return facts
    },
    counted: measurements.counted,
    now: () => NOW,
  })
  const ask = async (authorization?: string) =>
    routes.request('/metrics', authorization === undefined ? {} : { headers: { authorization } })
  return { ask, measurements }
}
