const HOUR_MS = 3_600_000
const MAX_ATTEMPTS = 5
const WINDOW_MS = 24 * HOUR_MS
const FLAG_MS = 48 * HOUR_MS
const SWEEP_EVERY = 20_000

export type AbuseLock = {
  /** Counts a sign-up attempt; true if this or an earlier attempt flagged the address. */
  attempt(key: string): boolean
  reset(): void
}

/**
 * Constant Contact's lock against sign-up abuse, as its staff describe it: more than 5 attempts for one address
 * within 24 hours flag it for 48 hours. Attempts refused for other reasons count too.
 */
export function createAbuseLock(now: () => number): AbuseLock {
  const attempts = new Map<string, number[]>()
  const flaggedUntil = new Map<string, number>()
  let sinceSweep = 0

  function sweep(): void {
    sinceSweep = 0
    for (const [key, times] of attempts) {
      if (times.every((time) => time <= now() - WINDOW_MS)) attempts.delete(key)
    }
    for (const [key, until] of flaggedUntil) if (until <= now()) flaggedUntil.delete(key)
  }

  return {
    attempt(key) {
      sinceSweep += 1
      if (sinceSweep >= SWEEP_EVERY) sweep()
      const time = now()
      if ((flaggedUntil.get(key) ?? 0) > time) return true
      const recent = (attempts.get(key) ?? []).filter((earlier) => earlier > time - WINDOW_MS)
      recent.push(time)
      attempts.set(key, recent)
      if (recent.length <= MAX_ATTEMPTS) return false
      attempts.delete(key)
      flaggedUntil.set(key, time + FLAG_MS)
      return true
    },
    reset() {
      attempts.clear()
      flaggedUntil.clear()
    },
  }
}
