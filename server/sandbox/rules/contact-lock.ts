export type ContactLock = {
  /** Runs `work` while holding the contact's lock; undefined if another call holds it. */
  hold<T>(key: string, work: () => T): Promise<T | undefined>
}

/** Changes to a contact take time; a second call for the same contact meanwhile is a conflict. */
export function createContactLock(
  processingMs: () => number | readonly [number, number],
  sleep: (ms: number) => Promise<unknown>,
): ContactLock {
  const locked = new Set<string>()
  return {
    async hold(key, work) {
      if (locked.has(key)) return undefined
      locked.add(key)
      try {
        await sleep(randomWithin(processingMs()))
        return work()
      } finally {
        locked.delete(key)
      }
    },
  }
}

function randomWithin(duration: number | readonly [number, number]): number {
  const [min, max] = typeof duration === 'number' ? [duration, duration] : duration
  return min + Math.random() * (max - min)
}
