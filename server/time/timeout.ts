import { setTimeout } from 'node:timers/promises'

/** Resolves after `ms` milliseconds; rejects when `signal` is aborted, and holds no timer from then on. */
export type Sleep = (ms: number, signal?: AbortSignal) => Promise<unknown>

export const sleep: Sleep = (ms, signal) => setTimeout(ms, undefined, { signal })

/** Resolves as `work` does, or to undefined after `ms`, whichever comes first. No timer is left behind. */
export async function withTimeout<T>(ms: number, work: Promise<T>, sleep: Sleep): Promise<T | undefined> {
  const done = new AbortController()
  try {
    return await Promise.race([work, sleep(ms, done.signal).then(() => undefined)])
  } finally {
    done.abort()
  }
}
