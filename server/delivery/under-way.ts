import type { Logger } from 'pino'
import { whereItFailed } from '../outbox/where-it-failed.ts'

/** The calls under way, by their addresses: no address has two. */
export type UnderWay = {
  addresses(): Iterable<string>
  count(): number
  /** Keeps `work` for this address in mind until it ends, and then `rings`. */
  add(address: string, work: Promise<void>): void
  /** Resolves once all that is under way has ended. */
  ended(): Promise<unknown>
}

/** After a mistake of ours its address stays out of the line, so that the same is not sent for ever. */
export function createUnderWay(rings: () => void, log: Pick<Logger, 'error'>): UnderWay {
  const works = new Map<string, Promise<void>>()
  return {
    addresses: () => works.keys(),
    count: () => works.size,
    add(address, work) {
      const done = work.then(
        () => void works.delete(address),
        (error: unknown) => log.error(whereItFailed(error), 'a delivery failed by a fault of the relay'),
      )
      works.set(address, done.then(rings))
    },
    ended: () => Promise.all(works.values()),
  }
}
