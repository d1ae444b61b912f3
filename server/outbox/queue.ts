import type { SignUp } from '../contract.ts'
import type { Row } from '../store/database.ts'
import { inNumbers } from '../store/fragments.ts'
import { number, numberOrNull, text, textOrNull } from '../store/row.ts'
import type { Seal } from '../store/sealed.ts'
import { DAY_MS, MINUTE_MS } from '../time/duration.ts'
import type { Change } from './change.ts'
import { stateOf, TO_DELIVER } from './states.ts'

/**
 * A sign-up still to be delivered. `address` and `identity` are keyed hashes, `payload` is sealed; times in milliseconds
 * since 1970.
 */
export type QueuedSignUp = ReturnType<typeof queued>

/** A call counts for a day from when it reached the vendor, which may be a little after it was claimed. */
export const CALL_COUNTS_MS = DAY_MS + MINUTE_MS

export const COLUMNS =
  'id, address, identity, state, in_line, alone, confirmed, due_at, attempts, failed_alone, failed_at, awaited_until, payload, request_id, upstream_request_id, absent_before, unconfirmed_since'

/** The queue of one address in order of arrival, at most `most`. */
export async function queueOf(
  { transaction }: Change,
  address: string,
  most: number,
): Promise<QueuedSignUp[]> {
  const sql = `SELECT ${COLUMNS} FROM signups WHERE address = ? AND in_line = 1 AND ${TO_DELIVER} ORDER BY id LIMIT ?`
  const rows = await transaction.all(sql, address, most)
  return rows.map(queued)
}

/** Those of these sign-ups that are still to be delivered: an owner may drop one while its call is in flight. */
export async function stillQueued({ transaction }: Change, ids: readonly number[]): Promise<QueuedSignUp[]> {
  const sql = `SELECT ${COLUMNS} FROM signups WHERE id ${inNumbers(transaction.engine)} AND ${TO_DELIVER} ORDER BY id`
  const rows = await transaction.all(sql, JSON.stringify(ids))
  return rows.map(queued)
}

/** How many calls of sign_up_form have been accepted so far. */
export async function acceptedCalls({ transaction }: Change): Promise<number> {
  const [row] = await transaction.all('SELECT accepted FROM outbox')
  return number(row, 'accepted')
}

/** When the next call for the address is allowed, at `callsADay` calls a day; `now` if at once. */
export async function addressFreeAt(
  { transaction, now }: Change,
  address: string,
  callsADay: number,
): Promise<number> {
  const sql = 'SELECT at FROM calls WHERE address = ? AND at > ? ORDER BY at DESC LIMIT ?'
  const rows = await transaction.all(sql, address, now - CALL_COUNTS_MS, callsADay)
  const oldest = rows[callsADay - 1]
  return oldest === undefined ? now : number(oldest, 'at') + CALL_COUNTS_MS
}

/** The properties, as `propertiesOf` names them, that newer sign-ups of the same address have delivered. */
export async function settledByNewer(
  { transaction }: Change,
  { address, id }: Pick<QueuedSignUp, 'address' | 'id'>,
): Promise<Set<string>> {
  const sql = "SELECT says FROM signups WHERE address = ? AND id > ? AND state = 'delivered'"
  const newer = await transaction.all(sql, address, id)
  return new Set(newer.flatMap((row) => text(row, 'says').split(' ')))
}

/** Opens a sealed sign-up; undefined if no key of `SECRET_KEY` opens it. */
export function openSignUp(
  seal: Seal,
  { payload, identity }: { payload: string; identity: string },
): SignUp | undefined {
  const opened = seal.open(payload, identity)
  if (opened.kind === 'failed') return undefined
  const signUp: SignUp = JSON.parse(opened.text)
  return signUp
}

/** Reads a row of `COLUMNS`. */
export function queued(row: Row) {
  return {
    id: number(row, 'id'),
    state: stateOf(row),
    address: text(row, 'address'),
    identity: text(row, 'identity'),
    payload: text(row, 'payload'),
    /** False if it has left the queue of its address: the others go before it. */
    inQueue: number(row, 'in_line') === 1,
    /** Never merged with others. */
    alone: number(row, 'alone') === 1,
    /** The contact has confirmed it, so no policy applies. */
    confirmed: number(row, 'confirmed') === 1,
    dueAt: number(row, 'due_at'),
    attempts: number(row, 'attempts'),
    /** How often it failed while others were accepted between its tries; the first failure counts. */
    failedAlone: number(row, 'failed_alone'),
    /** How many calls had been accepted at its last failure; null before the first. */
    failedAt: numberOrNull(row, 'failed_at'),
    /** Until when a visitor waits for the outcome; 0 if nobody does. */
    awaitedUntil: numberOrNull(row, 'awaited_until') ?? 0,
    requestId: text(row, 'request_id'),
    upstreamRequestId: textOrNull(row, 'upstream_request_id'),
    /** A call for it may have reached the vendor when there was no such contact yet. */
    absentBefore: number(row, 'absent_before') === 1,
    /** Since when it has waited for its contact to confirm the vendor's own mail; null where it has not. */
    unconfirmedSince: numberOrNull(row, 'unconfirmed_since'),
  }
}
