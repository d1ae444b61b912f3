import { MINUTE_MS } from './duration.ts'

/** More than a clock is ever mended by without being set. */
const LEAP_MS = MINUTE_MS
/** At the start of a machine, or after its sleep, the time may be years behind until somebody has been asked for it. */
const STEADY_MS = 10 * MINUTE_MS

/**
 * True for a time of day that has gone on evenly for ten minutes, beside `elapsed`, which nobody sets: only then are
 * times that lie ahead of it taken for wrong.
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
