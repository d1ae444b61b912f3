import { waitingCount } from '../../outbox/states.ts'
import { STORE_FAULTS, type StoreFault } from '../../store/database.ts'
import { conditionOf, downCondition } from '../condition.ts'
import type { Facts } from '../facts.ts'
import { duration, minuteOf, signUps } from '../format.ts'
import { mailTrouble } from '../mail-facts.ts'
import { outageText } from '../outage-text.ts'
import { RELAY } from '../relay-command.ts'
import { pairs } from './terminal.ts'

/** The relay's status as text. `fault`: why nothing can be recorded although the database can be read. */
export function statusText(facts: Facts, maxWaiting: number, fault?: StoreFault): string {
  const { counts, oldestWaitingSeconds, quota } = facts
  const waiting = waitingCount(counts)
  return pairs([
    ['Relay', fault === undefined ? conditionOf(facts, maxWaiting).status : `down: ${STORE_FAULTS[fault]}`],
    ['Connection', connectionText(facts)],
    ['Delivery', facts.dispatcher === 'none' ? 'not running: is a relay started?' : 'running'],
    [
      'Waiting',
      waiting === 0 ? '0' : `${signUps(waiting)}, the oldest for ${duration(oldestWaitingSeconds)}`,
    ],
    facts.downCause !== null && ['Outage', outageText(facts.downCause)],
    ['Held', `${counts.held}`],
    ['Parked', counts.parked === 0 ? '0' : `${counts.parked}. To see why: ${RELAY} outbox --state parked`],
    ['Delivered', `${counts.delivered} in total`],
    ['Refused', `${counts.refused} in total`],
    ['Calls today', `${quota.used} of ${quota.perDay}, resets at 00:00 UTC`],
    mailTrouble(facts.mail) !== undefined && ['Mail', mailText(facts)],
    facts.cloned && [
      'Database',
      'in use under another PUBLIC_URL: stop the copy, or set the relay’s PUBLIC_URL here',
    ],
  ])
}

function mailText({ mail }: Facts): string {
  const what = {
    failing: `the mail server has accepted nothing for ${duration(mail.failingSeconds)}`,
    refused: `the mail server rejected the last ${mail.refusals} emails`,
    waiting: `emails are waiting, the oldest for ${duration(mail.oldestMailSeconds)}`,
  }[mailTrouble(mail) ?? 'waiting']
  return mail.cause === undefined ? what : `${what} (${mail.cause})`
}

const DISCONNECTED = {
  never_connected: `never connected. To connect: ${RELAY} connect`,
  grant_lost: `rejected by Constant Contact. The relay keeps trying; to reconnect: ${RELAY} connect`,
  undecryptable: 'cannot be decrypted with this SECRET_KEY. Add the previous key: SECRET_KEY=new,old',
}
const TROUBLE = {
  unavailable: '; the last token refresh failed',
  misconfigured: '; Constant Contact rejected CTCT_CLIENT_ID or CTCT_CLIENT_SECRET',
}

function connectionText({ connection }: Facts): string {
  if (connection.kind === 'disconnected') return DISCONNECTED[connection.reason]
  const { connectedAt, refreshedAt, trouble } = connection
  const refreshed = refreshedAt > 0 ? `, refreshed ${minuteOf(refreshedAt)}` : ''
  return `since ${minuteOf(connectedAt)}${refreshed}${trouble === undefined ? '' : TROUBLE[trouble]}`
}

/** The same as JSON: the body of `/health/ready`, and more. */
export function statusRecord(facts: Facts, maxWaiting: number, fault?: StoreFault): Record<string, unknown> {
  const known = conditionOf(facts, maxWaiting)
  const { ready: _ready, ...body } = fault === undefined ? known : { ...known, ...downCondition(fault) }
  const { counts, connection, quota } = facts
  return {
    ...body,
    held: counts.held,
    delivered: counts.delivered,
    refused: counts.refused,
    calls_today: quota.used,
    calls_a_day: quota.perDay,
    ...(facts.downCause !== null && { cause: facts.downCause }),
    ...(connection.kind === 'connected' && {
      token_expires_at: new Date(connection.expiresAt).toISOString(),
      grant_ends_at: new Date(connection.grantEndsAt).toISOString(),
    }),
  }
}
