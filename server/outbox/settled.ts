import type { FieldFaults } from '../contract.ts'
import type { Database, Row } from '../store/database.ts'
import { anyNumber } from '../store/fragments.ts'
import { number, text, textOrNull } from '../store/row.ts'
import { isState, isToDeliver, type State } from './states.ts'

/** What became of a sign-up, as far as its visitor is concerned. `set_aside`: held or parked, and safe. */
export type Settlement =
  | { kind: 'delivered'; action: 'created' | 'updated' }
  | { kind: 'refused'; fields: FieldFaults }
  | { kind: 'set_aside' }

/** `awaited`: whoever settles the sign-up still expects a visitor to be told. */
export type Standing = Settlement | { kind: 'waiting'; awaited: boolean }

const COLUMNS = 'id, state, outcome, awaited_until'

/** Says which sign-ups wait no more, and of those that were delivered what came of it. */
export async function announceSettled(
  transaction: Database,
  settled: readonly { id: number; action?: 'created' | 'updated' }[],
): Promise<void> {
  const news = settled.map(({ id, action }) => (action === undefined ? String(id) : `${id}:${action}`))
  if (news.length > 0) await transaction.announce('settled', news.join(','))
}

/** What such an announcement says of one sign-up: nothing, that it is worth a look, or what came of it. */
export function heardOf(id: number, announced: string): 'nothing' | 'look' | Settlement {
  const all = announced.split(',').map((one) => one.split(':'))
  const news = all.find(([settled]) => settled === String(id))
  if (news === undefined) return 'nothing'
  const [, action] = news
  return action === 'created' || action === 'updated' ? { kind: 'delivered', action } : 'look'
}

/** How things stand with each of these sign-ups. One that its owner dropped meanwhile is set aside for good. */
export async function standings(database: Database, ids: readonly number[]): Promise<Standing[]> {
  const rows = await database.all(
    `SELECT ${COLUMNS} FROM signups WHERE id ${anyNumber(database.engine)}`,
    JSON.stringify(ids),
  )
  const found = new Map(rows.map((row) => [number(row, 'id'), standing(row)]))
  return ids.map((id) => found.get(id) ?? { kind: 'set_aside' })
}

/** Ends the wait of these visitors: from here on a refusal by the vendor parks the sign-up. */
export async function release(transaction: Database, ids: readonly number[]): Promise<void> {
  await transaction.run(
    `UPDATE signups SET awaited_until = NULL WHERE awaited_until IS NOT NULL AND id ${anyNumber(transaction.engine)}`,
    JSON.stringify(ids),
  )
}

export function stateOf(row: Row): State {
  const state = text(row, 'state')
  if (!isState(state)) throw new Error(`The outbox holds a sign-up that is ${state}`)
  return state
}

function standing(row: Row): Standing {
  const state = stateOf(row)
  if (isToDeliver(state)) return { kind: 'waiting', awaited: row['awaited_until'] !== null }
  const outcome = textOrNull(row, 'outcome')
  if (state === 'refused') return { kind: 'refused', fields: JSON.parse(outcome ?? '{}') }
  if (state === 'delivered') {
    return { kind: 'delivered', action: outcome === 'created' ? 'created' : 'updated' }
  }
  return { kind: 'set_aside' }
}
