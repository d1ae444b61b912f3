import { createLeakyBuckets } from '../../admission/rate/leaky-buckets.ts'
import { HOUR_MS, MINUTE_MS } from '../../time/duration.ts'

const MOST_KEYS = 10_000
const PAGES_PER_MINUTE = 300
/** Nobody guesses a code of 128 bits; this tells who tries to stop, and keeps the log short. */
const ATTEMPTS = { capacity: 10, perMs: 10 * MINUTE_MS }
/** For all networks that are unknown, since a proxy hides them. */
const ATTEMPTS_OF_UNKNOWN = 100
const MAILS_PER_NETWORK = 3
const MAILS = 10

export type ConsoleLimits = ReturnType<typeof createConsoleLimits>

/**
 * How often the console may be asked, in memory. `network`: where from, undefined if a proxy hides it. Each resolves to the
 * seconds to wait where it is too often, otherwise undefined.
 */
export function createConsoleLimits(now: () => number) {
  const pages = createLeakyBuckets({
    ...{ capacity: PAGES_PER_MINUTE, perMs: MINUTE_MS, mostKeys: MOST_KEYS, now },
  })
  const attempts = createLeakyBuckets({ ...ATTEMPTS, mostKeys: MOST_KEYS, now })
  const hiddenAttempts = createLeakyBuckets({
    ...{ ...ATTEMPTS, capacity: ATTEMPTS_OF_UNKNOWN, mostKeys: 1, now },
  })
  let mails: { network: string | undefined; at: number }[] = []

  return {
    /** Counts one page. `by`: a network, or who is signed in. */
    page(by: string | undefined): number | undefined {
      return by === undefined ? undefined : waitSeconds(pages.count(by))
    },
    /** Counts a wrong code. */
    attempt(network: string | undefined): number | undefined {
      return waitSeconds(network === undefined ? hiddenAttempts.count('hidden') : attempts.count(network))
    },
    /** Counts a mail with a link; false if there were three from this network within an hour, or ten in all. */
    mail(network: string | undefined): boolean {
      mails = mails.filter(({ at }) => Math.abs(now() - at) < HOUR_MS)
      const ofNetwork = mails.filter((mail) => network !== undefined && mail.network === network)
      if (mails.length >= MAILS || ofNetwork.length >= MAILS_PER_NETWORK) return false
      mails.push({ network, at: now() })
      return true
    },
  }
}

function waitSeconds(counted: { kind: 'within' } | { kind: 'over'; waitMs: number }): number | undefined {
  return counted.kind === 'within' ? undefined : Math.ceil(counted.waitMs / 1000)
}
