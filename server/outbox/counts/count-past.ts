import type { Database } from '../../store/database.ts'
import { inNumbers } from '../../store/fragments.ts'
import { number, text } from '../../store/row.ts'
import type { Seal } from '../../store/sealed.ts'
import { utcDay } from '../../time/utc-day.ts'
import { changeOutbox } from '../change.ts'
import { openConsent } from '../consent.ts'
import { type CountedAs, countedAs, type IsOwnOrigin } from './counted-as.ts'
import { createTally } from './tally.ts'

/** How long counts are kept. */
const COUNTS_DAYS = 400

type Consent = { signUp: number; day: number; countedAs: CountedAs }

/**
 * Counts sign-ups that an earlier version of the relay recorded, from their consents, at most `most`; resolves to how many.
 * What became of them is unknown. Any number of relays may do it, and it may end at any time.
 */
export function createCountPast(seal: Seal, isOwn: IsOwnOrigin) {
  const tally = createTally()
  return (database: Database, most: number): Promise<number> =>
    changeOutbox(database, async (change) => {
      const { transaction } = change
      const sql =
        'SELECT signup, address, recorded_at, sealed FROM consents WHERE counted IS NULL ORDER BY signup LIMIT ?'
      const rows = await transaction.all(sql, most)
      const consents = rows.map((row): Consent => {
        const address = text(row, 'address')
        const agreed = openConsent(seal, text(row, 'sealed'), address)
        return {
          ...{ signUp: number(row, 'signup'), day: utcDay(number(row, 'recorded_at')) },
          countedAs: countedAs(agreed?.page, agreed?.lists ?? [], isOwn),
        }
      })
      for (const day of new Set(consents.map((one) => one.day))) {
        const ofDay = consents.filter((one) => one.day === day)
        const things = ofDay.map((one) => one.countedAs)
        const counted = await tally.add(change, 'sign-ups of the past', things, day)
        for (const row of new Set(counted)) {
          const ofRow = ofDay.filter((_, index) => counted[index] === row)
          await markCounted(transaction, row, ofRow)
        }
      }
      return consents.length
    })
}

async function markCounted(transaction: Database, row: number, consents: Consent[]): Promise<void> {
  const ids = JSON.stringify(consents.map(({ signUp }) => signUp))
  const isIn = inNumbers(transaction.engine)
  await transaction.run(`UPDATE consents SET counted = ? WHERE signup ${isIn}`, row, ids)
  await transaction.run(`UPDATE signups SET counted = ? WHERE id ${isIn}`, row, ids)
}

/**
 * Deletes at most `most` counts of long ago; resolves to how many. The newest stays, so that no row gets the id of one that is
 * gone.
 */
export async function deleteOldCounts(database: Database, now: number, most: number): Promise<number> {
  const sql = `DELETE FROM daily_counts WHERE id IN (SELECT id FROM daily_counts
    WHERE day < ? AND id < (SELECT MAX(id) FROM daily_counts) LIMIT ?)`
  return database.run(sql, utcDay(now) - COUNTS_DAYS, most)
}
