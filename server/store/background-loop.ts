import type { Logger } from 'pino'
import { loggableError } from '../http/loggable-error.ts'
import { SECOND_MS } from '../time/duration.ts'
import type { Sleep } from '../time/timeout.ts'
import { createWakeUp } from '../time/wake-up.ts'
import { STORE_FAULTS, StoreError } from './database.ts'

type Parts = {
  /** What the work is called in the log. */
  name: string
  /** Resolves to how long to sleep before the next round, in milliseconds. A round that fails is logged and tried again. */
  round: () => Promise<number>
  retryMs?: number
  sleep: Sleep
  log: Pick<Logger, 'warn' | 'error'>
}

/** Work that a relay repeats in the background. */
export function createBackgroundLoop({ name, round, retryMs = SECOND_MS, sleep, log }: Parts) {
  const wakeUp = createWakeUp(sleep)
  let stopping = false
  let running: Promise<void> | undefined

  async function run(): Promise<void> {
    while (!stopping) {
      const sleepMs = await round().catch((error: unknown) => {
        if (error instanceof StoreError)
          log.warn({ fault: error.fault, cause: STORE_FAULTS[error.fault] }, `${name} waits for the database`)
        else log.error(loggableError(error), `${name} failed`)
        return retryMs
      })
      if (sleepMs > 0 && !stopping) await wakeUp.sleep(sleepMs)
    }
  }

  return {
    start() {
      running ??= run()
    },
    /** Cuts the next sleep short. */
    wake: wakeUp.wake,
    /** Starts no further round; resolves once the current one has ended. */
    async stop() {
      stopping = true
      wakeUp.wake()
      await running
    },
    /** True from `start` to `stop`. */
    isRunning: () => running !== undefined && !stopping,
    /** True from `stop` on. */
    isStopped: () => stopping,
  }
}
