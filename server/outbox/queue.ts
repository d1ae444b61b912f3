import type { SignUp } from '../contract.ts'
import { TRUST } from '../sign-up/trust.ts'
import type { Database, Row, SqlValue } from '../store/database.ts'
import { inNumbers, inTexts } from '../store/fragments.ts'
import { number, numberOrNull, text, textOrNull } from '../store/row.ts'
import type { Seal } from '../store/sealed.ts'
import { DAY_MS, MINUTE_MS } from '../time/duration.ts'
import type { Change } from './change.ts'
import { AWAITED, stateOf, TO_DELIVER, TRIED_WITHIN_MS } from './states.ts'

/**
 * A sign-up still to be delivered. `address` and `identity` are keyed hashes, `payload` is sealed; times in milliseconds
 * since 1970.
 */
export type QueuedSignUp = ReturnType<typeof queued>

/** A call counts for a day from when it reached the vendor, which may be a little after it was claimed. */
export const CALL_COUNTS_MS = DAY_MS + MINUTE_MS

const COLUMNS =
  'id, address, identity, state, in_line, alone, confirmed, due_at, attempts, failed_alone, failed_at, awaited_until, payload, request_id, upstream_request_id, absent_before, unconfirmed_since'

const EVERY_TRUST = ''
const NOT_DOUBTFUL = `AND trust > ${TRUST.doubtful}`
/** Who may use what is left of a short day, in this order. */
const SHORT_DAY_ORDER = [`AND trust = ${TRUST.proven}`, `AND trust = ${TRUST.ordinary}`]

/** Without this hint, SQLite sorts everything that waits. */
const BY_DUE = 'INDEXED BY signups_due'
/** Bounds the search for the oldest to those due soonest. */
const MOST_LOOKED_AT = 100

/** When the next sign-up of an address that is not `busy` is due; undefined if none waits. */
export async function nextDueAt(
  database: Database,
  busy: Iterable<string>,
  isDayShort = false,
): Promise<number | undefined> {
  const [row] = await database.all(
    `SELECT due_at FROM signups WHERE ${TO_DELIVER} ${isDayShort ? NOT_DOUBTFUL : EVERY_TRUST}
        AND NOT (address ${inTexts(database.engine)})
      ORDER BY due_at, id LIMIT 1`,
    JSON.stringify([...busy]),
  )
  return row === undefined ? undefined : number(row, 'due_at')
}

/**
 * Which sign-up goes next: one that a visitor awaits, or the one due longest; failed ones go behind others unless they are
 * due longest. On a short day, proven ones go before ordinary ones, and doubtful ones wait. `end`: of the backlog.
 */
export type Priority = {
  first: 'awaited' | 'longest_due'
  isDayShort: boolean
  end?: 'oldest' | 'newest'
}

/** Without statistics PostgreSQL takes an equality for rare, and would sort what is due. */
const UNTRIED = 'attempts < 1'
const BY_END = { oldest: 'due_at, id', newest: 'due_at DESC, id DESC' }

/** The sign-up that goes next; undefined if none is due. `busy`: the addresses with a call in flight. */
export async function nextDue(
  { transaction, now }: Change,
  busy: Iterable<string>,
  { first, isDayShort, end = 'oldest' }: Priority,
): Promise<QueuedSignUp | undefined> {
  const skip = JSON.stringify([...busy])
  const select = async (where: string, values: SqlValue[], order: string) => {
    const [row] = await transaction.all(
      `SELECT ${COLUMNS} FROM signups
        WHERE ${where} AND NOT (address ${inTexts(transaction.engine)})
        ORDER BY ${order} LIMIT 1`,
      ...values,
      skip,
    )
    return row && queued(row)
  }

  for (const trust of isDayShort ? SHORT_DAY_ORDER : [EVERY_TRUST]) {
    const due = `due_at <= ? ${trust}`
    const awaited =
      first === 'awaited'
        ? ((await select(`${AWAITED} AND ${due}`, [now, now], 'awaited_until, id')) ??
          (await select(`${TO_DELIVER} AND ${UNTRIED} AND ${due}`, [now], BY_END[end])))
        : undefined
    const found = awaited ?? (await select(`${TO_DELIVER} AND ${due}`, [now], BY_END.oldest))
    if (found !== undefined) return found
  }
  return undefined
}

/** The queue of one address in order of arrival, at most `most`. */
export async function queueOf(
  { transaction }: Change,
  address: string,
  most: number,
): Promise<QueuedSignUp[]> {
  const rows = await transaction.all(
    `SELECT ${COLUMNS} FROM signups WHERE address = ? AND in_line = 1 AND ${TO_DELIVER} ORDER BY id LIMIT ?`,
    address,
    most,
  )
  return rows.map(queued)
}

/** Those of these sign-ups that are still to be delivered: an owner may drop one while its call is in flight. */
export async function stillQueued({ transaction }: Change, ids: readonly number[]): Promise<QueuedSignUp[]> {
  const rows = await transaction.all(
    `SELECT ${COLUMNS} FROM signups WHERE id ${inNumbers(transaction.engine)} AND ${TO_DELIVER} ORDER BY id`,
    JSON.stringify(ids),
  )
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
  const rows = await transaction.all(
    'SELECT at FROM calls WHERE address = ? AND at > ? ORDER BY at DESC LIMIT ?',
    address,
    now - CALL_COUNTS_MS,
    callsADay,
  )
  const oldest = rows[callsADay - 1]
  return oldest === undefined ? now : number(oldest, 'at') + CALL_COUNTS_MS
}

/** The properties, as `propertiesOf` names them, that newer sign-ups of the same address have delivered. */
export async function settledByNewer(
  { transaction }: Change,
  { address, id }: Pick<QueuedSignUp, 'address' | 'id'>,
): Promise<Set<string>> {
  const newer = await transaction.all(
    "SELECT says FROM signups WHERE address = ? AND id > ? AND state = 'delivered'",
    address,
    id,
  )
  return new Set(newer.flatMap((row) => text(row, 'says').split(' ')))
}

/**
 * Since when the oldest has waited for the vendor; null if none does. What waits because of its address, or was just
 * retried, does not count.
 */
export async function oldestWaitingSince(database: Database, now: number): Promise<number | null> {
  const [row] = await database.all(
    `SELECT MIN(since) AS oldest FROM (
      SELECT since FROM signups ${database.engine === 'sqlite' ? BY_DUE : ''}
        WHERE ${TO_DELIVER} AND due_at <= ?
          AND (reason IS NULL OR reason NOT IN ('address_limit', 'abuse_lock', 'retried', 'pending_at_vendor'))
        ORDER BY due_at, id LIMIT ?
    ) AS soonest`,
    now + TRIED_WITHIN_MS,
    MOST_LOOKED_AT,
  )
  return row === undefined ? null : numberOrNull(row, 'oldest')
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

function queued(row: Row) {
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
