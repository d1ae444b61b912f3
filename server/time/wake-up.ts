import { type Pause, waitAtMost } from './timeout.ts'

/** Wakes whoever sleeps; rung while nobody sleeps, it keeps the next one from sleeping. */
export type Bell = {
  ring(): void
  /** Resolves when the bell rings, or after `ms`. */
  sleep(ms: number): Promise<void>
}

export function createBell(pause: Pause): Bell {
  let rung = false
  let wake = () => {}
  return {
    ring() {
      rung = true
      wake()
    },
    async sleep(ms) {
      if (!rung) {
        const ringing = new Promise<void>((resolve) => {
          wake = resolve
        })
        await waitAtMost(ms, ringing, pause)
      }
      rung = false
    },
  }
}
