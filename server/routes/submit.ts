import type { Logger } from 'pino'
import { type Refusal, refusal } from '../admission/refusal.ts'
import type { Action, SignUp } from '../contract.ts'
import type { Outbox, StoreFailed } from '../outbox/outbox.ts'
import type { Settlement } from '../outbox/settled.ts'
import type { Trust } from '../sign-up/trust.ts'

type Parts = {
  outbox: Outbox
  patienceMs: number
  /** False: every visitor is answered the same, as soon as their sign-up is safe. */
  reveals: boolean
  log: Pick<Logger, 'info'>
}

/** The visit that a sign-up came with; see the routes. */
type Visit = { requestId: string; language: string; hold: boolean; trust: Trust }

/** When a full or failing store may have recovered. */
const RETRY_SECONDS = 60

/** What the visitor is told. Trouble that is the owner's to mend is none of theirs: their sign-up is safe. */
function told(
  settlement: Settlement | { kind: 'waiting' } | StoreFailed,
): { kind: 'settled'; action: Action } | Refusal {
  switch (settlement.kind) {
    case 'delivered':
      return { kind: 'settled', action: settlement.action }
    case 'refused':
      return Object.keys(settlement.fields).length > 0
        ? refusal('invalid_fields', { fields: settlement.fields, cause: 'refused by the vendor' })
        : refusal('refused', { cause: 'refused by the vendor' })
    case 'waiting':
    case 'set_aside':
      return { kind: 'settled', action: 'accepted' }
    case 'store_failed':
      return refusal('unavailable', { cause: settlement.fault, retryAfterSeconds: RETRY_SECONDS })
  }
}

function unavailable(cause: string): Refusal {
  return refusal('unavailable', { cause, retryAfterSeconds: RETRY_SECONDS })
}

/** Records a sign-up, durably, before anything else; then waits a moment for what Constant Contact says to it. */
export function submitThroughOutbox({ outbox, patienceMs, reveals, log }: Parts) {
  return async (
    signUp: SignUp,
    { requestId, language, hold, trust }: Visit,
  ): Promise<{ kind: 'settled'; action: Action } | Refusal> => {
    const isTold = reveals && !hold
    const recorded = await outbox.record(signUp, {
      ...{ requestId, language, hold, trust },
      patienceMs: isTold ? patienceMs : 0,
    })
    if (recorded.kind !== 'recorded') {
      return unavailable(recorded.kind === 'full' ? 'too_many_waiting' : recorded.fault)
    }
    log.info({ requestId, id: recorded.id, duplicate: recorded.duplicate }, 'recorded')
    // Not even a glance at the outcome, which a repeated sign-up might already have.
    if (!isTold) return { kind: 'settled', action: 'accepted' }
    const settlement = await outbox.settled(recorded.id, patienceMs, recorded.standing)
    return settlement.kind === 'store_failed' ? unavailable(settlement.fault) : told(settlement)
  }
}
