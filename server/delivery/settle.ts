import type { Logger } from 'pino'
import type { Answer } from '../constant-contact/api/answer.ts'
import type { Action } from '../contract.ts'
import type { Change } from '../outbox/change.ts'
import { acceptedCalls, type QueuedSignUp, stillQueued } from '../outbox/queue.ts'
import { countAccepted, deliver, park, refuse, split, unclaim, wait } from '../outbox/transitions.ts'
import { causeOf } from './vendor-condition.ts'
import { isCounted, type Verdict, verdictOn } from './verdict.ts'

/** What became of one sign-up, for the log. */
type Settled = { id: number; requestId: string; verdict: Verdict }

/**
 * `isFree`: a call that does not count toward the vendor's lock. `isOurs`: it is about our own request to mail the contact, so
 * a refusal is not the visitor's to correct. `action`: what became of the first sign-up, and of the `others`, where it is not
 * what the vendor said. `unchanged`: those that the call did not contain, since they would have changed nothing.
 */
export type SettleOptions = {
  random: () => number
  isFree?: boolean
  isOurs?: boolean
  action?: Action
  others?: Action
  unchanged?: ReadonlySet<number>
}

/** Writes down what an answer means for each sign-up of its call. */
export async function settleCall(
  change: Change,
  call: { id: string; rows: readonly { id: number }[] },
  answer: Answer,
  { random, isFree = false, isOurs = false, action, others = 'updated', unchanged }: SettleOptions,
): Promise<Settled[]> {
  const ids = call.rows.map(({ id }) => id)
  const settled: Settled[] = []
  const isAccepted = answer.kind === 'created' || answer.kind === 'updated'
  if (isAccepted && !isFree && !isOurs) await countAccepted(change)
  const isFailed = answer.kind === 'down' && answer.sent && !(isFree && isEndpoints(answer))
  const accepted = isFailed ? await acceptedCalls(change) : undefined
  for (const signUp of await stillQueued(change, ids)) {
    const { id, requestId, inQueue, attempts } = signUp
    const failed = accepted === undefined ? undefined : afterFailure(signUp, accepted)
    const verdict = verdictOn(answer, {
      awaited: !isOurs && signUp.awaitedUntil > change.now,
      merged: ids.length > 1,
      waitedForLock: !inQueue,
      attempts,
      failedAlone: failed?.failed_alone ?? signUp.failedAlone,
      random,
    })
    if (verdict.kind === 'delivered') {
      const isFirst = settled.length === 0 || answer.kind !== 'created'
      verdict.isUnsent = isOurs || (unchanged?.has(id) ?? false)
      verdict.action = verdict.isUnsent ? 'accepted' : isFirst ? (action ?? verdict.action) : others
    }
    await apply(change, signUp, verdict, answer.requestId ?? null, failed)
    settled.push({ id, requestId, verdict })
  }
  if (isFree || !isCounted(answer)) await unclaim(change.transaction, call.id)
  return settled
}

/**
 * A failure is the sign-up's own only if the vendor has accepted another call since its last one; without that it may be an
 * outage, and does not count again. `accepted`: how many calls have been accepted so far.
 */
function afterFailure({ failedAlone, failedAt }: QueuedSignUp, accepted: number) {
  const counts = failedAt === null || accepted > failedAt
  return { failed_alone: failedAlone + (counts ? 1 : 0), failed_at: accepted }
}

/** True for a look-up whose endpoint is gone or has changed, which fails for everybody. */
function isEndpoints({ cause, status = 500 }: Extract<Answer, { kind: 'down' }>): boolean {
  return cause === 'status' && status < 500
}

function apply(
  change: Change,
  signUp: QueuedSignUp,
  verdict: Verdict,
  upstreamRequestId: string | null,
  failed?: ReturnType<typeof afterFailure>,
): Promise<void> {
  switch (verdict.kind) {
    case 'delivered':
      return deliver(change, signUp, verdict.action, upstreamRequestId, verdict.isUnsent)
    case 'refused':
      return refuse(change, signUp, verdict.fields, upstreamRequestId)
    case 'parked':
      return park(change, signUp, verdict.reason, upstreamRequestId, verdict.fault)
    case 'again': {
      const { reason, inMs, leavesQueue = false } = verdict
      return wait(change, signUp, {
        ...{ ...failed, reason, upstream_request_id: upstreamRequestId },
        due_at: inMs === 0 ? signUp.dueAt : change.now + inMs,
        attempts: signUp.attempts + (inMs === 0 ? 0 : 1),
        in_line: signUp.inQueue && !leavesQueue ? 1 : 0,
      })
    }
    case 'split':
      return split(change, signUp, failed)
  }
}

/** Logs what became of a sign-up of a call that got this answer; as a problem only what the owner, or we, must fix. */
export function logSettled(
  log: Pick<Logger, 'info' | 'warn' | 'error'>,
  { id, requestId, verdict }: Settled,
  answer: Answer,
): void {
  const { kind: upstream, requestId: upstreamRequestId, errorKey } = answer
  const entry = {
    ...{ id, requestId, outcome: verdict.kind, reason: 'reason' in verdict ? verdict.reason : undefined },
    ...{ upstream, upstreamRequestId, errorKey },
    property: 'property' in answer ? answer.property : undefined,
    cause: causeOf(answer),
  }
  if (verdict.kind !== 'parked') log.info(entry, 'settled')
  else if (verdict.reason === 'unsupported_media_type') log.error(entry, 'parked: a fault of the relay')
  else log.warn(entry, 'parked: the owner must look')
}
