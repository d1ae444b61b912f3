const SECOND_MS = 1000
const DAY_MS = 86_400_000

export type RateLimit = {
  /** Counts a call, or says why it is refused; refused calls are not counted. */
  admit(): 'admitted' | 'throttled' | 'quota_exceeded'
  usedToday(): number
  reset(): void
}

/** Limits calls in any one second (sliding window) and from 00:00 to 24:00 UTC. */
export function createRateLimit(
  now: () => number,
  limits: () => { perSecond: number; perDay: number },
): RateLimit {
  let recent: number[] = []
  let day = 0
  let used = 0

  function startNewDay(): void {
    const today = Math.floor(now() / DAY_MS)
    if (today === day) return
    day = today
    used = 0
  }

  return {
    admit() {
      startNewDay()
      const { perSecond, perDay } = limits()
      if (used >= perDay) return 'quota_exceeded'
      const time = now()
      recent = recent.filter((call) => call > time - SECOND_MS)
      if (recent.length >= perSecond) return 'throttled'
      recent.push(time)
      used += 1
      return 'admitted'
    },
    usedToday() {
      startNewDay()
      return used
    },
    reset() {
      recent = []
      used = 0
    },
  }
}
