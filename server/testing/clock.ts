/** A clock that a test moves on. Whoever pauses wakes when its time has come. */
export type TestClock = {
  now(): number
  sleep(ms: number): Promise<void>
  advance(ms: number): void
}

export function createTestClock(start = Date.UTC(2026, 4, 1, 12)): TestClock {
  let time = start
  let paused: { until: number; wake: () => void }[] = []
  return {
    now: () => time,
    sleep: (ms) =>
      new Promise((wake) => {
        if (ms <= 0) wake()
        else paused.push({ until: time + ms, wake })
      }),
    advance(ms) {
      time += ms
      const over = paused.filter(({ until }) => until <= time)
      paused = paused.filter(({ until }) => until > time)
      for (const { wake } of over) wake()
    },
  }
}
