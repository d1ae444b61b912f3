import { MINUTE_MS } from './duration.ts'

/*
 * How to treat a stored time when the clock may have been corrected since it was written. A machine may start, or wake up,
 * with a clock that is hours or years off until it has synchronized.
 *
 * If the clock was set back, times written earlier lie in the future: a lease would last for hours, and so would the wait
 * before a retry. So a stored time is believed only if a correct clock can have written it: it is ahead of now by no more
 * than its writer puts it ahead (nothing for an event, its length for a lease, the longest wait for a retry) plus a
 * tolerance. A later time is ignored: the lease is free, the wait is over, the event happened now.
 *
 * If the clock was set ahead, times written earlier look older than they are. Leases and waits end early, which is safe
 * because every writer checks that its lease is still its own. Nothing has to be corrected.
 *
 * Code that reads a stored time applies this rule at once, since reading changes nothing. Code that rewrites stored times,
 * or erases what has expired, waits until the clock has been steady for ten minutes: today's clock may be the wrong one, and would spoil correct times.
 */

/** Relays read the clock at slightly different moments, and a synchronized clock is set back by small amounts. */
const TOLERANCE_MS = MINUTE_MS

/** The latest time that a correct clock can have stored by `now`. `aheadMs`: how far ahead the writer puts it at most. */
export function latestPlausible(now: number, aheadMs = 0): number {
  return now + aheadMs + TOLERANCE_MS
}

/** True for a stored time that only a fast clock, set back since then, can have written. */
export function isFromFastClock(time: number, now: number, aheadMs = 0): boolean {
  return time > latestPlausible(now, aheadMs)
}

/** A clock that jumps by more than this has been set, not merely adjusted gradually. */
const LEAP_MS = MINUTE_MS
const STEADY_MS = 10 * MINUTE_MS

/**
 * Tells whether the clock can be trusted for rewriting stored times: true once the time of day has advanced evenly for ten
 * minutes, compared with `elapsed` (milliseconds), which nobody can set.
 */
export function createSteadyClock(elapsed: () => number = () => performance.now()): (now: number) => boolean {
  let offset: number | undefined
  let since = 0
  return (now) => {
    const at = elapsed()
    if (offset === undefined || Math.abs(now - at - offset) > LEAP_MS) {
      offset = now - at
      since = at
    }
    return at - since >= STEADY_MS
  }
}
