import { waitingCount } from '../../outbox/states.ts'
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
  const family = (name: string, help: string, samples: readonly Sample[]): Family => ({
    ...{ type: 'gauge', name: `signup_relay_${name}`, help, samples },
  })
  const gauge = (name: string, help: string, value: number | undefined) =>
    family(name, help, value === undefined ? [] : [{ value }])
  const { counts, connection, quota, mail } = facts ?? {}
  const grant = connection?.kind === 'connected' ? connection : undefined
  const secondsUntil = (time: number | undefined) => time && Math.round((time - now) / 1000)
  const places = facts === undefined ? [] : (['here', 'elsewhere', 'none'] as const)
  const dispatchers = places.map((place) => ({
    labels: { place },
    value: facts?.dispatcher === place ? 1 : 0,
  }))
  const oldestHelp = 'How long the oldest waiting sign-up has waited; 0 if none waits.'
  const failingHelp = 'How long the mail server has accepted nothing; 0 while it does.'
  const tokenHelp = 'Time until the access token expires; it is refreshed before.'
  const grantHelp = 'Time until the connection ends if it is not used again.'
  return [
    gauge('database_up', '1 if the database answers.', facts === undefined ? 0 : 1),
    gauge('waiting', 'Sign-ups that wait for delivery.', counts && waitingCount(counts)),
    gauge('held', 'Sign-ups that wait until their contact confirms.', counts?.held),
    gauge('parked', 'Sign-ups that need the operator.', counts?.parked),
    gauge('oldest_waiting_seconds', oldestHelp, facts?.oldestWaitingSeconds),
    gauge('connected', '1 if the relay is connected to the account.', connection && (grant ? 1 : 0)),
    family('dispatcher', '1 for the place of the relay that delivers.', dispatchers),
    gauge('quota_used', 'Calls to Constant Contact made since 00:00 UTC.', quota?.used),
    gauge('quota_limit', 'Calls to Constant Contact that a day allows.', quota?.perDay),
    gauge('mail_failing_seconds', failingHelp, mail?.failingSeconds),
    gauge('mail_refusals', 'Mails in a row that the mail server refused permanently.', mail?.refusals),
    gauge(
      'oldest_letter_seconds',
      'How long the oldest mail has waited to be sent.',
      mail?.oldestMailSeconds,
    ),
    gauge('token_expiry_seconds', tokenHelp, secondsUntil(grant?.expiresAt)),
    gauge('grant_expiry_seconds', grantHelp, secondsUntil(grant?.grantEndsAt)),
  ]
}
