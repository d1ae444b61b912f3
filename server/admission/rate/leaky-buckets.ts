/** `fullness`: share of the capacity, 0 to 1. `waitMs`: time until one more is accepted. */
type Counted = { kind: 'within'; fullness: number } | { kind: 'over'; waitMs: number }

type Options = {
  /** `capacity` may come at once, and so many leak away in `perMs`. */
  capacity: number
  perMs: number
  /** How much a refused one still adds, as a fraction of one, so that continued requests wait longer. Default: nothing. */
  refusedCost?: number
  longestWaitMs?: number
  /** The maximum number of remembered keys: in a flood of keys the longest inactive are forgotten. */
  mostKeys: number
  now: () => number
}

type Bucket = { level: number; at: number }

/**
 * Rate limits by key with leaky buckets. A bucket is one number that leaks by the clock, without timers. The least recently
 * used come first in the map, so that those which have run dry, or are too many, are forgotten from its beginning.
 */
export function createLeakyBuckets(options: Options) {
  const { capacity, perMs, refusedCost = 0, longestWaitMs = perMs, mostKeys, now } = options
  const leakPerMs = capacity / perMs
  /** Up to this level one more is accepted. */
  const acceptLevel = capacity - 1
  const highest = acceptLevel + longestWaitMs * leakPerMs
  const emptyAfterMs = (highest + 1) / leakPerMs
  const buckets = new Map<string, Bucket>()

  function forget(time: number): void {
    for (const [key, { at }] of buckets) {
      if (buckets.size <= mostKeys && time - at < emptyAfterMs) return
      buckets.delete(key)
    }
  }

  return {
    /** Counts one for this key unless its bucket is full. */
    count(key: string): Counted {
      const time = now()
      const bucket = buckets.get(key)
      // If the clock was set back, nothing leaks; it must not fill the bucket.
      const leaked = bucket ? Math.max(0, time - bucket.at) * leakPerMs : 0
      const before = Math.max(0, (bucket?.level ?? 0) - leaked)
      const taken = before <= acceptLevel
      const level = taken ? before + 1 : Math.min(highest, before + refusedCost)
      buckets.delete(key)
      buckets.set(key, { level, at: time })
      forget(time)
      return taken
        ? { kind: 'within', fullness: level / capacity }
        : { kind: 'over', waitMs: (level - acceptLevel) / leakPerMs }
    },
    /** How many keys are remembered now. */
    size: () => buckets.size,
  }
}
