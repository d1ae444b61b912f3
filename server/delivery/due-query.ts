import type { Change } from '../outbox/change.ts'
import { AWAITED, TO_DELIVER } from '../outbox/states.ts'
import { TRUST } from '../sign-up/trust.ts'
import type { Database, Row, SqlValue } from '../store/database.ts'
import { anyText } from '../store/fragments.ts'
import { number } from '../store/row.ts'

/** What delivery reads of a row. */
export const COLUMNS =
  'id, address, identity, state, in_line, alone, confirmed, due_at, attempts, awaited_until, payload, request_id'

const ANYBODY = ''
const NOT_DOUBTFUL = `AND trust > ${TRUST.doubtful}`
/** Who may use up what is left of a day that is short, in their order. */
const IN_A_SHORT_DAY = [`AND trust = ${TRUST.proven}`, `AND trust = ${TRUST.ordinary}`]

/** When the next sign-up of an address that is not `busy` is due; undefined when none waits. */
export async function nextDueAt(
  database: Database,
  busy: Iterable<string>,
  isDayShort = false,
): Promise<number | undefined> {
  const [row] = await database.all(
    `SELECT due_at FROM signups WHERE ${TO_DELIVER} ${isDayShort ? NOT_DOUBTFUL : ANYBODY}
        AND NOT (address ${anyText(database.engine)})
      ORDER BY due_at, id LIMIT 1`,
    JSON.stringify([...busy]),
  )
  return row === undefined ? undefined : number(row, 'due_at')
}

/**
 * Whose turn it is: visitors who wait go first, or else whoever has been due longest. While the day is short the proven go
 * before the ordinary, and the doubtful not at all: they wait for the next day.
 */
export type Whose = { preference: 'awaited' | 'longest_due'; isDayShort: boolean }

/** The row whose turn it is; undefined when none is due. `busy` are addresses with a call under way. */
export async function nextDue(
  { transaction, now }: Change,
  busy: Iterable<string>,
  { preference, isDayShort }: Whose,
): Promise<Row | undefined> {
  const skip = JSON.stringify([...busy])
  const first = async (where: string, values: SqlValue[], order: string) => {
    const [row] = await transaction.all(
      `SELECT ${COLUMNS} FROM signups
        WHERE ${where} AND NOT (address ${anyText(transaction.engine)})
        ORDER BY ${order}, id LIMIT 1`,
      ...values,
      skip,
    )
    return row
  }

  for (const among of isDayShort ? IN_A_SHORT_DAY : [ANYBODY]) {
    const due = `due_at <= ? ${among}`
    const awaited =
      preference === 'awaited' ? await first(`${AWAITED} AND ${due}`, [now, now], 'awaited_until') : undefined
    const row = awaited ?? (await first(`${TO_DELIVER} AND ${due}`, [now], 'due_at'))
    if (row !== undefined) return row
  }
  return undefined
}
