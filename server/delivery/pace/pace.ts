import { DAY_MS, SECOND_MS } from '../../time/duration.ts'

/** Between the vendor's clock and ours. */
const MARGIN_MS = 5
/** Longer ago than this, a call no longer matters to the pace. */
const FORGET_MS = 3 * SECOND_MS
/** Of the day's calls, what is kept for those who have shown what they are. */
const KEPT_SHARE = 0.1

/** `perSecond` calls in any one second, `perDay` from 00:00 to 24:00 UTC. */
export type Limits = { perSecond: number; perDay: number }

/** A call as the pace sees it. `arrivesBy`: when it has reached the vendor at the latest. */
export type Made = { madeAt: number; arrivesBy: number; isAnswered: boolean }

/** The calls made so far: the last ones, and how many (`used`) on the UTC day `day` (days since 1970). */
export type Calls = { recent: readonly Made[]; day: number; used: number }

/**
 * When the next call may be made; in the past or now for at once. Four may go out together, so that an idle relay keeps
 * nobody waiting; after that they are spread evenly, so that few are ever under way when a machine dies. A call made now
 * may arrive now, and must not be the fifth within a second of any that may still be on their way.
 */
export function nextCallAt({ recent, day, used }: Calls, { perSecond, perDay }: Limits, now: number): number {
  if (day === utcDay(now) && used >= perDay) return (day + 1) * DAY_MS
  const arrivals = recent.map(({ arrivesBy }) => arrivesBy).toSorted((a, b) => a - b)
  const oldest = arrivals.at(-perSecond)
  if (oldest === undefined) return now
  const windowEnds = oldest + SECOND_MS + MARGIN_MS
  const isBusy = recent.filter(({ madeAt }) => madeAt > now - 2 * SECOND_MS).length >= perSecond
  const lastAt = Math.max(...recent.map(({ madeAt }) => madeAt))
  const spread = isBusy ? lastAt + SECOND_MS / perSecond : now
  // A time further ahead than any pace needs was written before the clock was set back.
  return Math.min(Math.max(windowEnds, spread), now + FORGET_MS)
}

/** True once no more calls of the day are left than are kept for those who have shown what they are. */
export function isDayShort(
  { day, used }: Pick<Calls, 'day' | 'used'>,
  { perDay }: Pick<Limits, 'perDay'>,
  now: number,
): boolean {
  return day === utcDay(now) && perDay - used <= perDay * KEPT_SHARE
}

/** The calls with one more, made now; it takes `travelMs` at the most to reach the vendor. */
export function withCall(calls: Calls, { perSecond }: Limits, now: number, travelMs: number): Calls {
  const day = utcDay(now)
  const relevant = calls.recent.filter(
    ({ arrivesBy }, index) => arrivesBy > now - FORGET_MS || index > calls.recent.length - perSecond,
  )
  return {
    recent: [...relevant, { madeAt: now, arrivesBy: now + travelMs, isAnswered: false }],
    day,
    used: calls.day === day ? calls.used + 1 : 1,
  }
}

/**
 * The calls, now that one made at `madeAt` is answered: so it has arrived. Of several made at that moment nobody knows
 * which; then it was the fastest, so that none is believed to have arrived before it has.
 */
export function withAnswer(calls: Calls, madeAt: number, now: number): Calls {
  const [call] = calls.recent
    .filter((one) => one.madeAt === madeAt && !one.isAnswered)
    .toSorted((one, other) => one.arrivesBy - other.arrivesBy)
  if (call === undefined) return calls
  const answered = { madeAt, arrivesBy: Math.min(call.arrivesBy, now), isAnswered: true }
  return { ...calls, recent: calls.recent.with(calls.recent.indexOf(call), answered) }
}

/** The calls at `now`: one that is further ahead than any can be was noted before the clock was set back, perhaps just now. */
export function afterSetBack(calls: Calls, now: number): Calls {
  const justMade = { madeAt: now, arrivesBy: now, isAnswered: true }
  return {
    ...calls,
    recent: calls.recent.map((call) => (call.arrivesBy > now + FORGET_MS ? justMade : call)),
  }
}

export function utcDay(time: number): number {
  return Math.floor(time / DAY_MS)
}

export function nextUtcDay(time: number): number {
  return (utcDay(time) + 1) * DAY_MS
}
