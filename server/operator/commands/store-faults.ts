import { StoreError, type StoreFault } from '../../store/database.ts'

/** What is wrong with the database, for a person. */
export const STORE_FAULTS: Record<StoreFault, string> = {
  full: 'the database is full',
  busy: 'the database is busy; try again in a moment',
  unreachable: 'the database is not there, or does not answer',
  newer: 'the database is of a later version of the relay',
  constraint: 'the database is not as it should be',
  broken: 'the database is not as it should be',
}

/** What stands in the way of `work` in the store. */
export async function storeFault(work: () => Promise<unknown>): Promise<StoreFault | undefined> {
  try {
    await work()
    return undefined
  } catch (error) {
    if (error instanceof StoreError) return error.fault
    throw error
  }
}
