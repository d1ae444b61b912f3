import { HOUR_MS, MINUTE_MS } from '../../time/duration.ts'
import { createLeakyBuckets } from './leaky-buckets.ts'

/** `busy`: close to the limit, which no single visitor is. `retryAfterSeconds`: a whole number, 1 or more. */
export type NetworkRate = { kind: 'within'; busy: boolean } | { kind: 'over'; retryAfterSeconds: number }

/** Which limits are reached that only require proof: the one of the email address, and the one for everybody. */
export type SignUpRate = { address: 'within' | 'over'; hour: 'within' | 'over' }

export type Rates = ReturnType<typeof createRates>

type Options = {
  /** `RATE_PER_NETWORK`: sign-ups per minute, 0 for no limit. Ten times as many pages, and as many starts of forms. */
  perNetwork: number
  /** Sign-ups per email address and hour. */
  perAddress?: number
  /** `CTCT_PER_DAY`: sign-ups of everybody in an hour are over the limit where a whole day of such hours uses up its calls. */
  perDay?: number
  now: () => number
}

const LONGEST_WAIT_MS = 5 * MINUTE_MS
/** About 100 bytes each. */
const MOST_KEYS = 50_000
/**
 * A refused request still counts as a quarter of one. So the wait grows with every further request: many visitors behind
 * one address are only slowed down, and a client at four times the limit is refused until it stops.
 */
const REFUSED_COST = 0.25
const BUSY = 0.5
/** Many look at a form, in a frame too, for one who signs up. */
const PAGES_PER_SIGN_UP = 10
/** One more than a day has hours. */
const HOURS = 25

/**
 * The rate limits, in memory: each of several relays counts what reaches it. A shared table would turn a flood of requests
 * into a flood of writes.
 */
export function createRates({ perNetwork, perAddress = 5, perDay = 10_000, now }: Options) {
  const byNetwork = (capacity: number) =>
    createLeakyBuckets({
      ...{ capacity, perMs: MINUTE_MS, refusedCost: REFUSED_COST, longestWaitMs: LONGEST_WAIT_MS },
      ...{ mostKeys: MOST_KEYS, now },
    })
  const signUps = byNetwork(perNetwork)
  const pages = byNetwork(perNetwork * PAGES_PER_SIGN_UP)
  const starts = byNetwork(perNetwork * PAGES_PER_SIGN_UP)
  const addresses = createLeakyBuckets({ capacity: perAddress, perMs: HOUR_MS, mostKeys: MOST_KEYS, now })
  const perHour = Math.max(1, Math.floor(perDay / HOURS))
  const everybody = createLeakyBuckets({ capacity: perHour, perMs: HOUR_MS, mostKeys: 1, now })

  function rateOf(buckets: ReturnType<typeof createLeakyBuckets>, network: string): NetworkRate {
    if (perNetwork === 0) return { kind: 'within', busy: false }
    const counted = buckets.count(network)
    return counted.kind === 'within'
      ? { kind: 'within', busy: counted.fullness > BUSY }
      : { kind: 'over', retryAfterSeconds: Math.ceil(counted.waitMs / 1000) }
  }

  return {
    /** Counts a sign-up's request. Only limits by network refuse, since nobody can use up that of another network. */
    request: (network: string) => rateOf(signUps, network),
    page: (network: string) => rateOf(pages, network),
    start: (network: string) => rateOf(starts, network),
    /** Counts a sign-up. Never a reason to refuse one, since anybody could use up the limit of somebody's address. */
    signUp(addressKey: string): SignUpRate {
      return { address: addresses.count(addressKey).kind, hour: everybody.count('everybody').kind }
    },
  }
}
