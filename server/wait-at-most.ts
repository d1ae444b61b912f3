/** Resolves after `ms`; rejects, and holds nothing any more, as soon as `signal` is aborted. */
export type Pause = (ms: number, signal?: AbortSignal) => Promise<unknown>

/** Resolves as `work` does, or to undefined after `ms`, whichever comes first. No timer is left behind. */
export async function waitAtMost<T>(ms: number, work: Promise<T>, pause: Pause): Promise<T | undefined> {
  const over = new AbortController()
  const nothing = () => undefined
  try {
    return await Promise.race([work, pause(ms, over.signal).then(nothing, nothing)])
  } finally {
    over.abort()
  }
}
