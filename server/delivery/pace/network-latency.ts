/** Over a connection that stands: the request, and a busy machine at either end. */
export const WARM_MS = 125
/** With looking up a name, connecting and agreeing on keys before it. */
export const COLD_MS = 1000
/** Shorter than connections are kept alive at either end. */
const KEPT_MS = 3000

/**
 * Reckons how long a call may take to reach the vendor, by the connections that earlier calls have left behind. Nobody can
 * know; but four calls over new connections and a fifth over an old one may arrive closer together than they were made.
 */
export type Travel = {
  /** A call is made now: answers its longest way, in milliseconds. */
  begin(now: number): number
  /** A call was answered now: its connection is free. */
  end(now: number): void
}

export function createTravel(): Travel {
  let free: number[] = []
  return {
    begin(now) {
      free = free.filter((since) => since > now - KEPT_MS)
      return free.pop() === undefined ? COLD_MS : WARM_MS
    },
    end(now) {
      free.push(now)
    },
  }
}
