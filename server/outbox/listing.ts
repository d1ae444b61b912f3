import type { SignUp } from '../contract.ts'
import type { Database, Row } from '../store/database.ts'
import { number, numberOrNull, text, textOrNull } from '../store/row.ts'
import type { Seal } from '../store/sealed.ts'
import type { Change } from './change.ts'
import { openSignUp } from './queue.ts'
import { type State, stateOf } from './states.ts'

/** A sign-up as a list shows it, without its content. Times are in milliseconds since 1970. */
export type ListedSignUp = ReturnType<typeof listed>

/** `erased`: it was delivered and is no longer kept. `unreadable`: no key of `SECRET_KEY` opens it. */
export type Content = { kind: 'kept'; signUp: SignUp } | { kind: 'erased' } | { kind: 'unreadable' }
export type ShownSignUp = ListedSignUp & { content: Content }

/** The oldest sign-ups in these states, at most `most`, in order of arrival. */
export async function listSignUps(
  database: Database,
  states: readonly State[],
  most: number,
): Promise<ListedSignUp[]> {
  const found: Row[] = []
  for (const state of states) {
    const sql = 'SELECT * FROM signups WHERE state = ? ORDER BY since, id LIMIT ?'
    found.push(...(await database.all(sql, state, most)))
  }
  return found
    .map(listed)
    .sort((a, b) => a.id - b.id)
    .slice(0, most)
}

export async function showSignUp(
  database: Database,
  seal: Seal,
  id: number,
): Promise<ShownSignUp | undefined> {
  const [row] = await database.all('SELECT * FROM signups WHERE id = ?', id)
  return row && shown(row, seal)
}

/** Bounds the cost. */
const MOST_COUNTED = 10_000
const MOST_FAULTS = 5

/** What the owner must fix before parked sign-ups can be delivered, and how many each concerns, the most first. */
export async function ownerFaults(database: Database) {
  const sql = `SELECT fault, COUNT(*) AS count FROM (SELECT fault FROM signups WHERE fault IS NOT NULL LIMIT ?) AS parked
      GROUP BY fault ORDER BY count DESC, fault LIMIT ?`
  const rows = await database.all(sql, MOST_COUNTED, MOST_FAULTS)
  return rows.map((row) => ({ fault: text(row, 'fault'), count: number(row, 'count') }))
}

/** Every sign-up that still has its content, oldest first, read on demand, `rows` at a time. */
export async function* allSignUps(database: Database, seal: Seal, rows: number): AsyncIterable<ShownSignUp> {
  for (let last = 0; ; ) {
    const some = await database.all(
      'SELECT * FROM signups WHERE id > ? AND payload IS NOT NULL ORDER BY id LIMIT ?',
      last,
      rows,
    )
    if (some.length === 0) return
    yield* some.map((row) => shown(row, seal))
    last = number(some.at(-1), 'id')
  }
}

/** Undefined if there is no such sign-up. */
export async function findState({ transaction }: Change, id: number): Promise<State | undefined> {
  const [row] = await transaction.all('SELECT state FROM signups WHERE id = ?', id)
  return row && stateOf(row)
}

/** The ids of the sign-ups that have been parked for longest, at most `most`, with any reason or this one. */
export async function parkedIds({ transaction }: Change, most: number, reason?: string): Promise<number[]> {
  const parked = "SELECT id FROM signups WHERE state = 'parked'"
  const rows =
    reason === undefined
      ? await transaction.all(`${parked} ORDER BY since, id LIMIT ?`, most)
      : await transaction.all(`${parked} AND reason = ? ORDER BY since, id LIMIT ?`, reason, most)
  return rows.map((row) => number(row, 'id'))
}

/** The columns of `listed`: all but those of the content, which are the most to read. */
export const LISTED =
  'id, state, reason, fault, recorded_at, since, due_at, attempts, request_id, upstream_request_id'

/** Reads a row of `LISTED`. */
export function listed(row: Row) {
  return {
    id: number(row, 'id'),
    state: stateOf(row),
    /** Why it waits or is parked; null without a particular reason. */
    reason: textOrNull(row, 'reason'),
    /** What its owner must fix, as the vendor named it: a property and an error key. */
    fault: textOrNull(row, 'fault'),
    recordedAt: number(row, 'recorded_at'),
    /** When it entered its state; while it waits, when it was recorded. */
    since: number(row, 'since'),
    /** When it is tried next, if it waits. */
    dueAt: numberOrNull(row, 'due_at') ?? 0,
    attempts: number(row, 'attempts'),
    /** Its id in the logs, and the id of its last call at the vendor. */
    requestId: text(row, 'request_id'),
    upstreamRequestId: textOrNull(row, 'upstream_request_id'),
  }
}

/** Reads a whole row of `signups`. */
export function shown(row: Row, seal: Seal): ShownSignUp {
  const payload = textOrNull(row, 'payload')
  if (payload === null) return { ...listed(row), content: { kind: 'erased' } }
  const signUp = openSignUp(seal, { payload, identity: text(row, 'identity') })
  return { ...listed(row), content: signUp === undefined ? { kind: 'unreadable' } : { kind: 'kept', signUp } }
}
