import type { Client } from '../constant-contact/api/client.ts'
import type { Read } from '../constant-contact/api/pages.ts'
import type { TokenState } from '../constant-contact/oauth/token-state.ts'
import { loggableError } from '../http/loggable-error.ts'
import { nextDueAt, type Priority } from '../outbox/due-query.ts'
import { BACKLOG_EVERY } from '../outbox/states.ts'
import { createBackgroundLoop } from '../store/background-loop.ts'
import type { Seal } from '../store/sealed.ts'
import { createConnections, type Tokens } from './connection.ts'
import { createInFlight } from './in-flight.ts'
import { nextCall } from './next-call.ts'
import { type CallPermit, createCallPermits } from './pace/call-permits.ts'
import { createDispatchLease, type LeaseTimes } from './pace/dispatch-lease.ts'
import type { Limits } from './pace/pace.ts'
import { createPendingLookups } from './pending-lookups.ts'
import { createSend, type SendParts } from './send.ts'
import {
  afterAnswer,
  afterClockCorrection,
  afterProbe,
  backlogEnd,
  type Condition,
  HEALTHY,
  type Moment,
} from './vendor-condition.ts'

export type Dispatcher = ReturnType<typeof createDispatcher>

type Parts = Omit<SendParts, 'permits' | 'onAnswer' | 'onRead'> & {
  seal: Seal
  client: Pick<Client, 'privileges'>
  tokens: Tokens
  limits: Limits
  times: LeaseTimes
  /** How often an idle dispatcher looks for itself, since an announcement may be missed. */
  lookMs?: number
}

/** How long a relay that stands by waits for a call of its own. */
const STANDING_BY_MS = 5000
/** How long to wait while the account is not connected, or its tokens cannot be refreshed. */
const CONNECTION_RETRY_MS = 2000
const MOST_IN_FLIGHT = 50
/** A contact that was looked up is looked up again where the call about it cannot be made within this time. */
const LOOKUP_FRESH_MS = 5000

/**
 * Delivers what the outbox holds, in this process while it has the lease. Each round looks for what prevents the next call,
 * and either makes it or answers how long to sleep.
 */
export function createDispatcher(parts: Parts) {
  const { database, seal, now, sleep, random, client, limits, times, lookMs = 250, log } = parts
  const lease = createDispatchLease({ database, now, limits, times })
  const lookUpPending = createPendingLookups({ database, limits })
  const connections = createConnections(parts.tokens)
  const loop = createBackgroundLoop({ name: 'delivery', round, sleep, log })
  const permits = createCallPermits(loop.wake)
  const inFlight = createInFlight(loop.wake, log)
  let condition: Condition = HEALTHY
  let connection: TokenState['kind'] = 'unavailable'
  let claims = 0
  /** The cause that the database holds, for the owner. Undefined after a start, when it may hold any. */
  let writtenCause: string | null | undefined = null
  let listening: (() => void)[] = []

  function setCondition(next: Condition): void {
    const { trouble: from, cause: before } = condition
    const { trouble: to, cause } = next
    if (to !== from || cause !== before) log.info({ from, to, cause }, 'vendor')
    condition = next
  }

  /** Notes what an answer shows of the vendor and the connection. */
  function note({ kind }: { kind: string }, permit: CallPermit, after: (moment: Moment) => Condition): void {
    lease.answered(permit.madeAt)
    setCondition(after({ madeAt: permit.madeAt, now: lease.time(), random }))
    if (kind === 'unauthorized') connections.rejected(permit.accessToken)
    else if (kind !== 'down') connections.accepted()
  }
  const onRead = (answer: Read<unknown>, permit: CallPermit) =>
    note(answer, permit, (moment) => afterProbe(condition, answer, moment))

  const send = createSend({
    ...parts,
    permits,
    onRead,
    onAnswer: (answer, permit) => note(answer, permit, (moment) => afterAnswer(condition, answer, moment)),
  })

  async function makeNextCall(accessToken: string): Promise<number> {
    if (condition.probe || permits.isRequested()) {
      const claim = await lease.claim(async () => true)
      if (claim === undefined) return 0
      const permit = { ...claim, accessToken }
      if (condition.probe) {
        const probe = client.privileges(accessToken).then((answer) => onRead(answer, permit))
        inFlight.add('probe', probe)
      } else permits.grant(permit)
      return 0
    }
    const priority: Priority = {
      first: claims % BACKLOG_EVERY === 0 ? 'longest_due' : 'awaited',
      isDayShort: lease.isDayShort(),
      end: backlogEnd(condition, lease.time()),
    }
    const onFault = (error: unknown) => log.error(loggableError(error), 'parked: a fault of the relay')
    const claim = await lease.claim((outbox) =>
      nextCall(outbox, seal, inFlight.addresses(), priority, onFault),
    )
    if (claim !== undefined) {
      claims += 1
      inFlight.add(claim.value.address, send(claim.value, { ...claim, accessToken }))
    }
    return 0
  }

  /** Resolves to how long to sleep before the next round, in milliseconds. */
  async function round(): Promise<number> {
    const takenMs = await lease.acquire()
    setCondition(afterClockCorrection(condition, lease.time()))
    const isRequested = permits.isRequested()
    if (takenMs > 0 || condition.probe) permits.refuseAll()
    if (takenMs > 0) return takenMs
    if (condition.cause !== writtenCause) {
      await database.run('UPDATE dispatch SET cause = ?', condition.cause ?? null)
      writtenCause = condition.cause
    }
    const renewMs = times.leaseMs / 4
    const blockedMs = Math.max(condition.restUntil - lease.time(), lease.waitMs())
    if (blockedMs > LOOKUP_FRESH_MS) permits.refuseAll()
    if (blockedMs > 0) return Math.min(blockedMs, renewMs)
    // A call that needs a permit is in flight already.
    if (
      !permits.isRequested() &&
      inFlight.count() >= (condition.downs + condition.misses > 0 ? 1 : MOST_IN_FLIGHT)
    )
      return renewMs
    // Without a connection one is looked for even if nothing is due, so that it is there before anybody needs it.
    if (!isRequested && connection === 'token') {
      const dueAt = await nextDueAt(database, inFlight.addresses(), lease.isDayShort())
      const dueInMs = (dueAt ?? Number.POSITIVE_INFINITY) - lease.time()
      if (dueInMs > 0) {
        return !lease.isDayShort() && (await lookUpPending(lease.time())) ? 0 : Math.min(dueInMs, lookMs)
      }
    }
    const current = await connections.current()
    if (current.kind !== connection) log.info({ from: connection, to: current.kind }, 'connection')
    connection = current.kind
    if (current.kind === 'token') return makeNextCall(current.accessToken)
    permits.refuseAll()
    return CONNECTION_RETRY_MS
  }

  return {
    start(): void {
      listening = [database.listen('recorded', loop.wake), database.listen('lease', loop.wake)]
      loop.start()
    },
    /** Resolves once what is in flight has ended and the lease is handed over. */
    async stop(): Promise<void> {
      try {
        await loop.stop()
        for (const stop of listening) stop()
        permits.close()
        await inFlight.ended()
        await lease.release()
      } catch {
        log.warn('the lease could not be handed over and will run out')
      }
    },
    /** Reads something of the account, within the pace and counted; undefined where that cannot be done now. */
    async read<T>(work: (accessToken: string) => Promise<Read<T>>): Promise<T | undefined> {
      const permit = loop.isRunning() ? await permits.request() : undefined
      if (permit === undefined || now() > permit.startBy) return undefined
      const answer = await work(permit.accessToken)
      onRead(answer, permit)
      return answer.kind === 'read' ? answer.value : undefined
    },
    /**
     * For a relay that stands by, or does not deliver yet: counts a call that it makes at once, when the pace of all relays allows
     * it; false where that is not soon.
     */
    async claimStandingBy(): Promise<boolean> {
      const end = now() + STANDING_BY_MS
      while (!loop.isStopped() && !lease.isOurs()) {
        const waitMs = await lease.claimBeside()
        if (waitMs === 0) return true
        if (now() + waitMs > end) return false
        await sleep(waitMs)
      }
      return false
    },
    /** What this relay's dispatcher is doing. `standing_by`: another relay delivers. */
    status: () => ({
      role: !loop.isRunning() ? 'stopped' : lease.isOurs() ? 'dispatching' : 'standing_by',
      connection,
      condition,
      inFlight: inFlight.count(),
    }),
  }
}
