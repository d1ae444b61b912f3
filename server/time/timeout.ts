/** Resolves after `ms`, or as soon as `ended` is settled; then it holds no timer any more. */
export type Pause = (ms: number, ended?: Promise<unknown>) => Promise<unknown>

/** By a plain timer: to abort one of `node:timers/promises` takes a quarter of a millisecond, on the way of every sign-up. */
export const pause: Pause = (ms, ended) =>
  new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms)
    const end = () => {
      clearTimeout(timer)
      resolve()
    }
    ended?.then(end, end)
  })

/** Resolves as `work` does, or to undefined after `ms`, whichever comes first. No timer is left behind. */
export function waitAtMost<T>(ms: number, work: Promise<T>, pause: Pause): Promise<T | undefined> {
  return Promise.race([work, pause(ms, work).then(() => undefined)])
}
