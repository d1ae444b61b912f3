import { StoreError, type StoreFault } from '../store/database.ts'
import type { Facts } from './facts.ts'
import { mailTrouble } from './mail-facts.ts'

/** What `/health/ready` reports: `ready` decides the HTTP status, the rest is for the reader. */
export type Condition = { ready: boolean; status: 'ok' | 'degraded' | 'down'; [detail: string]: unknown }

/** Longer than a burst takes to deliver, and than a short outage of Constant Contact. */
const LONG_WAIT_SECONDS = 300
/** Anybody may ask, so the database is queried at most this often. */
const FRESH_MS = 2000

type Parts = {
  facts: () => Promise<Facts>
  /** Commits something small, as a sign-up would be; rejects with a `StoreError`. */
  probe: () => Promise<unknown>
  /** `MAX_WAITING` */
  maxWaiting: number
  now: () => number
}

/** Finds the condition of the relay, with one query for all who ask within two seconds. */
export function createCondition({ facts, probe, maxWaiting, now }: Parts): () => Promise<Condition> {
  let latest: Promise<Condition> | undefined
  /** Undefined while the database has not answered. */
  let answeredAt: number | undefined

  async function findCondition(): Promise<Condition> {
    try {
      const known = await facts()
      await probe()
      return conditionOf(known, maxWaiting)
    } catch (error) {
      if (error instanceof StoreError) return downCondition(error.fault)
      throw error
    } finally {
      answeredAt = now()
    }
  }

  return () => {
    const isStale = answeredAt !== undefined && Math.abs(now() - answeredAt) >= FRESH_MS
    if (latest === undefined || isStale) {
      answeredAt = undefined
      latest = findCondition()
    }
    return latest
  }
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
  const waiting = counts.recorded + counts.waiting
  const reason = connection.kind === 'connected' ? connection.trouble : connection.reason
  const trouble = mailTrouble(facts.mail)
  const body = {
    connection: connection.kind,
    ...(reason !== undefined && { reason }),
    waiting,
    oldest_waiting_seconds: oldestWaitingSeconds,
    parked: counts.parked,
    dispatcher,
    ...(trouble !== undefined && { mail: trouble }),
    ...(facts.cloned && { cloned: true }),
  }
  if (waiting >= maxWaiting) return { ready: false, status: 'down', database: 'too_many_waiting', ...body }
  return { ready: true, status: isDegraded(facts) ? 'degraded' : 'ok', ...body }
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
