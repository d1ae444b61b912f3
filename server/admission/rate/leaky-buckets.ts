/** `fullness`: share of the capacity, 0 to 1. `waitMs`: time until one more is accepted. */
type Counted = { kind: 'within'; fullness: number } | { kind: 'over'; waitMs: number }

export type LeakyBuckets = {
  /** Counts one for this key unless its bucket is full. */
  count(key: string): Counted
  /** How many keys are remembered now; one may be counted twice. */
  size(): number
}

type Options = {
  /** `capacity` may come at once, and so many leak away in `perMs`. */
  capacity: number
  perMs: number
  /** How much a refused one still adds, as a fraction of one, so that continued requests wait longer. Default: nothing. */
  refusedCost?: number
  /** The maximum wait. */
  longestWaitMs?: number
  /** The maximum number of remembered keys: in a flood of keys the longest inactive are forgotten. */
  mostKeys: number
  now: () => number
}

type Bucket = { level: number; at: number }

/**
 * Rate limits by key with leaky buckets. A bucket is one number that leaks by the clock, without timers. Keys are kept in
 * two generations: whatever is used moves to the younger, and the older is dropped once the younger is full, or so old that
 * every bucket of the older is empty. So forgetting costs nothing per key.
 */
export function createLeakyBuckets({
  capacity,
  perMs,
  refusedCost = 0,
  longestWaitMs = perMs,
  mostKeys,
  now,
}: Options): LeakyBuckets {
  const leakPerMs = capacity / perMs
  /** Up to this level one more is accepted. */
  const acceptLevel = capacity - 1
  const highest = acceptLevel + longestWaitMs * leakPerMs
  const emptyAfterMs = (highest + 1) / leakPerMs
  let older = new Map<string, Bucket>()
  let younger = new Map<string, Bucket>()
  let startedAt = now()

  function age(time: number): void {
    if (younger.size < mostKeys / 2 && time - startedAt < emptyAfterMs) return
    older = time - startedAt < 2 * emptyAfterMs ? younger : new Map()
    younger = new Map()
    startedAt = time
  }

  return {
    count(key) {
      const time = now()
      age(time)
      const bucket = younger.get(key) ?? older.get(key)
      // If the clock was set back, nothing leaks; it must not fill the bucket.
      const leaked = bucket ? Math.max(0, time - bucket.at) * leakPerMs : 0
      const before = Math.max(0, (bucket?.level ?? 0) - leaked)
      const taken = before <= acceptLevel
      const level = taken ? before + 1 : Math.min(highest, before + refusedCost)
      younger.set(key, { level, at: time })
      return taken
        ? { kind: 'within', fullness: level / capacity }
        : { kind: 'over', waitMs: (level - acceptLevel) / leakPerMs }
    },
    size: () => older.size + younger.size,
  }
}
