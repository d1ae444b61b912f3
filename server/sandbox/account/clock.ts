/** The sandbox's clock: the given one, which tests can move forward with `advance`. */
export type Clock = {
  /** Milliseconds since 1970. */
  now(): number
  /** The same in ISO 8601 and UTC, as Constant Contact writes times. */
  iso(): string
  advance(ms: number): void
  reset(): void
}

export function createClock(now: () => number): Clock {
  let offset = 0
  const read = () => now() + offset
  return {
    now: read,
    iso: () => new Date(read()).toISOString(),
    advance(ms) {
      offset += ms
    },
    reset() {
      offset = 0
    },
  }
}
