import { setImmediate as nextTurn } from 'node:timers/promises'
import { StoreError } from '../store/database.ts'

type Waiting<In, Out> = { item: In; resolve: (result: Out) => void; reject: (error: unknown) => void }

/** A batch is complete after two turns of the event loop without a new item, or after 10 ms. */
const QUIET_TURNS = 2
const GATHER_MS = 10
/** Faults that items have in common: to try them one by one would only take time. */
const OF_ALL = ['busy', 'unreachable', 'moved', 'newer']

/**
 * Commits together what arrives during the previous commit, and for as long afterwards as more keeps arriving. A turn of
 * the event loop brings at most one new connection, and a commit takes as long as many turns. `commit` resolves to one
 * result per item, in order; if it rejects, each is tried alone, since one may be the fault of all (no room for a long one).
 */
export function createGroupCommit<In, Out>(
  most: number,
  commit: (items: In[]) => Promise<Out[]>,
): { add(item: In): Promise<Out>; size(): number } {
  const waiting: Waiting<In, Out>[] = []
  let working = false

  async function gather(): Promise<void> {
    const end = performance.now() + GATHER_MS
    const isEnough = () => waiting.length >= most || performance.now() >= end
    for (let quiet = 0; quiet < QUIET_TURNS && !isEnough(); ) {
      const before = waiting.length
      await nextTurn()
      quiet = waiting.length > before ? 0 : quiet + 1
    }
  }

  async function settle(batch: readonly Waiting<In, Out>[]): Promise<void> {
    try {
      const results = await commit(batch.map(({ item }) => item))
      for (const [index, { resolve, reject }] of batch.entries()) {
        const result = results[index]
        if (result === undefined) reject(new Error('A batch has a result for each of its items'))
        else resolve(result)
      }
    } catch (error) {
      const isOfAll = error instanceof StoreError && OF_ALL.includes(error.fault)
      if (batch.length > 1 && !isOfAll) for (const one of batch) await settle([one])
      else for (const { reject } of batch) reject(error)
    }
  }

  async function work(): Promise<void> {
    working = true
    while (waiting.length > 0) {
      await gather()
      await settle(waiting.splice(0, most))
    }
    working = false
  }

  return {
    add(item) {
      return new Promise((resolve, reject) => {
        waiting.push({ item, resolve, reject })
        if (!working) void work()
      })
    },
    size: () => waiting.length,
  }
}
