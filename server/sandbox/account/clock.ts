/** The stand-in's clock: the given one, moved forward by `advance` so that a test need not wait for tomorrow. */
export type Clock = {
  /** Milliseconds since 1970. */
  now(): number
  /** The same as ISO 8601 in UTC, the form in which the vendor writes times. */
  iso(): string
  advance(ms: number): void
  reset(): void
}

export function createClock(now: () => number): Clock {
  let ahead = 0
  const read = () => now() + ahead
  return {
    now: read,
    iso: () => new Date(read()).toISOString(),
    advance(ms) {
      ahead += ms
    },
    reset() {
      ahead = 0
    },
  }
}
