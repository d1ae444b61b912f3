import type { Database } from '../../store/database.ts'
import { databaseTime } from '../../store/database-time.ts'
import type { Sleep } from '../../time/timeout.ts'

/** The vendor's limit is one call a second; the tenth more allows for calls that travel at different speeds. */
const APART_MS = 1100
const PAUSE_MS = 200
/** A call that was noted further in the future was noted before the clock was set back: it holds nobody up. */
const BEYOND_MS = 60_000
const TRIES = 25

type Parts = { database: Database; now: () => number; sleep: Sleep }

/**
 * Keeps the calls to the token endpoint apart, across all relays on one database. Resolves to true when it is the
 * caller's turn, or to false when others have called for too long (about five seconds).
 */
export function createTokenTurn({ database, now, sleep }: Parts): () => Promise<boolean> {
  return async () => {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const time = await databaseTime(database, now)
      const taken = await database.run(
        'UPDATE connection SET called_at = ? WHERE id = 1 AND (called_at <= ? OR called_at > ?)',
        time,
        time - APART_MS,
        time + BEYOND_MS,
      )
      if (taken === 1) return true
      await sleep(PAUSE_MS)
    }
    return false
  }
}
