import { StoreError, type StoreFault } from '../../store/database.ts'

/** What is wrong with the database, in words. */
export const STORE_FAULTS: Record<StoreFault, string> = {
  full: 'the database is full',
  busy: 'the database is busy; try again in a moment',
  unreachable: 'the database cannot be reached',
  newer: 'the database was written by a later version of the relay',
  constraint: 'the database rejected the change',
  broken: 'the database reported an unexpected error',
}

/** Runs `work` and returns the store's fault, if it has one. */
export async function storeFault(work: () => Promise<unknown>): Promise<StoreFault | undefined> {
  try {
    await work()
    return undefined
  } catch (error) {
    if (error instanceof StoreError) return error.fault
    throw error
  }
}
