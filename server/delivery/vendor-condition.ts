import type { Answer, Failure } from '../constant-contact/api/answer.ts'
import { backoffMs } from '../time/backoff.ts'
import { isFromFastClock } from '../time/clock-skew.ts'
import { MINUTE_MS, SECOND_MS } from '../time/duration.ts'
import { nextUtcDay, utcDay } from '../time/utc-day.ts'

/** While the vendor is down, a probe goes out this often at least. */
const LONGEST_DOWN_MS = 2 * MINUTE_MS
const MOST_MISSES = 2
const LATELY_MS = 10 * SECOND_MS
const LONGEST_THROTTLE_MS = MINUTE_MS
/** Just after midnight (UTC) the vendor's clock may still show yesterday. */
const MIDNIGHT_MS = 10 * MINUTE_MS

/**
 * The vendor's health, as our calls show it. Nothing is sent before `restUntil`. With `probe` a harmless read goes first;
 * with `downs`, failures in a row, or `misses` one call at a time. `since`: when the rest began.
 */
export type Condition = {
  trouble: 'none' | 'throttled' | 'quota_exceeded' | 'down'
  /** Why it is down: the system's code, an HTTP status, or how the call ended. */
  cause?: string
  since: number
  restUntil: number
  probe: boolean
  downs: number
  throttles: number
  /** When the vendor last accepted a sign-up, and how many have failed since without a rest. */
  acceptedAt: number
  misses: number
  /** When a call last failed. */
  failedAt: number
}

export const HEALTHY: Condition = {
  ...{ trouble: 'none', since: 0, restUntil: 0, probe: false },
  ...{ downs: 0, throttles: 0, acceptedAt: 0, misses: 0, failedAt: 0 },
}

/** `madeAt`: when the call was made, `now`: when it was answered. */
export type Moment = { madeAt: number; now: number; random: () => number }

/** The condition after a sign-up's call. Any other answer shows that the vendor is up. */
export function afterAnswer(condition: Condition, answer: Answer, moment: Moment): Condition {
  if (isTrouble(answer)) return afterTrouble(condition, answer, moment)
  const isAccepted = answer.kind === 'created' || answer.kind === 'updated'
  const { acceptedAt, failedAt } = condition
  return { ...HEALTHY, acceptedAt: isAccepted ? moment.now : acceptedAt, failedAt }
}

/** The condition after a probe: the vendor may be back, and the next sign-up is the proof. */
export function afterProbe(
  condition: Condition,
  answer: Failure | { kind: 'read' },
  moment: Moment,
): Condition {
  return isTrouble(answer) ? afterTrouble(condition, answer, moment) : { ...condition, probe: false }
}

type TroubleAnswer = Failure & { kind: 'down' | 'throttled' | 'quota_exceeded' }

function isTrouble(answer: Answer | { kind: 'read' }): answer is TroubleAnswer {
  return answer.kind === 'down' || answer.kind === 'throttled' || answer.kind === 'quota_exceeded'
}

/** The condition at `now`: a rest that began by a clock that was ahead, and was set back since, is over. */
export function afterClockCorrection(condition: Condition, now: number): Condition {
  return isFromFastClock(condition.since, now) ? { ...condition, since: now, restUntil: now } : condition
}

function afterTrouble(before: Condition, answer: TroubleAnswer, { madeAt, now, random }: Moment): Condition {
  const { kind: trouble } = answer
  const cause = causeOf(answer)
  const condition = afterClockCorrection(before, now)
  // Calls that were in flight together fail together: that is one failure, not four.
  if (madeAt < condition.since && trouble === condition.trouble) return condition
  if (trouble === 'down' && mayBeOfOneSignUp(condition, now)) {
    return { ...condition, misses: condition.misses + 1, failedAt: now }
  }
  const downs = condition.downs + (trouble === 'down' ? 1 : 0)
  const throttles = condition.throttles + (trouble === 'throttled' ? 1 : 0)
  const restMs = {
    down: () => backoffMs(downs - 1, LONGEST_DOWN_MS, random),
    throttled: () => backoffMs(throttles - 1, LONGEST_THROTTLE_MS, random),
    quota_exceeded: () => quotaRestMs(now),
  }[trouble]()
  const { cause: _before, ...others } = condition
  return {
    ...{ ...others, trouble, since: now, downs, throttles },
    ...(cause !== undefined && { cause }),
    restUntil: Math.max(condition.restUntil, now + restMs),
    probe: condition.probe || trouble === 'down',
    failedAt: trouble === 'down' ? now : condition.failedAt,
  }
}

/** Why the vendor is down, for the log and the owner: without personal data. */
export function causeOf(answer: Answer | { kind: 'read' }): string | undefined {
  if (answer.kind !== 'down') return undefined
  return answer.code ?? (answer.status === undefined ? answer.cause : `HTTP ${answer.status}`)
}

/** A few failures just after the vendor has accepted others are not yet an outage. */
function mayBeOfOneSignUp({ downs, misses, acceptedAt }: Condition, now: number): boolean {
  return downs === 0 && misses < MOST_MISSES && now - acceptedAt <= LATELY_MS && acceptedAt <= now
}

/**
 * At which end of the backlog to look for the next sign-up. Bad ones may stand in a row: after a failure the other end is
 * tried, and the newest are preferred as long as some of the others fail.
 */
export function backlogEnd({ downs, misses, failedAt }: Condition, now: number): 'oldest' | 'newest' {
  const failures = downs + misses
  const isLately = failedAt <= now && now - failedAt <= LATELY_MS
  return isLately && (failures === 0 || failures % 2 === 1) ? 'newest' : 'oldest'
}

function quotaRestMs(now: number): number {
  const isJustAfterMidnight = utcDay(now) !== utcDay(now - MIDNIGHT_MS)
  return isJustAfterMidnight ? MINUTE_MS : nextUtcDay(now) - now
}
