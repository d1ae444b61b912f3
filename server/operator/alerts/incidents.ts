import type { Database } from '../../store/database.ts'
import { number, numberOrNull, text } from '../../store/row.ts'
import { latestPlausible } from '../../time/clock-skew.ts'
import { DAY_MS } from '../../time/duration.ts'
import type { Alert } from './alert.ts'

/**
 * A trouble from its beginning to its end. `trouble`: one of `Told`, or one that a later version of the relay wrote.
 * `mendedAt` is null while it lasts; times are in milliseconds since 1970.
 */
export type Incident = { trouble: string; sentence: string; beganAt: number; mendedAt: number | null }

export type PastIncident = Incident & { mendedAt: number }

/** As long as sign-ups are counted. */
const KEPT_MS = 400 * DAY_MS

/** Writes down which troubles last now, each with its latest sentence, and that all others are over. */
export async function recordIncidents(
  transaction: Database,
  lasting: readonly Pick<Alert, 'trouble' | 'sentence' | 'since'>[],
  now: number,
): Promise<void> {
  // A fast clock, since set back, may have ended some.
  await transaction.run('UPDATE incidents SET mended_at = ? WHERE mended_at > ?', now, latestPlausible(now))
  const rows = await transaction.all('SELECT trouble FROM incidents WHERE mended_at IS NULL')
  const open = new Set(rows.map((row) => text(row, 'trouble')))
  for (const { trouble, sentence, since } of lasting) {
    if (open.delete(trouble)) {
      const sql = 'UPDATE incidents SET sentence = ? WHERE trouble = ? AND mended_at IS NULL'
      await transaction.run(sql, sentence, trouble)
    } else {
      const sql = `INSERT INTO incidents (trouble, sentence, began_at) VALUES (?, ?, ?)
        ON CONFLICT (trouble, began_at) DO UPDATE SET mended_at = NULL`
      await transaction.run(sql, trouble, sentence, since)
    }
  }
  for (const trouble of open) {
    const sql = 'UPDATE incidents SET mended_at = ? WHERE trouble = ? AND mended_at IS NULL'
    await transaction.run(sql, now, trouble)
  }
}

/** Writes down a trouble that nobody could while it lasted. Relays that saw the same one keep one row. */
export async function recordPastIncident(
  database: Database,
  { trouble, sentence, beganAt, mendedAt }: PastIncident,
): Promise<void> {
  const sql = `INSERT INTO incidents (trouble, sentence, began_at, mended_at)
    SELECT ?, ?, CAST(? AS BIGINT), CAST(? AS BIGINT)
    WHERE NOT EXISTS (SELECT 1 FROM incidents WHERE trouble = ? AND mended_at >= ?)`
  await database.run(sql, trouble, sentence, beganAt, mendedAt, trouble, beganAt)
}

/** The troubles that last, and those that were over after `since`; the newest first, at most `most`. */
export async function listIncidents(
  database: Database,
  { since, most }: { since: number; most: number },
): Promise<Incident[]> {
  const sql = `SELECT * FROM incidents WHERE mended_at IS NULL OR mended_at > ?
    ORDER BY CASE WHEN mended_at IS NULL THEN 0 ELSE 1 END, began_at DESC LIMIT ?`
  const now = await database.now()
  const rows = await database.all(sql, since, most)
  return rows.map((row) => {
    const [beganAt, mendedAt] = [number(row, 'began_at'), numberOrNull(row, 'mended_at')]
    return {
      ...{ trouble: text(row, 'trouble'), sentence: text(row, 'sentence') },
      // The clock may have been set back meanwhile.
      beganAt: Math.min(beganAt, mendedAt ?? now),
      mendedAt,
    }
  })
}

/** Deletes incidents that were over 400 days ago, `most` at a time; resolves to how many. */
export function deleteOldIncidents(database: Database, now: number, most: number): Promise<number> {
  const old = 'SELECT trouble, began_at FROM incidents WHERE mended_at <= ? LIMIT ?'
  return database.run(`DELETE FROM incidents WHERE (trouble, began_at) IN (${old})`, now - KEPT_MS, most)
}
