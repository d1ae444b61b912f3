import type { Answer } from '../constant-contact/api/answer.ts'
import type { Action, FieldFaults } from '../contract.ts'
import type { ParkReason, WaitReason } from '../outbox/states.ts'
import { backoffMs } from '../time/backoff.ts'
import { HOUR_MS, MINUTE_MS } from '../time/duration.ts'

/** The vendor's lock against abuse lasts 48 hours; a minute more, so that clocks may differ. */
export const ABUSE_LOCK_MS = 48 * HOUR_MS + MINUTE_MS
/** A conflict ends when the vendor has finished the other call; what fails for longer is tried every few minutes. */
const LONGEST_CONFLICT_MS = MINUTE_MS
const LONGEST_BACKOFF_MS = 5 * MINUTE_MS
/** A sign-up that failed so often while others were accepted fails by itself, and is not tried again. */
const FAILURES_ALONE = 3
/** One that may fail by itself waits this many doublings longer than in an outage. */
const ALONE_DOUBLINGS = 5

/** The sign-up that an answer is about. `awaited`: its visitor still waits, and would be told of a refusal. */
export type Circumstances = {
  awaited: boolean
  /** It went out in one call with others of its address. */
  merged: boolean
  /** It has waited for the abuse lock to pass already. */
  waitedForLock: boolean
  /** Calls for it that failed before this one. */
  attempts: number
  /** How often it has failed, with this time, while others were accepted between its tries. */
  failedAlone: number
  random: () => number
}

/**
 * What becomes of a sign-up. `again`: it is tried after `inMs`, or as soon as the pace allows with 0; `leavesQueue`: the
 * others of its address no longer wait for it. `split`: it goes out again, alone. `isUnsent`: delivered, but the call did
 * not contain it.
 */
export type Verdict =
  | { kind: 'delivered'; action: Action; isUnsent?: boolean }
  | { kind: 'refused'; fields: FieldFaults }
  | { kind: 'parked'; reason: ParkReason; fault?: string }
  | { kind: 'again'; reason: WaitReason; inMs: number; leavesQueue?: true }
  | { kind: 'split' }

/** What each answer means for the sign-up it is about: the one table, which every answer must be in. */
export function verdictOn(answer: Answer, circumstances: Circumstances): Verdict {
  const { attempts, random } = circumstances
  switch (answer.kind) {
    case 'created':
    case 'updated':
      return { kind: 'delivered', action: answer.kind }
    case 'refused':
      return refusal(answer, circumstances)
    case 'unauthorized':
    case 'throttled':
    case 'quota_exceeded':
      return { kind: 'again', reason: answer.kind, inMs: 0 }
    case 'form_refused':
    case 'not_found':
      // Another form's sign-up of the same address may be in order.
      return circumstances.merged
        ? { kind: 'split' }
        : { kind: 'parked', reason: answer.kind, fault: ownersFault(answer) }
    case 'forbidden':
    case 'unsupported_media_type':
      return { kind: 'parked', reason: answer.kind }
    case 'conflict':
      return { kind: 'again', reason: 'conflict', inMs: backoffMs(attempts, LONGEST_CONFLICT_MS, random) }
    case 'down': {
      const { failedAlone, merged } = circumstances
      if (failedAlone >= FAILURES_ALONE)
        return merged ? { kind: 'split' } : { kind: 'parked', reason: 'failing' }
      const reason = answer.sent && answer.status === undefined ? 'no_answer' : 'down'
      const failures = failedAlone > 1 ? attempts + ALONE_DOUBLINGS : attempts
      // Three tries a day may reach the vendor, so the last is kept for after a short outage.
      const isLastOfDay = answer.sent && attempts > 0 && failedAlone <= 1
      const inMs = isLastOfDay ? LONGEST_BACKOFF_MS : backoffMs(failures, LONGEST_BACKOFF_MS, random)
      return { kind: 'again', reason, inMs }
    }
  }
}

function refusal(answer: Extract<Answer, { kind: 'refused' }>, circumstances: Circumstances): Verdict {
  const { awaited, merged, waitedForLock } = circumstances
  // The lock is on the address, which all sign-ups of one call share: splitting them would only make it worse.
  if (merged && !answer.maybeAbuseLock) return { kind: 'split' }
  if (awaited) return { kind: 'refused', fields: answer.fields }
  if (!answer.maybeAbuseLock) return { kind: 'parked', reason: 'refused' }
  if (waitedForLock) return { kind: 'parked', reason: 'refused_again' }
  return { kind: 'again', reason: 'abuse_lock', inMs: ABUSE_LOCK_MS, leavesQueue: true }
}

/** What the owner must fix, in the vendor's words but without any value. */
function ownersFault(answer: Extract<Answer, { kind: 'form_refused' | 'not_found' }>): string {
  return [answer.property, answer.errorKey].filter((part) => part !== undefined).join(', ')
}

/** The vendor looks at no sign-up before it has accepted the token and the pace. */
const NOT_LOOKED_AT: readonly Answer['kind'][] = ['unauthorized', 'throttled', 'quota_exceeded']

/** True for a call that counts toward the vendor's lock on its address: whatever may have reached the vendor. */
export function isCounted(answer: Answer): boolean {
  return answer.kind === 'down' ? answer.sent : !NOT_LOOKED_AT.includes(answer.kind)
}
