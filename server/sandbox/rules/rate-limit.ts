const SECOND_MS = 1000
const DAY_MS = 86_400_000

export type Pace = {
  /** Counts a call, or says why it may not pass; a call that may not pass is not counted. */
  admit(): 'admitted' | 'throttled' | 'quota_exceeded'
  usedToday(): number
  reset(): void
}

/** At most so many calls in any one second (a sliding window), and so many from 00:00 to 24:00 UTC. */
export function createPace(now: () => number, limits: () => { perSecond: number; perDay: number }): Pace {
  let recent: number[] = []
  let day = 0
  let used = 0

  function turnDay(): void {
    const today = Math.floor(now() / DAY_MS)
    if (today === day) return
    day = today
    used = 0
  }

  return {
    admit() {
      turnDay()
      const { perSecond, perDay } = limits()
      if (used >= perDay) return 'quota_exceeded'
      const time = now()
      recent = recent.filter((earlier) => earlier > time - SECOND_MS)
      if (recent.length >= perSecond) return 'throttled'
      recent.push(time)
      used += 1
      return 'admitted'
    },
    usedToday() {
      turnDay()
      return used
    },
    reset() {
      recent = []
      used = 0
    },
  }
}
