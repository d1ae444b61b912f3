const SECOND_MS = 1000
const DAY_MS = 86_400_000
/** Between two calls that travel at different speeds, the vendor's clock and ours. */
const MARGIN_MS = 5
/** A call reaches the vendor at the latest this long after it was made, unless its answer proves that it was sooner. */
export const TRAVEL_MS = 125

/** `perSecond` calls in any one second, `perDay` from 00:00 to 24:00 UTC. */
export type Limits = { perSecond: number; perDay: number }

/**
 * The calls made so far. `arrivals`: when each of the last calls reached the vendor at the latest, in order. `lastAt`: when
 * the last was made. `day`: days since 1970, in UTC; `used`: the calls of that day.
 */
export type Calls = { arrivals: readonly number[]; lastAt: number; day: number; used: number }

/**
 * When the next call may be made; in the past or now for at once. Four may go out together, so that an idle relay keeps
 * nobody waiting; after that they are spread evenly, so that few are ever under way when a machine dies.
 */
export function nextCallAt({ arrivals, lastAt, day, used }: Calls, limits: Limits, now: number): number {
  if (day === utcDay(now) && used >= limits.perDay) return (day + 1) * DAY_MS
  const oldest = arrivals.at(-limits.perSecond)
  if (oldest === undefined) return now
  const windowEnds = oldest + SECOND_MS + MARGIN_MS
  const busy = arrivals.filter((arrival) => arrival > now - 2 * SECOND_MS).length >= limits.perSecond
  const spread = busy ? lastAt + SECOND_MS / limits.perSecond : now
  // A time further ahead than any pace needs was written before the clock was set back.
  return Math.min(Math.max(windowEnds, spread), now + 2 * SECOND_MS)
}

/** The calls with one more, made now. */
export function withCall(calls: Calls, { perSecond }: Limits, now: number): Calls {
  const day = utcDay(now)
  return {
    arrivals: [...calls.arrivals, now + TRAVEL_MS].slice(-perSecond),
    lastAt: now,
    day,
    used: calls.day === day ? calls.used + 1 : 1,
  }
}

/** The calls, now that the one made at `madeAt` is answered: so it has arrived. */
export function withAnswer(calls: Calls, madeAt: number, now: number): Calls {
  const index = calls.arrivals.indexOf(madeAt + TRAVEL_MS)
  const arrivals = index < 0 ? calls.arrivals : calls.arrivals.with(index, Math.min(madeAt + TRAVEL_MS, now))
  return { ...calls, arrivals: arrivals.toSorted((a, b) => a - b) }
}

export function utcDay(time: number): number {
  return Math.floor(time / DAY_MS)
}

export function nextUtcDay(time: number): number {
  return (utcDay(time) + 1) * DAY_MS
}
