import { SECOND_MS } from '../../time/duration.ts'
import { nextUtcDay, utcDay } from '../../time/utc-day.ts'

/** Between the vendor's clock and ours. */
const MARGIN_MS = 5
/**
 * A call takes no longer to reach the vendor, with looking up a name, connecting, TLS and a busy machine at either end. Until
 * it is answered it may arrive at any moment of that time, so four calls over new connections and a fifth over an old one may
 * arrive closer together than they were made. The pace is 4 calls in 1005 ms and one such transit (at most; less where answers
 * are faster): 3.9 a second for answers within 20 ms, 3.5 within 135 ms, 2 for any slower than this.
 */
const TRANSIT_MS = SECOND_MS
/** A call made longer ago than this no longer matters to the pace. */
const FORGET_MS = 3 * SECOND_MS
/** The share of the day's calls that is reserved for proven sign-ups. */
const RESERVED_SHARE = 0.1

/** `perSecond` calls in any one second, `perDay` from 00:00 to 24:00 UTC. */
export type Limits = { perSecond: number; perDay: number }

/** A call as the pace sees it. `arrivesBy`: when it has reached the vendor at the latest. */
type Made = { madeAt: number; arrivesBy: number; isAnswered: boolean }

/** The calls made so far: the last ones, and how many (`used`) on the UTC day `day` (days since 1970). */
export type Calls = { recent: readonly Made[]; day: number; used: number }

/**
 * When the next call may be made; in the past or now for at once. Four may go out together, so that an idle relay keeps
 * nobody waiting; after that they are spread evenly, so that few are ever in flight when a machine dies. A call made now may
 * arrive now, and must not be the fifth within a second of any that may still be on their way.
 */
export function nextCallAt({ recent, day, used }: Calls, { perSecond, perDay }: Limits, now: number): number {
  if (day === utcDay(now) && used >= perDay) return nextUtcDay(now)
  const arrivals = recent.map(({ arrivesBy }) => arrivesBy).toSorted((a, b) => a - b)
  const oldest = arrivals.at(-perSecond)
  if (oldest === undefined) return now
  const windowEnds = oldest + SECOND_MS + MARGIN_MS
  const isBusy = recent.filter(({ madeAt }) => madeAt > now - 2 * SECOND_MS).length >= perSecond
  const lastAt = Math.max(...recent.map(({ madeAt }) => madeAt))
  const spread = isBusy ? lastAt + SECOND_MS / perSecond : now
  return Math.max(windowEnds, spread)
}

/** True once only the reserved calls of the day are left. */
export function isDayShort(
  { day, used }: Pick<Calls, 'day' | 'used'>,
  { perDay }: Pick<Limits, 'perDay'>,
  now: number,
): boolean {
  return day === utcDay(now) && perDay - used <= perDay * RESERVED_SHARE
}

/** The calls with one more, made now. */
export function withCall(calls: Calls, { perSecond }: Limits, now: number): Calls {
  const day = utcDay(now)
  const relevant = calls.recent.filter(
    ({ arrivesBy }, index) => arrivesBy > now - FORGET_MS || index > calls.recent.length - perSecond,
  )
  return {
    recent: [...relevant, { madeAt: now, arrivesBy: now + TRANSIT_MS, isAnswered: false }],
    day,
    used: calls.day === day ? calls.used + 1 : 1,
  }
}

/** The calls, now that one of those made at `madeAt` is answered: it has arrived by now. */
export function withAnswer(calls: Calls, madeAt: number, now: number): Calls {
  const index = calls.recent.findIndex((call) => call.madeAt === madeAt && !call.isAnswered)
  const call = calls.recent[index]
  if (call === undefined) return calls
  const answered = { madeAt, arrivesBy: Math.min(call.arrivesBy, now), isAnswered: true }
  return { ...calls, recent: calls.recent.with(index, answered) }
}

/**
 * The calls after the clock may have been set back. Each was made by now and arrives within the transit from now, so however
 * wrong the clock was, they hold up nothing for longer than calls made this moment.
 */
export function withoutFutureCalls(calls: Calls, now: number): Calls {
  const recent = calls.recent.map(({ madeAt, arrivesBy, isAnswered }) => ({
    madeAt: Math.min(madeAt, now),
    arrivesBy: Math.min(arrivesBy, now + TRANSIT_MS),
    isAnswered,
  }))
  return { ...calls, recent }
}
