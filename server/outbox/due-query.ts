import { TRUST } from '../sign-up/trust.ts'
import type { Database, SqlValue } from '../store/database.ts'
import { inTexts } from '../store/fragments.ts'
import { number, numberOrNull } from '../store/row.ts'
import type { Change } from './change.ts'
import { COLUMNS, type QueuedSignUp, queued } from './queue.ts'
import { AWAITED, TO_DELIVER, TRIED_WITHIN_MS } from './states.ts'

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
  const sql = `SELECT due_at FROM signups WHERE ${TO_DELIVER} ${isDayShort ? NOT_DOUBTFUL : EVERY_TRUST}
        AND NOT (address ${inTexts(database.engine)})
      ORDER BY due_at, id LIMIT 1`
  const [row] = await database.all(sql, JSON.stringify([...busy]))
  return row === undefined ? undefined : number(row, 'due_at')
}

/**
 * Which sign-up goes next: one that a visitor awaits, or the one due longest; failed ones go behind others unless they are
 * due longest. On a short day, proven ones go before ordinary ones, and doubtful ones wait. `end`: of the backlog.
 */
export type Priority = { first: 'awaited' | 'longest_due'; isDayShort: boolean; end?: 'oldest' | 'newest' }

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
    const sql = `SELECT ${COLUMNS} FROM signups
        WHERE ${where} AND NOT (address ${inTexts(transaction.engine)})
        ORDER BY ${order} LIMIT 1`
    const [row] = await transaction.all(sql, ...values, skip)
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

/**
 * Since when the oldest has waited for the vendor; null if none does. What waits because of its address, or was just
 * retried, does not count.
 */
export async function oldestWaitingSince(database: Database, now: number): Promise<number | null> {
  const sql = `SELECT MIN(since) AS oldest FROM (
      SELECT since FROM signups ${database.engine === 'sqlite' ? BY_DUE : ''}
        WHERE ${TO_DELIVER} AND due_at <= ?
          AND (reason IS NULL OR reason NOT IN ('address_limit', 'abuse_lock', 'retried', 'pending_at_vendor'))
        ORDER BY due_at, id LIMIT ?
    ) AS soonest`
  const [row] = await database.all(sql, now + TRIED_WITHIN_MS, MOST_LOOKED_AT)
  return row === undefined ? null : numberOrNull(row, 'oldest')
}
