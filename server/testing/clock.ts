import type { Database } from '../store/database.ts'
import type { Sleep } from '../time/timeout.ts'
import { createPendingWork } from './pending-work.ts'

/**
 * A clock that stands still until a test moves it. `run` and `runUntil` move it from one timer to the next, and only
 * while no work is pending, so that what happens depends on the order of timers and never on the speed of the machine.
 */
export type TestClock = {
  /** Milliseconds since 1970. */
  now(): number
  sleep: Sleep
  /** `AbortSignal.timeout`, by this clock. */
  abortAfter(ms: number): AbortSignal
  /** Moves the clock at once and wakes every sleeper whose time has come; a negative number sets the clock back. */
  advance(ms: number): void
  /** The same database on this clock, with its operations and announcements counted as pending work. */
  watch(database: Database, now?: () => number): Database
  /** Resolves once no work is pending: everything left waits for the clock. */
  idle(): Promise<void>
  /** Moves the clock until `reached` is true with no work pending. Rejects if that takes hours, or no timer is left. */
  runUntil(reached: () => boolean | Promise<boolean>): Promise<void>
  /** True while something sleeps. */
  hasTimers(): boolean
  /** Moves the clock until `work` settles, and settles as it does. */
  run<T>(work: Promise<T>): Promise<T>
}

/** The same database, with the time of `now`. */
export function onClock(database: Database, now: () => number): Database {
  return {
    ...database,
    now: async () => now(),
    transaction: (work) => database.transaction((inner) => work(onClock(inner, now))),
  }
}

type Timer = { at: number; wake: () => void }

/** Longer than anything a test waits for in this way; `advance` skips days. */
const LONGEST_RUN_MS = 4 * 3_600_000

export function createTestClock(start = Date.UTC(2026, 4, 1, 12)): TestClock {
  let time = start
  /** Timers use this time, which is never set back. */
  let elapsed = 0
  const timers = new Set<Timer>()
  const pending = createPendingWork()

  function addTimer(ms: number, wake: () => void): Timer {
    const timer = { at: elapsed + ms, wake }
    timers.add(timer)
    return timer
  }

  function advance(ms: number): void {
    time += ms
    elapsed += Math.max(0, ms)
    const due = [...timers].filter(({ at }) => at <= elapsed).sort((a, b) => a.at - b.at)
    for (const timer of due) {
      timers.delete(timer)
      timer.wake()
    }
  }

  async function runUntil(reached: () => boolean | Promise<boolean>): Promise<void> {
    for (let moved = 0; ; ) {
      await pending.idle()
      if (await reached()) return
      // `reached` may itself have started work, or moved the clock.
      await pending.idle()
      const step = Math.min(...[...timers].map(({ at }) => at)) - elapsed
      moved += step
      if (moved > LONGEST_RUN_MS) throw new Error('What the test waits for did not happen')
      advance(step)
    }
  }

  return {
    now: () => time,
    advance,
    runUntil,
    hasTimers: () => timers.size > 0,
    watch: (database, now = () => time) => pending.watch(database, now),
    idle: pending.idle,
    sleep: (ms, signal) =>
      new Promise<void>((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason)
        if (ms <= 0) return resolve()
        const timer = addTimer(ms, resolve)
        signal?.addEventListener('abort', () => {
          timers.delete(timer)
          reject(signal.reason)
        })
      }),
    abortAfter(ms) {
      const controller = new AbortController()
      addTimer(ms, () => controller.abort(new DOMException('The operation timed out', 'TimeoutError')))
      return controller.signal
    },
    async run(work) {
      let isSettled = false
      const settle = () => {
        isSettled = true
      }
      work.then(settle, settle)
      await runUntil(() => isSettled)
      return work
    },
  }
}

/** The same, for tests without an endless loop: it moves by itself as soon as everything left is asleep. */
export function createRunningClock(): TestClock {
  const clock = createTestClock()
  let isRunning = false

  async function run(): Promise<void> {
    if (isRunning) return
    isRunning = true
    await clock.runUntil(() => !clock.hasTimers())
    isRunning = false
  }

  return {
    ...clock,
    sleep(ms, signal) {
      const slept = clock.sleep(ms, signal)
      void run()
      return slept
    },
  }
}
