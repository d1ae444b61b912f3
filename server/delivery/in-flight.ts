import type { Logger } from 'pino'
import { loggableError } from '../http/loggable-error.ts'

/**
 * The calls in flight, by their addresses: no address has two. After a fault of ours its address is blocked until the
 * process ends, so that the same call is not repeated endlessly.
 */
export function createInFlight(onEnd: () => void, log: Pick<Logger, 'error'>) {
  const calls = new Map<string, Promise<void>>()
  const blocked = new Set<string>()
  return {
    addresses: () => [...calls.keys(), ...blocked],
    count: () => calls.size,
    /** Counts `work` for this address until it ends, and then calls `onEnd`. */
    add(address: string, work: Promise<void>): void {
      const done = work
        .catch((error: unknown) => {
          blocked.add(address)
          log.error(loggableError(error), 'a delivery failed by a fault of the relay')
        })
        .then(() => void calls.delete(address))
      calls.set(address, done.then(onEnd))
    },
    /** Resolves once every call has ended. */
    ended: () => Promise.all(calls.values()),
  }
}
