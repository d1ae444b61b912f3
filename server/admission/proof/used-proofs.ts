import { type Database, StoreError } from '../../store/database.ts'
import { latestPlausible } from '../../time/clock-skew.ts'
import { HOUR_MS } from '../../time/duration.ts'

export type UsedProofs = ReturnType<typeof createUsedProofs>

/** Remembers which proofs were used, for all relays on one database and across restarts. */
export function createUsedProofs(database: Database) {
  return {
    /**
     * Remembers a proof until `expires`, in milliseconds since 1970. False if it was used before. While the database is away
     * no sign-up can be recorded, so nothing is used up then, and every proof is new.
     */
    async add(id: string, expires: number): Promise<boolean> {
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

/** By how much the clocks of relays may differ: one whose clock is behind takes a proof for so much longer. */
export const CLOCKS_DIFFER_MS = HOUR_MS

/** Forgets proofs that have expired everywhere, or that only a fast clock can have issued, `most` at a time; resolves to how many. */
export function forgetProofs(database: Database, now: number, most: number): Promise<number> {
  const sql =
    'DELETE FROM used_proofs WHERE id IN (SELECT id FROM used_proofs WHERE expires_at <= ? OR expires_at > ? LIMIT ?)'
  return database.run(sql, now - CLOCKS_DIFFER_MS, latestPlausible(now, 3 * CLOCKS_DIFFER_MS), most)
}
