import type { Database } from '../store/database.ts'
import { writeMeta } from '../store/meta.ts'

/**
 * Commits one small row, as a sign-up would be: a database that can be read may still be on a full disk, or on a server that
 * only reads. Rejects with a `StoreError`.
 */
export function probeStore(database: Database, now: number): Promise<void> {
  return writeMeta(database, 'probed_at', String(now))
}
