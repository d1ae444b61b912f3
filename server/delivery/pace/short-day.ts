import type { Database } from '../../store/database.ts'
import { readCalls } from './call-log.ts'
import { isDayShort, type Limits } from './pace.ts'

type Parts = { database: Database; now: () => number; limits: Pick<Limits, 'perDay'> }

/** The reserved tenth of a day's calls takes minutes at the vendor's pace. */
const FRESH_MS = 5000

/**
 * Tells any relay whether the day's calls are running short, wherever they are made. Nobody waits for the answer: it is
 * what was true a moment ago, and where the database is away what was true last.
 */
export function createShortDay({ database, now, limits }: Parts): () => boolean {
  let isShort = false
  let lookedAt = Number.NEGATIVE_INFINITY

  async function look(): Promise<void> {
    isShort = isDayShort(await readCalls(database), limits, await database.now())
  }

  return () => {
    if (Math.abs(now() - lookedAt) >= FRESH_MS) {
      lookedAt = now()
      look().catch(() => undefined)
    }
    return isShort
  }
}
