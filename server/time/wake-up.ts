import { type Sleep, withTimeout } from './timeout.ts'

/** Wakes a loop that sleeps between rounds. A wake-up during a round skips the next sleep. */
export function createWakeUp(sleep: Sleep) {
  let isWoken = false
  let wakeSleeper = () => {}
  return {
    wake() {
      isWoken = true
      wakeSleeper()
    },
    /** Resolves at the next `wake`, or after `ms`. */
    async sleep(ms: number): Promise<void> {
      if (!isWoken) {
        const woken = new Promise<void>((resolve) => {
          wakeSleeper = resolve
        })
        await withTimeout(ms, woken, sleep)
      }
      isWoken = false
    },
  }
}
