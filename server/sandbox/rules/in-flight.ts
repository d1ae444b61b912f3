export type InFlight = {
  /** Runs `work` for a contact, alone; undefined when another call is changing that contact at this moment. */
  alone<T>(key: string, work: () => T): Promise<T | undefined>
}

/** A change to a contact takes a moment; a second call for the same contact in that moment is a conflict. */
export function createInFlight(processingMs: () => number | readonly [number, number]): InFlight {
  const busy = new Set<string>()
  return {
    async alone(key, work) {
      if (busy.has(key)) return undefined
      busy.add(key)
      try {
        await pause(processingMs())
        return work()
      } finally {
        busy.delete(key)
      }
    },
  }
}

function pause(length: number | readonly [number, number]): Promise<void> {
  const [least, most] = typeof length === 'number' ? [length, length] : length
  return new Promise((resolve) => setTimeout(resolve, least + Math.random() * (most - least)))
}
