import { changeOutbox } from '../outbox/change.ts'
import { lookUpAgain, nextToLookUp } from '../outbox/pending-at-vendor.ts'
import type { Database } from '../store/database.ts'
import { DAY_MS } from '../time/duration.ts'
import type { Limits } from './pace/pace.ts'

/** The share of the day's calls that may look up whether contacts have confirmed the vendor's mail. */
const SHARE = 0.1

type Parts = { database: Database; limits: Pick<Limits, 'perDay'> }

/**
 * Lets the sign-ups of one contact go on who had not confirmed the vendor's mail a day ago; resolves to true if there is one,
 * and its turn has come. `time` is the database's.
 */
export function createPendingLookups({ database, limits }: Parts) {
  const everyMs = DAY_MS / (limits.perDay * SHARE)
  let lastAt = Number.NEGATIVE_INFINITY

  return async (time: number): Promise<boolean> => {
    if (Math.abs(time - lastAt) < everyMs) return false
    const address = await nextToLookUp(database, time)
    if (address === undefined) return false
    lastAt = time
    await changeOutbox(database, (change) => lookUpAgain(change, address))
    return true
  }
}
