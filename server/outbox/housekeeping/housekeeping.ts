import type { Logger } from 'pino'
import { createBackgroundLoop } from '../../store/background-loop.ts'
import type { Database } from '../../store/database.ts'
import type { Seal } from '../../store/sealed.ts'
import { createSteadyClock } from '../../time/clock-skew.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../time/duration.ts'
import type { Sleep } from '../../time/timeout.ts'
import { changeOutbox } from '../change.ts'
import { deleteOldCooldowns } from '../contact-cooldown.ts'
import { createCountPast, deleteOldCounts } from '../counts/count-past.ts'
import type { IsOwnOrigin } from '../counts/counted-as.ts'
import { correctFutureCounts } from '../counts/future-counts.ts'
import { SUBMISSION_REPEAT_MS } from '../outbox.ts'
import { eraseExpired } from '../pending-confirmation.ts'
import { CALL_COUNTS_MS } from '../queue.ts'
import { correctFutureTimes } from './future-times.ts'
import { sealWithNewKey } from './rotate-key.ts'

const EVERY_MS = MINUTE_MS
/** Few enough that no other change waits noticeably. */
const ROWS = 500
const BETWEEN_MS = 50
/** Each is decrypted. A million, once after an upgrade, take a quarter of an hour or so; the rest waits for them. */
const PAST_ROWS = 100

/** Deletes at most `most` expired rows; resolves to how many. */
type DeleteExpired = (database: Database, now: number, most: number) => Promise<number>

type Parts = {
  database: Database
  sleep: Sleep
  retentionHours: number
  consentRetentionDays: number
  seal: Seal
  isOwnOrigin: IsOwnOrigin
  /** True while `SECRET_KEY` names an old key beside the new one. */
  replacesKey: boolean
  /** What other parts of the relay need deleted. */
  deleteExpired: readonly DeleteExpired[]
  log: Pick<Logger, 'info' | 'warn' | 'error'>
}

/** Deletes what is no longer needed, every minute once the clock has been steady. Any number of relays may do it. */
export function createHousekeeping(parts: Parts) {
  const { database, seal, sleep, log } = parts
  const isSteady = createSteadyClock()
  const countPast = createCountPast(seal, parts.isOwnOrigin)
  let keyReplaced = !parts.replacesKey

  async function round(): Promise<number> {
    if (!keyReplaced) {
      await sealWithNewKey(database, seal, () => sleep(BETWEEN_MS))
      log.info('every sign-up is sealed with the new key: the old one can be taken out of SECRET_KEY')
      keyReplaced = true
    }
    if ((await countPast(database, PAST_ROWS)) === PAST_ROWS) return BETWEEN_MS
    // What the clock says now may be wrong, and what is erased by it would be gone.
    if (!isSteady(await database.now())) return EVERY_MS
    return (await tidy(database, parts)) ? BETWEEN_MS : EVERY_MS
  }

  return createBackgroundLoop({ name: 'housekeeping', round, retryMs: EVERY_MS, sleep, log })
}

type Retention = Pick<Parts, 'retentionHours' | 'consentRetentionDays'> &
  Partial<Pick<Parts, 'deleteExpired'>>

/**
 * Erases the content of delivered sign-ups after the retention, deletes what has expired, and corrects what a fast clock
 * wrote, a few rows at a time; resolves to true if there is more.
 */
export async function tidy(
  database: Database,
  { retentionHours, consentRetentionDays, deleteExpired = [] }: Retention,
): Promise<boolean> {
  const now = await database.now()
  const some = (sql: string, before: number) => database.run(sql, before, ROWS)
  const changed = [
    await some(
      `UPDATE signups SET payload = NULL WHERE id IN (SELECT id FROM signups
        WHERE state = 'delivered' AND payload IS NOT NULL AND since <= ? ORDER BY since LIMIT ?)`,
      now - retentionHours * HOUR_MS,
    ),
    // What a parked sign-up may still change depends on what newer ones of its address have delivered.
    await some(
      `DELETE FROM signups WHERE id IN (SELECT id FROM signups AS settled
        WHERE state IN ('delivered', 'refused') AND since <= ? AND NOT EXISTS (SELECT 1 FROM signups AS older
          WHERE older.address = settled.address AND older.id < settled.id
            AND older.state IN ('waiting', 'held', 'parked')) LIMIT ?)`,
      now - SUBMISSION_REPEAT_MS,
    ),
    await some(
      'DELETE FROM calls WHERE id IN (SELECT id FROM calls WHERE at <= ? LIMIT ?)',
      now - CALL_COUNTS_MS,
    ),
    await some(
      'DELETE FROM consents WHERE signup IN (SELECT signup FROM consents WHERE recorded_at <= ? LIMIT ?)',
      now - consentRetentionDays * DAY_MS,
    ),
    await changeOutbox(database, (change) => eraseExpired(change, ROWS)),
    ...(await correctFutureTimes(database, ROWS)),
    await deleteOldCooldowns(database, now, ROWS),
    await changeOutbox(database, correctFutureCounts),
    await deleteOldCounts(database, now, ROWS),
  ]
  for (const deleteSome of deleteExpired) changed.push(await deleteSome(database, now, ROWS))
  return changed.includes(ROWS)
}
