import { type Database, StoreError } from '../../store/database.ts'
import { HOUR_MS } from '../../time/duration.ts'
import { createUsedProofs, type UsedProofs } from './used-proofs.ts'

/**
 * Remembers used proofs for all relays on one database, across restarts. While the database is away only this relay's own
 * memory counts; no sign-up can be recorded then anyway.
 */
export function createSharedProofs(database: Database, now: () => number): UsedProofs {
  const own = createUsedProofs(now)
  return {
    async add(id, expires) {
      if (!(await own.add(id, expires))) return false
      try {
        const sql = 'INSERT INTO used_proofs (id, expires_at) VALUES (?, ?) ON CONFLICT DO NOTHING'
        return (await database.run(sql, id, expires)) === 1
      } catch (error) {
        if (error instanceof StoreError && error.fault !== 'broken') return true
        throw error
      }
    },
  }
}

/** A relay whose clock is behind takes a proof for so much longer. */
const CLOCKS_DIFFER_MS = HOUR_MS

/** Forgets proofs that have expired everywhere, `most` at a time; resolves to how many. */
export function forgetProofs(database: Database, now: number, most: number): Promise<number> {
  return database.run(
    'DELETE FROM used_proofs WHERE id IN (SELECT id FROM used_proofs WHERE expires_at <= ? LIMIT ?)',
    now - CLOCKS_DIFFER_MS,
    most,
  )
}
