import type { Logger } from 'pino'
import { type Refusal, refusal } from '../admission/refusal.ts'
import type { Action, SignUp } from '../contract.ts'
import type { Outbox, StoreFailed } from '../outbox/outbox.ts'
import type { Settlement } from '../outbox/progress.ts'
import type { SignUpRequest } from '../sign-up/request.ts'
import { type Sleep, withTimeout } from '../time/timeout.ts'

/** Submits an admitted sign-up and resolves to what the visitor is told. */
export type Submit = (signUp: SignUp, request: SignUpRequest) => Promise<Action | Refusal>

type Parts = {
  outbox: Outbox
  /** False: every visitor gets the same answer, as soon as their sign-up is recorded. */
  reveals: boolean
  sleep: Sleep
  log: Pick<Logger, 'info'>
}

/** When a full or failing store may have recovered. */
const RETRY_SECONDS = 60
/** How much longer than their patience visitors wait for a store that does not answer, such as one that is locked. */
const STORE_MS = 2000

/** Records a sign-up durably before anything else, then waits for the outcome as long as the visitor does. */
export function submitThroughOutbox({ outbox, reveals, sleep, log }: Parts): Submit {
  const submit: Submit = async (signUp, request) => {
    const { requestId, patienceMs, hold } = request
    const isRevealed = reveals && !hold
    const recorded = await outbox.record(signUp, isRevealed ? request : { ...request, patienceMs: 0 })
    if (recorded.kind !== 'recorded') return visitorAnswer(recorded)
    log.info({ requestId, id: recorded.id, duplicate: recorded.duplicate }, 'recorded')
    // A private outcome is not even read: a repeated sign-up might already have one.
    if (!isRevealed) return 'accepted'
    return visitorAnswer(await outbox.settled(recorded.id, patienceMs, recorded.progress))
  }
  return async (signUp, request) => {
    const answer = await withTimeout(request.patienceMs + STORE_MS, submit(signUp, request), sleep)
    // It may still be recorded later; the visitor's next try then finds it.
    return answer ?? visitorAnswer({ kind: 'store_failed', fault: 'busy' })
  }
}

/**
 * The one place that decides what a visitor is told. A fault that the owner must fix is not the visitor's concern: the
 * sign-up is safe.
 */
function visitorAnswer(
  result: Settlement | { kind: 'waiting' } | { kind: 'full' } | StoreFailed,
): Action | Refusal {
  switch (result.kind) {
    case 'delivered':
      return result.action
    case 'refused':
      return Object.keys(result.fields).length > 0
        ? refusal('invalid_fields', { fields: result.fields, cause: 'refused by the vendor' })
        : refusal('refused', { cause: 'refused by the vendor' })
    case 'waiting':
    case 'set_aside':
      return 'accepted'
    case 'full':
      return refusal('unavailable', { cause: 'too_many_waiting', retryAfterSeconds: RETRY_SECONDS })
    case 'store_failed':
      return refusal('unavailable', { cause: result.fault, retryAfterSeconds: RETRY_SECONDS })
  }
}
