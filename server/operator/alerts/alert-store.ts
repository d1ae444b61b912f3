import type { Database } from '../../store/database.ts'
import { createLease } from '../../store/lease.ts'
import { text } from '../../store/row.ts'
import { MINUTE_MS } from '../../time/duration.ts'
import type { Alert } from './alert.ts'
import type { Episodes } from './next-alerts.ts'

/** The alerts that one channel has not sent yet, oldest first; after failures none is sent before `dueAt`. */
export type Queue = { unsent: readonly Alert[]; failures: number; dueAt: number }
export type AlertState = { episodes: Episodes; queues: Readonly<Record<string, Queue>> }

/** Longer than the wait between two rounds and the longest send together, so that a healthy relay keeps the lease. */
const LEASE_MS = 2 * MINUTE_MS

/** What the owner was alerted to, kept in the database for the one relay that has the lease. Rejects with a `StoreError`. */
export function createAlertStore(database: Database) {
  const columns = { table: 'alerts', owner: 'owner', until: 'until' }
  const lease = createLease({ columns, lengthMs: LEASE_MS })
  return {
    /** Takes or renews the lease; false while another relay has it. */
    acquire: () =>
      database.transaction(async (transaction) => (await lease.acquire(transaction)).kind === 'ours'),

    /**
     * Changes the state, does `also` in the same transaction, and renews the lease, if it is still ours; undefined otherwise.
     * `now` is the database's time.
     */
    change: (
      work: (state: AlertState, now: number) => AlertState,
      also?: (transaction: Database, now: number) => Promise<void>,
    ) =>
      database.transaction(async (transaction) => {
        if ((await lease.check(transaction)) === undefined) return undefined
        const { now } = await lease.acquire(transaction)
        const [row] = await transaction.all('SELECT state FROM alerts')
        const stored: Partial<AlertState> = JSON.parse(text(row, 'state'))
        const state = work({ episodes: {}, queues: {}, ...stored }, now)
        await transaction.run('UPDATE alerts SET state = ?', JSON.stringify(state))
        await also?.(transaction, now)
        return state
      }),

    release: () => database.transaction((transaction) => lease.release(transaction)),
  }
}
