export type InFlight = {
  /** Runs `work` for a contact, alone; undefined when another call is changing that contact at this moment. */
  alone<T>(key: string, work: () => T): Promise<T | undefined>
}

/** A change to a contact takes a moment; a second call for the same contact in that moment is a conflict. */
export function createInFlight(
  processingMs: () => number | readonly [number, number],
  sleep: (ms: number) => Promise<unknown>,
): InFlight {
  const busy = new Set<string>()
  return {
    async alone(key, work) {
      if (busy.has(key)) return undefined
      busy.add(key)
      try {
        await sleep(between(processingMs()))
        return work()
      } finally {
        busy.delete(key)
      }
    },
  }
}

function between(length: number | readonly [number, number]): number {
  const [least, most] = typeof length === 'number' ? [length, length] : length
  return least + Math.random() * (most - least)
}
