/** `fullness` is a share of the capacity, 0 to 1. `waitMs` is the time until one more would be taken. */
export type Poured = { kind: 'within'; fullness: number } | { kind: 'over'; waitMs: number }

export type LeakyBuckets = {
  /** Counts one for this key, unless its bucket is full. */
  pour(key: string): Poured
  /** How many keys are remembered at most at this moment; one may be counted twice. */
  size(): number
}

type Options = {
  /** How many may come at once, and how many leak away in `perMs`: a number and the time it is allowed in. */
  capacity: number
  perMs: number
  /** What one that is refused still adds, as a part of one: who asks on, waits longer. Default: nothing. */
  refusedCost?: number
  /** No wait grows longer than this. */
  longestWaitMs?: number
  /** More keys than this are never remembered: of a flood of keys, those that were quiet longest are forgotten. */
  mostKeys: number
  now: () => number
}

type Bucket = { level: number; at: number }

/**
 * Counts by key how much comes in how short a time. A bucket is one number and leaks by the clock: no timer, no
 * list of moments. Keys are kept in two generations, and the older goes when the younger is full or so old that
 * all the older holds has run dry; whatever is touched is of the younger. That forgets at no cost per key.
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
  /** Up to here one more is taken. */
  const brim = capacity - 1
  const highest = brim + longestWaitMs * leakPerMs
  const driesInMs = (highest + 1) / leakPerMs
  let older = new Map<string, Bucket>()
  let younger = new Map<string, Bucket>()
  let bornAt = now()

  function age(time: number): void {
    if (younger.size < mostKeys / 2 && time - bornAt < driesInMs) return
    older = time - bornAt < 2 * driesInMs ? younger : new Map()
    younger = new Map()
    bornAt = time
  }

  return {
    pour(key) {
      const time = now()
      age(time)
      const bucket = younger.get(key) ?? older.get(key)
      // A clock that was set back leaks nothing, rather than filling the bucket.
      const leaked = bucket ? Math.max(0, time - bucket.at) * leakPerMs : 0
      const before = Math.max(0, (bucket?.level ?? 0) - leaked)
      const taken = before <= brim
      const level = taken ? before + 1 : Math.min(highest, before + refusedCost)
      younger.set(key, { level, at: time })
      return taken
        ? { kind: 'within', fullness: level / capacity }
        : { kind: 'over', waitMs: (level - brim) / leakPerMs }
    },
    size: () => older.size + younger.size,
  }
}
