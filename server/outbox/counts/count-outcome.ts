import type { Action } from '../../contract.ts'
import type { Database } from '../../store/database.ts'

const ITS_ROW = 'id = (SELECT counted FROM signups WHERE id = ?)'

/** Counts a delivered sign-up where it was counted first. One that changed nothing yet, or nobody knows what, is neither. */
export async function countDelivered(transaction: Database, id: number, action: Action): Promise<void> {
  if (action === 'accepted') return
  await transaction.run(`UPDATE daily_counts SET ${action} = ${action} + 1 WHERE ${ITS_ROW}`, id)
}

/** A sign-up that the visitor was told is refused was none: they correct it, and that one is counted. */
export async function uncount(transaction: Database, id: number): Promise<void> {
  await transaction.run(`UPDATE daily_counts SET signed_up = signed_up - 1 WHERE ${ITS_ROW}`, id)
}
