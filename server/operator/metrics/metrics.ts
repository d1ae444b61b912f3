import type { Facts } from '../facts.ts'
import type { Family, Sample } from './exposition.ts'
import type { Counted } from './measurements.ts'

/** Every metric of the relay; without `facts`, when the database is away, only what this process counted. */
export function metricFamilies(counted: Counted, facts: Facts | undefined, now: number): Family[] {
  return [...countedFamilies(counted), ...databaseFamilies(facts, now)]
}

function countedFamilies({ signUps, calls, latency }: Counted): Family[] {
  return [
    {
      type: 'counter',
      name: 'signup_relay_signups_total',
      help: 'Sign-ups received by this process, by what their visitors were told.',
      samples: [...signUps].map(([outcome, value]) => ({ labels: { outcome }, value })),
    },
    {
      type: 'counter',
      name: 'signup_relay_upstream_calls_total',
      help: 'Calls from this process to Constant Contact, by answer.',
      samples: calls.map(({ call, answer, count }) => ({ labels: { call, answer }, value: count })),
    },
    {
      type: 'histogram',
      name: 'signup_relay_upstream_seconds',
      help: 'How long Constant Contact took to answer this process.',
      histogram: latency,
    },
  ]
}

/** Every relay on one database reports the same here: aggregate with max, not with sum. */
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
    gauge('waiting', 'Sign-ups that wait for delivery.', ({ counts }) =>
      one(counts.recorded + counts.waiting),
    ),
    gauge('held', 'Sign-ups that wait until their contact confirms.', ({ counts }) => one(counts.held)),
    gauge('parked', 'Sign-ups that need the operator.', ({ counts }) => one(counts.parked)),
    gauge(
      'oldest_waiting_seconds',
      'How long the oldest waiting sign-up has waited; 0 if none waits.',
      (known) => one(known.oldestWaitingSeconds),
    ),
    gauge('connected', '1 if the relay is connected to the account.', ({ connection }) =>
      one(connection.kind === 'connected' ? 1 : 0),
    ),
    gauge('dispatcher', '1 for the place of the relay that delivers.', ({ dispatcher }) =>
      (['here', 'elsewhere', 'none'] as const).map((place) => ({
        labels: { place },
        value: dispatcher === place ? 1 : 0,
      })),
    ),
    gauge('quota_used', 'Calls to Constant Contact made since 00:00 UTC.', ({ quota }) => one(quota.used)),
    gauge('quota_limit', 'Calls to Constant Contact that a day allows.', ({ quota }) => one(quota.perDay)),
    gauge(
      'mail_failing_seconds',
      'How long the mail server has accepted nothing; 0 while it does.',
      ({ mail }) => one(mail.failingSeconds),
    ),
    gauge('mail_refusals', 'Mails in a row that the mail server refused permanently.', ({ mail }) =>
      one(mail.refusals),
    ),
    gauge('oldest_letter_seconds', 'How long the oldest mail has waited to be sent.', ({ mail }) =>
      one(mail.oldestLetterSeconds),
    ),
    gauge(
      'token_expiry_seconds',
      'Time until the access token expires; it is refreshed before.',
      connected(({ expiresAt }) => (expiresAt - now) / 1000),
    ),
    gauge(
      'grant_expiry_seconds',
      'Time until the connection ends if it is not used again.',
      connected(({ grantEndsAt }) => (grantEndsAt - now) / 1000),
    ),
  ]
}

type Connected = Extract<Facts['connection'], { kind: 'connected' }>
