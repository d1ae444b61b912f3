import { randomUUID } from 'node:crypto'
import type { Database } from '../../store/database.ts'
import type { DatabaseTime } from '../../store/database-time.ts'
import { forUpdate } from '../../store/fragments.ts'
import { number, text } from '../../store/row.ts'
import type { Alert, Episodes } from './next-alerts.ts'

/** The alerts that one channel has still to bring, oldest first; after failures none before `dueAt`. */
export type Queue = { unsent: readonly Alert[]; failures: number; dueAt: number }
export type AlertState = { episodes: Episodes; queues: Readonly<Record<string, Queue>> }

/** What was told, kept in the database, and this relay's turn to look after it. Rejects with a `StoreError`. */
export type AlertStore = {
  /** Takes or keeps the turn; false while another relay has it. */
  take(): Promise<boolean>
  /** Changes the state if the turn is still ours, and keeps it for longer; undefined otherwise. `now` is the database's time. */
  change(work: (state: AlertState, now: number) => AlertState): Promise<AlertState | undefined>
  release(): Promise<void>
}

/** Longer than the pause between two looks and the longest send together, so that a healthy relay keeps its turn. */
const TURN_MS = 120_000

export function createAlertStore(database: Database, time: DatabaseTime): AlertStore {
  const owner = randomUUID()
  return {
    async take() {
      const now = await time(database)
      // A turn that ends later than any can was written before the clock was set back.
      const changed = await database.run(
        'UPDATE alerts SET owner = ?, until = ? WHERE owner = ? OR until <= ? OR until > ?',
        owner,
        now + TURN_MS,
        owner,
        now,
        now + TURN_MS,
      )
      return changed === 1
    },

    change: (work) =>
      database.transaction(async (transaction) => {
        const [row] = await transaction.all(`SELECT * FROM alerts${forUpdate(database.engine)}`)
        const now = await time(transaction)
        if (text(row, 'owner') !== owner || number(row, 'until') <= now) return undefined
        const kept: Partial<AlertState> = JSON.parse(text(row, 'state'))
        const state = work({ episodes: {}, queues: {}, ...kept }, now)
        await transaction.run('UPDATE alerts SET until = ?, state = ?', now + TURN_MS, JSON.stringify(state))
        return state
      }),

    async release() {
      await database.run("UPDATE alerts SET owner = '', until = 0 WHERE owner = ?", owner)
    },
  }
}
