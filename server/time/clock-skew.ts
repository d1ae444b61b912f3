import { MINUTE_MS } from './duration.ts'

/*
 * What to make of a stored time when the clock may have been corrected since it was written. A machine may start, or wake
 * up, with a clock that is hours or years off until it has asked for the time.
 *
 * Set back: what the clock wrote before now lies in the future. A lease would bind for hours, a retry would wait for hours.
 * So a stored time is believed only if a clock that goes right can have written it: it lies ahead of now by no more than
 * its writer puts it ahead (nothing for what has happened, its length for a lease, the longest wait for a retry) and a
 * tolerance. A later one binds nobody: the lease is free, the wait is over, what happened has happened now.
 *
 * Set ahead: what the clock wrote before now looks older than it is. Leases and waits end early, which is safe because every
 * writer checks that its lease is still its own. There is nothing to heal.
 *
 * Who reads a stored time applies the rule at once, since that changes nothing. Who rewrites stored times waits until the
 * clock has been steady for ten minutes: it may be the clock of today that is wrong, and would drag right times after it.
 */

/** Relays read the clock a moment apart, and a clock that is kept right is set back by moments. */
const TOLERANCE_MS = MINUTE_MS

/** The latest time that a right clock can have stored by `now`, `aheadMs`: how far ahead its writer puts it at most. */
export function latestPlausible(now: number, aheadMs = 0): number {
  return now + aheadMs + TOLERANCE_MS
}

/** True for a stored time that only a clock that was ahead, and was set back since, can have written. */
export function isFromFastClock(time: number, now: number, aheadMs = 0): boolean {
  return time > latestPlausible(now, aheadMs)
}

/** A clock that differs by more from what it should show has been set, and not merely slewed. */
const LEAP_MS = MINUTE_MS
const STEADY_MS = 10 * MINUTE_MS

/**
 * Tells whether the clock may be trusted to rewrite stored times: true for a time of day that has gone on evenly for ten
 * minutes, compared with `elapsed`, which nobody sets (milliseconds).
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
