import { createHash, timingSafeEqual } from 'node:crypto'
import { Hono } from 'hono'
import type { RequestVariables, Routes } from '../../routes/request-log.ts'
import { StoreError } from '../../store/database.ts'
import type { Facts } from '../facts.ts'
import { EXPOSITION_TYPE, expose, type Family, type Sample } from './exposition.ts'
import type { Counted } from './measurements.ts'

type Parts = {
  /** `METRICS_TOKEN`; without one there is no `/metrics`. */
  token?: string
  /** Rejects with a `StoreError` where the database is away; then only what this process counted is told. */
  facts: () => Promise<Facts>
  counted: () => Counted
  now: () => number
}

const NEVER_KEPT = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' }

/** `GET /metrics` for Prometheus, to whoever shows `Authorization: Bearer METRICS_TOKEN`. */
export function metricsRoutes({ token, facts, counted, now }: Parts): Routes {
  const routes = new Hono<{ Variables: RequestVariables }>()
  if (token === undefined) return routes
  routes.get('/metrics', async ({ req }) => {
    if (!shows(req.header('authorization'), token)) {
      return new Response('Show METRICS_TOKEN as a bearer token.\n', {
        status: 401,
        headers: { 'content-type': 'text/plain; charset=utf-8', 'www-authenticate': 'Bearer', ...NEVER_KEPT },
      })
    }
    const known = await facts().catch(awayOnly)
    const families = [...countedFamilies(counted()), ...databaseFamilies(known, now())]
    return new Response(expose(families), {
      headers: { 'content-type': EXPOSITION_TYPE, ...NEVER_KEPT },
    })
  })
  return routes
}

function awayOnly(error: unknown): undefined {
  if (!(error instanceof StoreError)) throw error
}

/** Digests have one length, so the time says nothing, not even how long the token is. */
function shows(header: string | undefined, token: string): boolean {
  const [, shown = ''] = /^bearer +(\S+)$/i.exec(header?.trim() ?? '') ?? []
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(shown), digest(token))
}

function countedFamilies({ signUps, calls, latency }: Counted): Family[] {
  return [
    {
      type: 'counter',
      name: 'signup_relay_signups_total',
      help: 'Sign-ups by what their visitors were told, by this process.',
      samples: [...signUps].map(([outcome, value]) => ({ labels: { outcome }, value })),
    },
    {
      type: 'counter',
      name: 'signup_relay_upstream_calls_total',
      help: 'Calls to Constant Contact by their answer, by this process.',
      samples: calls.map(({ call, answer, count }) => ({ labels: { call, answer }, value: count })),
    },
    {
      type: 'histogram',
      name: 'signup_relay_upstream_seconds',
      help: 'How long Constant Contact took to answer, to this process.',
      histogram: latency,
    },
  ]
}

/** These are the same from every relay on one database: take the maximum of them, not the sum. */
function databaseFamilies(facts: Facts | undefined, now: number): Family[] {
  const gauge = (name: string, help: string, samples: (facts: Facts) => Sample[]): Family => ({
    type: 'gauge',
    name: `signup_relay_${name}`,
    help,
    samples: facts === undefined ? [] : samples(facts),
  })
  const one = (value: number): Sample[] => [{ value }]
  const connected = (seconds: (at: Connected) => number) => (facts: Facts) =>
    facts.connection.kind === 'connected' ? one(Math.round(seconds(facts.connection))) : []
  return [
    {
      type: 'gauge',
      name: 'signup_relay_database_up',
      help: '1 if the database answers.',
      samples: one(facts === undefined ? 0 : 1),
    },
    gauge('waiting', 'Sign-ups that wait to be delivered.', ({ counts }) =>
      one(counts.recorded + counts.waiting),
    ),
    gauge('held', 'Sign-ups that wait for their contact to confirm.', ({ counts }) => one(counts.held)),
    gauge('parked', 'Sign-ups that the owner must look at.', ({ counts }) => one(counts.parked)),
    gauge('oldest_waiting_seconds', 'How long the oldest of them waits; 0 when none does.', (known) =>
      one(known.oldestWaitingSeconds),
    ),
    gauge('connected', '1 if the relay is connected to the account.', ({ connection }) =>
      one(connection.kind === 'connected' ? 1 : 0),
    ),
    gauge('dispatcher', '1 for where the relay is that delivers.', ({ dispatcher }) =>
      (['here', 'elsewhere', 'none'] as const).map((place) => ({
        labels: { place },
        value: dispatcher === place ? 1 : 0,
      })),
    ),
    gauge('quota_used', 'Calls to Constant Contact made since 00:00 UTC.', ({ quota }) => one(quota.used)),
    gauge('quota_limit', 'Calls that a day has.', ({ quota }) => one(quota.perDay)),
    gauge(
      'mail_failing_seconds',
      'How long the mail server has taken nothing; 0 while it does.',
      ({ mail }) => one(mail.failingSeconds),
    ),
    gauge('mail_refusals', 'Letters in a row that the mail server refused for good.', ({ mail }) =>
      one(mail.refusals),
    ),
    gauge('oldest_letter_seconds', 'How long the oldest letter waits to go out.', ({ mail }) =>
      one(mail.oldestLetterSeconds),
    ),
    gauge(
      'token_expiry_seconds',
      'Until the access token ends; it is refreshed before.',
      connected(({ expiresAt }) => (expiresAt - now) / 1000),
    ),
    gauge(
      'grant_expiry_seconds',
      'Until the connection would end if it were never used again.',
      connected(({ grantEndsAt }) => (grantEndsAt - now) / 1000),
    ),
  ]
}

type Connected = Extract<Facts['connection'], { kind: 'connected' }>
