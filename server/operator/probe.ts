import { writeSample } from '../outbox/sample.ts'
import type { Database } from '../store/database.ts'
import { writeMeta } from '../store/meta.ts'

/**
 * Commits what a sign-up would: a database that can be read may still be on a full disk, or on a server that only reads.
 * Rejects with a `StoreError`.
 */
export function probeStore(database: Database, now: number): Promise<void> {
  return database.transaction(async (transaction) => {
    await writeMeta(transaction, 'probed_at', String(now))
    await writeSample(transaction, now)
  })
}
