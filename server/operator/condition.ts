import { waitingCount } from '../outbox/states.ts'
import { StoreError, type StoreFault } from '../store/database.ts'
import { type Sleep, withTimeout } from '../time/timeout.ts'
import type { Facts } from './facts.ts'
import { HEALTHY_MAIL, mailTrouble } from './mail-facts.ts'

/** What `/health/ready` reports: `ready` decides the HTTP status, the rest is for the reader. */
type Condition = { ready: boolean; status: 'ok' | 'degraded' | 'down'; [detail: string]: unknown }

/** Longer than a burst takes to deliver, and than a short outage of Constant Contact. */
const LONG_WAIT_SECONDS = 300
/** Anybody may ask, so the database is queried at most this often. */
const FRESH_MS = 2000
/** A load balancer hears about a database that does not answer after this long. */
const ANSWER_MS = 2000

/** What tells how the relay does. */
export type ConditionParts = {
  facts: () => Promise<Facts>
  /** Commits what a sign-up would; rejects with a `StoreError`. */
  probe: () => Promise<unknown>
  maxWaiting: number
}

type Parts = ConditionParts & {
  /** Whether visitors are told the outcome. */
  reveals?: boolean
  now: () => number
  sleep: Sleep
}

/** `seen`: what anybody may know. `whole`: what the operator may. */
export type Conditions = { seen: Condition; whole: Condition }

/** Finds the condition of the relay, with one query for all who ask within two seconds. */
export function createCondition(parts: Parts): () => Promise<Conditions> {
  const { facts, probe, maxWaiting, reveals, now, sleep } = parts
  let latest: Promise<Conditions> | undefined
  /** Undefined while the database has not answered. */
  let answeredAt: number | undefined

  async function findCondition(): Promise<Conditions> {
    try {
      const known = await facts()
      await probe()
      return { seen: seenCondition(known, maxWaiting, reveals), whole: conditionOf(known, maxWaiting) }
    } catch (error) {
      if (error instanceof StoreError) return downConditions(error.fault)
      throw error
    } finally {
      answeredAt = now()
    }
  }

  return async () => {
    const isStale = answeredAt !== undefined && Math.abs(now() - answeredAt) >= FRESH_MS
    if (latest === undefined || isStale) {
      answeredAt = undefined
      latest = findCondition()
    }
    return (await withTimeout(ANSWER_MS, latest, sleep)) ?? downConditions('busy')
  }
}

function downConditions(fault: StoreFault): Conditions {
  const down = downCondition(fault)
  return { seen: down, whole: down }
}

/** A sign-up cannot be recorded, so a load balancer should send visitors elsewhere. */
export function downCondition(fault: StoreFault): Condition {
  return { ready: false, status: 'down', database: fault }
}

/**
 * Ready while sign-ups can be recorded; degraded while they cannot be delivered. `reason` says why the relay is not
 * connected, or why its tokens could not be refreshed last time.
 */
export function conditionOf(facts: Facts, maxWaiting: number): Condition {
  const { counts, oldestWaitingSeconds, connection, dispatcher } = facts
  const waiting = waitingCount(counts)
  const reason = connection.kind === 'connected' ? connection.trouble : connection.reason
  const trouble = mailTrouble(facts.mail)
  const body = {
    connection: connection.kind,
    reason,
    waiting,
    oldest_waiting_seconds: oldestWaitingSeconds,
    parked: counts.parked,
    dispatcher,
    mail: trouble,
    cloned: facts.cloned || undefined,
  }
  if (waiting >= maxWaiting) return { ready: false, status: 'down', database: 'too_many_waiting', ...body }
  return { ready: true, status: isDegraded(facts) ? 'degraded' : 'ok', ...body }
}

/**
 * The part that tells nobody what became of one sign-up, since a stranger might send it: counts, and the mail that only
 * contacts are sent, would show who is on a list. Unless the relay `reveals` outcomes to visitors, so would a wait for Constant
 * Contact and the end of the day's calls: one that is held waits for neither, and takes a call less.
 */
export function seenCondition(facts: Facts, maxWaiting: number, reveals = true): Condition {
  const { quota, oldestWaitingSeconds } = facts
  const visible = reveals
    ? { quota, oldestWaitingSeconds }
    : { quota: { ...quota, used: 0 }, oldestWaitingSeconds: 0 }
  const known = conditionOf({ ...facts, ...visible, mail: HEALTHY_MAIL }, maxWaiting)
  const { ready, status, connection, reason, database } = known
  return { ready, status, connection, reason, database }
}

/** A parked sign-up needs the operator, but does not degrade the relay. */
function isDegraded({ oldestWaitingSeconds, connection, dispatcher, quota, cloned, mail }: Facts): boolean {
  return (
    connection.kind !== 'connected' ||
    connection.trouble !== undefined ||
    dispatcher === 'none' ||
    oldestWaitingSeconds > LONG_WAIT_SECONDS ||
    quota.used >= quota.perDay ||
    cloned ||
    mailTrouble(mail) !== undefined
  )
}
