import type { Action, FieldFaults } from '../contract.ts'
import type { Database, Row } from '../store/database.ts'
import { inNumbers } from '../store/fragments.ts'
import { number, textOrNull } from '../store/row.ts'
import { isToDeliver, stateOf } from './states.ts'

/** What became of a sign-up, for its visitor. `accepted`: it changed nothing; `set_aside`: held or parked, and safe. */
export type Settlement =
  | { kind: 'delivered'; action: Action }
  | { kind: 'refused'; fields: FieldFaults }
  | { kind: 'set_aside' }

/** `awaited`: a visitor still waits, and must be told of a refusal. */
export type Progress = Settlement | { kind: 'waiting'; awaited: boolean }

/** Tells whichever relay has the visitor that their sign-up no longer waits. */
export function announceSettled(transaction: Database, id: number): Promise<void> {
  return transaction.announce('settled', String(id))
}

/** How far each of these sign-ups has come. One that the owner has dropped counts as set aside. */
export async function progressOf(database: Database, ids: readonly number[]): Promise<Progress[]> {
  const sql = `SELECT id, state, outcome, awaited_until FROM signups WHERE id ${inNumbers(database.engine)}`
  const rows = await database.all(sql, JSON.stringify(ids))
  const found = new Map(rows.map((row) => [number(row, 'id'), progress(row)]))
  return ids.map((id) => found.get(id) ?? { kind: 'set_aside' })
}

/** Ends the wait of these visitors: from now on, a refusal by the vendor parks the sign-up. */
export async function stopAwaiting(transaction: Database, ids: readonly number[]): Promise<void> {
  const sql = `UPDATE signups SET awaited_until = NULL WHERE awaited_until IS NOT NULL AND id ${inNumbers(transaction.engine)}`
  await transaction.run(sql, JSON.stringify(ids))
}

function progress(row: Row): Progress {
  const state = stateOf(row)
  if (isToDeliver(state)) return { kind: 'waiting', awaited: row['awaited_until'] !== null }
  const outcome = textOrNull(row, 'outcome')
  if (state === 'refused') return { kind: 'refused', fields: JSON.parse(outcome ?? '{}') }
  if (state === 'delivered') {
    return {
      kind: 'delivered',
      action: outcome === 'created' || outcome === 'accepted' ? outcome : 'updated',
    }
  }
  return { kind: 'set_aside' }
}
