import { writeSample } from '../outbox/sample.ts'
import { type Database, StoreError, type StoreFault } from '../store/database.ts'
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

/** Runs `work`, such as a probe, and resolves to the store's fault, if it has one. */
export async function storeFault(work: () => Promise<unknown>): Promise<StoreFault | undefined> {
  try {
    await work()
    return undefined
  } catch (error) {
    if (error instanceof StoreError) return error.fault
    throw error
  }
}
