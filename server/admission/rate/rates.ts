import { HOUR_MS, MINUTE_MS } from '../../time/duration.ts'
import { createLeakyBuckets } from './leaky-buckets.ts'

/** `busy`: a network comes near its limit, which no single visitor does. `retryAfterSeconds` is whole, 1 or more. */
export type NetworkRate = { kind: 'within'; busy: boolean } | { kind: 'over'; retryAfterSeconds: number }

/** Which of the limits that only ask for proof are reached: the address's own, and the one for everybody. */
export type SignUpRate = { address: 'within' | 'over'; hour: 'within' | 'over' }

export type Rates = {
  /** Counts a request. The only limit that turns anybody away, since an address cannot be made to reach it. */
  request(network: string): NetworkRate
  /** Counts a sign-up. Never a reason to refuse one: a stranger could use up somebody else's. */
  signUp(addressKey: string): SignUpRate
}

type Options = {
  /** `RATE_PER_NETWORK`: requests a minute, 0 for no limit. */
  perNetwork: number
  /** Sign-ups for one address in an hour. Constant Contact itself should hear of one three times a day at most. */
  perAddress?: number
  /** Sign-ups in an hour, of everybody: at this pace a day uses up the vendor's 10,000 calls. */
  perHour?: number
  now: () => number
}

const LONGEST_WAIT_MS = 5 * MINUTE_MS
/** About 100 bytes each. */
const MOST_KEYS = 50_000
/**
 * A request that is refused still costs a quarter of one. So the wait grows with every further request, a crowd
 * behind one address that comes a little too fast is slowed and no more, and whoever asks four times as fast as the
 * limit gets nothing until they stop.
 */
const REFUSED_COST = 0.25
const BUSY = 0.5

/**
 * The limits of how often, in the memory of this relay: with several relays on one database each counts what
 * reaches it. A table they share would turn a flood of requests into a flood of writes on the outbox's database.
 */
export function createRates({ perNetwork, perAddress = 5, perHour = 400, now }: Options): Rates {
  const networks = createLeakyBuckets({
    capacity: perNetwork,
    perMs: MINUTE_MS,
    refusedCost: REFUSED_COST,
    longestWaitMs: LONGEST_WAIT_MS,
    mostKeys: MOST_KEYS,
    now,
  })
  const addresses = createLeakyBuckets({ capacity: perAddress, perMs: HOUR_MS, mostKeys: MOST_KEYS, now })
  const everybody = createLeakyBuckets({ capacity: perHour, perMs: HOUR_MS, mostKeys: 2, now })

  return {
    request(network) {
      if (perNetwork === 0) return { kind: 'within', busy: false }
      const poured = networks.pour(network)
      return poured.kind === 'within'
        ? { kind: 'within', busy: poured.fullness > BUSY }
        : { kind: 'over', retryAfterSeconds: Math.ceil(poured.waitMs / 1000) }
    },
    signUp(addressKey) {
      return { address: addresses.pour(addressKey).kind, hour: everybody.pour('everybody').kind }
    },
  }
}
