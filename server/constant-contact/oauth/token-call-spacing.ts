import type { Database } from '../../store/database.ts'
import { forUpdate } from '../../store/fragments.ts'
import { number } from '../../store/row.ts'
import { isFromFastClock } from '../../time/clock-skew.ts'
import type { Sleep } from '../../time/timeout.ts'

/** The vendor allows one call a second; the tenth more is for calls that take differently long to arrive. */
const APART_MS = 1100
const TRY_EVERY_MS = 200
const TRIES = 25

type Parts = { database: Database; sleep: Sleep }

/**
 * Keeps the calls to the token endpoint apart, across all relays on one database. The returned function resolves to true when
 * the caller may call, or to false when others have called for about five seconds.
 */
export function createTokenCallSpacing({ database, sleep }: Parts): () => Promise<boolean> {
  const noteCall = () =>
    database.transaction(async (transaction) => {
      const [row] = await transaction.all(`SELECT called_at FROM connection${forUpdate(database.engine)}`)
      const calledAt = number(row, 'called_at')
      const time = await transaction.now()
      if (calledAt > time - APART_MS && !isFromFastClock(calledAt, time)) return false
      await transaction.run('UPDATE connection SET called_at = ?', time)
      return true
    })

  return async () => {
    for (let tries = 0; tries < TRIES; tries += 1) {
      if (await noteCall()) return true
      await sleep(TRY_EVERY_MS)
    }
    return false
  }
}
