type Waiting<In, Out> = { item: In; resolve: (result: Out) => void; reject: (error: unknown) => void }

/**
 * Gathers what comes in while the disk is busy with the batch before, and commits it as one. `commit` answers a result for
 * each item, in order; when it rejects, every item of the batch rejects.
 */
export function createBatches<In, Out>(
  most: number,
  commit: (items: In[]) => Promise<Out[]>,
): { add(item: In): Promise<Out>; size(): number } {
  const waiting: Waiting<In, Out>[] = []
  let working = false

  async function work(): Promise<void> {
    working = true
    // What the same turn of the event loop brings goes into the same batch.
    await new Promise((resolve) => setImmediate(resolve))
    while (waiting.length > 0) {
      const batch = waiting.splice(0, most)
      try {
        const results = await commit(batch.map(({ item }) => item))
        for (const [index, { resolve, reject }] of batch.entries()) {
          const result = results[index]
          if (result === undefined) reject(new Error('A batch has a result for each of its items'))
          else resolve(result)
        }
      } catch (error) {
        for (const { reject } of batch) reject(error)
      }
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
