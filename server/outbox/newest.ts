import type { Database, Row } from '../store/database.ts'
import { number, text } from '../store/row.ts'
import type { Seal } from '../store/sealed.ts'
import { LISTED, type ListedSignUp, listed, type ShownSignUp, shown } from './listing.ts'
import type { State } from './states.ts'

/** Where a page of sign-ups ends: when the last one entered its state, in milliseconds since 1970, and its id. */
export type Position = { since: number; id: number }

/** Before every sign-up: the largest numbers that the columns can hold, in both engines. */
const FIRST: Position = { since: Number.MAX_SAFE_INTEGER, id: 2 ** 31 - 1 }

/**
 * The sign-ups in these states that entered them last, at most `most`, those after `after` if it is given. What it costs does
 * not depend on how many there are, nor on how many pages came before.
 */
export async function newestSignUps(
  database: Database,
  states: readonly State[],
  most: number,
  after?: Position,
): Promise<ListedSignUp[]> {
  const rows = await newestRows(database, LISTED, states, most, after)
  return rows.map(listed)
}

/** All sign-ups in these states with their content, newest first, read on demand, `rows` at a time. */
export async function* contentsOf(
  database: Database,
  seal: Seal,
  states: readonly State[],
  rows: number,
): AsyncIterable<ShownSignUp[]> {
  for (let after: Position | undefined; ; ) {
    const some = (await newestRows(database, '*', states, rows, after)).map((row) => shown(row, seal))
    const last = some.at(-1)
    if (last === undefined) return
    yield some
    after = last
  }
}

async function newestRows(
  database: Database,
  columns: string,
  states: readonly State[],
  most: number,
  { since, id } = FIRST,
): Promise<Row[]> {
  const sql = `SELECT ${columns} FROM signups WHERE state = ? AND (since, id) < (?, ?) ORDER BY since DESC, id DESC LIMIT ?`
  const found: Row[] = []
  for (const state of states) found.push(...(await database.all(sql, state, since, id, most)))
  return found
    .sort((a, b) => number(b, 'since') - number(a, 'since') || number(b, 'id') - number(a, 'id'))
    .slice(0, most)
}

/** Counting stops here, so that it costs the same however many are parked. */
export const MOST_COUNTED = 1000

/** Why sign-ups are parked, and how many for each reason: `MOST_COUNTED` means that many or more. */
export async function parkedReasons(database: Database): Promise<{ reason: string; count: number }[]> {
  const found: { reason: string; count: number }[] = []
  // Ordered like the index, so that PostgreSQL uses it even where most sign-ups have this reason.
  const sql = `SELECT COUNT(*) AS count FROM (SELECT id FROM signups WHERE state = 'parked' AND reason = ?
      ORDER BY since, id LIMIT ?) AS parked`
  for (let reason = await nextReason(database, ''); reason !== null; ) {
    const [row] = await database.all(sql, reason, MOST_COUNTED)
    found.push({ reason, count: number(row, 'count') })
    reason = await nextReason(database, reason)
  }
  return found
}

/** The reasons are few: each is found in the index after the one before it, without reading the rows between them. */
async function nextReason(database: Database, last: string): Promise<string | null> {
  const sql =
    "SELECT reason FROM signups WHERE state = 'parked' AND reason > ? ORDER BY state, reason, since, id LIMIT 1"
  const [row] = await database.all(sql, last)
  return row === undefined ? null : text(row, 'reason')
}
