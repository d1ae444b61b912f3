import type { Database, Row } from '../../store/database.ts'
import { number, text } from '../../store/row.ts'
import { OTHER } from './counted-as.ts'

/** UTC days since 1970; both are included. */
type Period = { from: number; to: number }

/** `created` and `updated` are undefined where a sign-up of the day was counted after the event. */
export type DayCounts = {
  day: number
  started: number
  signedUp: number
  created: number | undefined
  updated: number | undefined
}

/** `name`: what `CountedAs` calls it. */
export type NamedCounts = { name: string; started: number; signedUp: number }

export type Counts = {
  /** Those on which anything happened, in order. */
  days: DayCounts[]
  /** Each list has the most sign-ups first, and everything beyond fifty as `OTHER`. */
  pages: NamedCounts[]
  forms: NamedCounts[]
  /** Without what has no campaign. */
  campaigns: NamedCounts[]
  /** The first day that was ever counted; undefined before the first. */
  since: number | undefined
}

const MOST_NAMED = 50

/** What happened in a period, at a cost that does not grow with the sign-ups. */
export async function readCounts(database: Database, period: Period): Promise<Counts> {
  const [first] = await database.all('SELECT day FROM daily_counts ORDER BY day LIMIT 1')
  return {
    days: await readDays(database, period),
    pages: await byName(database, 'page', period),
    forms: await byName(database, 'form', period),
    campaigns: (await byName(database, 'campaign', period)).filter(({ name }) => name !== ''),
    since: first && number(first, 'day'),
  }
}

/** The same for the days alone. */
export async function readDays(database: Database, { from, to }: Period): Promise<DayCounts[]> {
  const sql = `SELECT day, SUM(started) AS started, SUM(signed_up) AS signed_up, COALESCE(SUM(created), 0) AS created,
      COALESCE(SUM(updated), 0) AS updated, COUNT(*) - COUNT(created) AS unknown
    FROM daily_counts WHERE day BETWEEN ? AND ? GROUP BY day ORDER BY day`
  const rows = await database.all(sql, from, to)
  return rows.map((row) => {
    const isKnown = number(row, 'unknown') === 0
    return {
      day: number(row, 'day'),
      ...startedAndSignedUp(row),
      created: isKnown ? number(row, 'created') : undefined,
      updated: isKnown ? number(row, 'updated') : undefined,
    }
  })
}

async function byName(
  database: Database,
  column: 'page' | 'form' | 'campaign',
  { from, to }: Period,
): Promise<NamedCounts[]> {
  const sql = `SELECT ${column} AS name, SUM(started) AS started, SUM(signed_up) AS signed_up FROM daily_counts
    WHERE day BETWEEN ? AND ? GROUP BY ${column} ORDER BY SUM(signed_up) DESC, SUM(started) DESC, ${column}`
  const rows = await database.all(sql, from, to)
  return mostNamed(
    rows.map((row) => ({ name: text(row, 'name'), ...startedAndSignedUp(row) })),
    MOST_NAMED,
  )
}

/** The first of these, `most` of them, and the sum of the rest as `OTHER`. */
export function mostNamed(all: readonly NamedCounts[], most: number): NamedCounts[] {
  const named = all.filter(({ name }) => name !== OTHER).slice(0, most)
  const rest = all.filter((one) => !named.includes(one))
  const sum = (what: 'started' | 'signedUp') => rest.reduce((total, one) => total + one[what], 0)
  return rest.length === 0
    ? named
    : [...named, { name: OTHER, started: sum('started'), signedUp: sum('signedUp') }]
}

function startedAndSignedUp(row: Row) {
  return { started: number(row, 'started'), signedUp: number(row, 'signed_up') }
}
