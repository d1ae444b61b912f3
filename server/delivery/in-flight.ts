import type { Logger } from 'pino'
import { loggableError } from '../http/loggable-error.ts'

/** The calls under way, by their addresses: no address has two. */
export type UnderWay = {
  addresses(): Iterable<string>
  /** How many there are; without those that failed by a mistake, whose addresses are among `addresses` for good. */
  count(): number
  /** Keeps `work` for this address in mind until it ends, and then `rings`. */
  add(address: string, work: Promise<void>): void
  /** Resolves once all that is under way has ended. */
  ended(): Promise<unknown>
}

/** After a mistake of ours its address stays out of the line, so that the same is not sent for ever. */
export function createUnderWay(rings: () => void, log: Pick<Logger, 'error'>): UnderWay {
  const works = new Map<string, Promise<void>>()
  const mistaken = new Set<string>()
  return {
    addresses: () => [...works.keys(), ...mistaken],
    count: () => works.size,
    add(address, work) {
      const done = work
        .catch((error: unknown) => {
          mistaken.add(address)
          log.error(loggableError(error), 'a delivery failed by a fault of the relay')
        })
        .then(() => void works.delete(address))
      works.set(address, done.then(rings))
    },
    ended: () => Promise.all(works.values()),
  }
}
