import type { Action, FieldFaults } from '../contract.ts'
import type { Database, SqlValue } from '../store/database.ts'
import { inNumbers } from '../store/fragments.ts'
import type { Change } from './change.ts'
import { forgetCooldown } from './contact-cooldown.ts'
import { countDelivered, uncount } from './counts/count-outcome.ts'
import { announceSettled } from './progress.ts'
import type { QueuedSignUp } from './queue.ts'
import { type ParkReason, type State, stateOf, TO_DELIVER, type WaitReason } from './states.ts'

/** Notes a call for an address before it is made: if this process dies, nobody knows whether it was. */
export async function claim({ transaction, now }: Change, callId: string, address: string): Promise<void> {
  await transaction.run('INSERT INTO calls (id, address, at) VALUES (?, ?, ?)', callId, address, now)
}

/** Takes back a call that was not made, or does not count toward the vendor's lock on its address. */
export async function unclaim(database: Database, callId: string): Promise<void> {
  await database.run('DELETE FROM calls WHERE id = ?', callId)
}

/** Notes that there was no such contact before a call for these sign-ups, or that the call surely did nothing. */
export async function noteAbsence(
  database: Database,
  ids: readonly number[],
  isAbsent: boolean,
): Promise<void> {
  if (ids.length === 0) return
  const sql = `UPDATE signups SET absent_before = ? WHERE id ${inNumbers(database.engine)}`
  await database.run(sql, isAbsent ? 1 : 0, JSON.stringify(ids))
}

/** Counts an accepted call of sign_up_form: whatever fails before and after it fails by itself. */
export async function countAccepted({ transaction }: Change): Promise<void> {
  await transaction.run('UPDATE outbox SET accepted = accepted + 1')
}

type CountedSignUp = Pick<QueuedSignUp, 'id' | 'state'>

/** Columns of `signups`, by the names in the database. */
type Columns = { readonly [name: string]: SqlValue }

/** Not delivered yet: it is due again at `due_at`. Its visitor, if one waits, goes on waiting. */
export function wait(
  change: Change,
  signUp: CountedSignUp,
  columns: Columns & { reason: WaitReason; due_at: number },
): Promise<void> {
  return transition(change, signUp, 'waiting', columns)
}

/** It was refused together with others of its address, so it is sent again alone. */
export function split(change: Change, signUp: QueuedSignUp, columns: Columns = {}): Promise<void> {
  return wait(change, signUp, { ...columns, reason: 'split', due_at: signUp.dueAt, alone: 1 })
}

/** Makes the whole queue of an address wait at least until `dueAt`, as its first sign-up does. */
export async function postponeQueue({ transaction }: Change, address: string, dueAt: number): Promise<void> {
  const sql = `UPDATE signups SET due_at = ? WHERE address = ? AND in_line = 1 AND ${TO_DELIVER} AND due_at < ?`
  await transaction.run(sql, dueAt, address, dueAt)
}

/**
 * The vendor has it, or need not. `upstreamRequestId` names the call for the owner; null where none was needed. `isUnsent`: the
 * call did not contain it, so an older sign-up may still set the same properties.
 */
export async function deliver(
  change: Change,
  signUp: CountedSignUp,
  action: Action,
  upstreamRequestId: string | null,
  isUnsent = false,
): Promise<void> {
  const columns = { reason: null, outcome: action, upstream_request_id: upstreamRequestId }
  await settle(change, signUp, 'delivered', isUnsent ? { ...columns, says: '' } : columns)
  await countDelivered(change.transaction, signUp.id, action)
}

/** The vendor refused it while the visitor waited, who still has it in the form: it is erased, with the consent. */
export async function refuse(
  change: Change,
  signUp: CountedSignUp,
  fields: FieldFaults,
  upstreamRequestId: string | null,
): Promise<void> {
  const outcome = JSON.stringify(fields)
  const columns = { reason: null, outcome, upstream_request_id: upstreamRequestId, payload: null }
  await change.transaction.run('DELETE FROM consents WHERE signup = ?', signUp.id)
  await settle(change, signUp, 'refused', columns)
  await uncount(change.transaction, signUp.id)
}

/**
 * Sets a sign-up aside for its owner; the others of its address go on. `fault`: what the vendor said that the owner must
 * fix, without any value.
 */
export async function park(
  change: Change,
  signUp: CountedSignUp,
  reason: ParkReason,
  upstreamRequestId: string | null = null,
  fault: string | null = null,
): Promise<void> {
  const columns = { reason, in_line: 0, upstream_request_id: upstreamRequestId, fault }
  await settle(change, signUp, 'parked', columns)
}

/** Moves a sign-up into a state in which it is not due, and tells whoever waits for it. */
export async function settle(
  change: Change,
  signUp: CountedSignUp,
  state: 'delivered' | 'refused' | 'parked' | 'held',
  columns: Columns,
): Promise<void> {
  await transition(change, signUp, state, {
    since: change.now,
    due_at: null,
    awaited_until: null,
    ...columns,
  })
  await announceSettled(change.transaction, signUp.id)
}

/** Moves a sign-up into another state, and sets these of its columns. */
export async function transition(
  { transaction, move }: Change,
  { id, state }: CountedSignUp,
  next: State,
  columns: Columns,
): Promise<void> {
  move(state, next)
  const names = ['state', ...Object.keys(columns)].map((name) => `${name} = ?`).join(', ')
  await transaction.run(`UPDATE signups SET ${names} WHERE id = ?`, next, ...Object.values(columns), id)
}

/**
 * Sends a parked sign-up again, outside the queue of its address: what newer ones have delivered stays. A contact that
 * exists by now may have come another way, so it does not pass for the work of an earlier try.
 */
export async function retry({ transaction, now, move }: Change, id: number): Promise<void> {
  move('parked', 'waiting')
  const sql = `UPDATE signups SET state = 'waiting', reason = 'retried', since = recorded_at, due_at = ?, in_line = 0,
      fault = NULL, failed_alone = 0, failed_at = NULL, unconfirmed_since = NULL, absent_before = 0 WHERE id = ?`
  await transaction.run(sql, now, id)
  await transaction.announce('recorded', '1')
}

/** Throws away a sign-up that is not settled, with its consent. */
export async function drop(change: Change, id: number, state: State): Promise<void> {
  await erase(change, state, '?', id)
  await announceSettled(change.transaction, id)
}

/** Erases sign-ups in one state, with consents and confirmations; resolves to how many. `ids`: SQL for their ids. */
export async function erase(
  { transaction, leave }: Change,
  state: State,
  ids: string,
  ...parameters: (string | number)[]
): Promise<number> {
  await transaction.run(`DELETE FROM consents WHERE signup IN (${ids})`, ...parameters)
  const erased = await transaction.run(`DELETE FROM signups WHERE id IN (${ids})`, ...parameters)
  leave(state, erased)
  return erased
}

/**
 * Erases everything that is stored about an address (a keyed hash), except its owner's wish not to be mailed and how often it
 * was called in the last day, which the vendor's lock counts too. Resolves to how much there was.
 */
export async function eraseAddress(
  change: Change,
  address: string,
): Promise<{ signUps: number; consents: number }> {
  const { transaction, leave } = change
  const rows = await transaction.all('SELECT state FROM signups WHERE address = ?', address)
  for (const row of rows) leave(stateOf(row))
  const eraseFrom = (table: string) => transaction.run(`DELETE FROM ${table} WHERE address = ?`, address)
  const [consents, signUps] = [await eraseFrom('consents'), await eraseFrom('signups')]
  await forgetCooldown(change, address)
  return { signUps, consents }
}
