import type { Database } from '../../store/database.ts'
import { inNumbers } from '../../store/fragments.ts'
import { number, text } from '../../store/row.ts'
import { MINUTE_MS } from '../../time/duration.ts'
import { utcDay } from '../../time/utc-day.ts'
import type { Change } from '../change.ts'
import { type CountedAs, OTHER } from './counted-as.ts'

/** `times`: how often, once by default. */
type Counted = CountedAs & { times?: number }
/** `sign-ups of the past`: what became of them is unknown. */
type What = 'started' | 'signed_up' | 'sign-ups of the past'

/** Counts what happened on a day, in the transaction in which it happens. */
export type Tally = ReturnType<typeof createTally>

const MOST_PAGES = 200
const MOST_OTHERS = 50
const MOST_ROWS = 1000
/** So many of the pages have their place, whatever strangers send: those most used in the days before. */
const MOST_KNOWN = 150
const KNOWN_FOR_DAYS = 30

export function createTally() {
  let read: { day: number; rows: Day; until: number } | undefined
  let known: { day: number; pages: Set<string> } | undefined

  async function knownPages(transaction: Database, day: number): Promise<Set<string>> {
    if (known?.day === day) return known.pages
    // By sign-ups first, since they cost a stranger more than a form that is only started.
    const sql = `SELECT page FROM daily_counts WHERE day >= ? AND day < ? AND page <> ? AND page <> ''
        GROUP BY page ORDER BY SUM(signed_up) DESC, SUM(started) DESC, page LIMIT ?`
    const rows = await transaction.all(sql, day - KNOWN_FOR_DAYS, day, OTHER, MOST_KNOWN)
    known = { day, pages: new Set(rows.map((row) => text(row, 'page'))) }
    return known.pages
  }

  /** A page that is new today has a row as long as there is room beside all known ones; half of it if nobody signed up there. */
  async function hasRoom(transaction: Database, day: number, page: string, what: What, pages: Set<string>) {
    if (pages.has(page) || pages.size < (MOST_PAGES - MOST_KNOWN) / 2) return true
    const known = await knownPages(transaction, day)
    if (known.has(page)) return true
    const unknown = [...pages].filter((one) => !known.has(one)).length
    return unknown < (MOST_PAGES - known.size) / (what === 'started' ? 2 : 1)
  }

  /** The rows of the day, as they were committed a moment ago. Those of a day are never removed while it lasts. */
  async function rowsOf(transaction: Database, day: number, counted: readonly CountedAs[]): Promise<Day> {
    const isKnown = (one: CountedAs) => read?.rows.ids.has(keyOf(one))
    if (read?.day === day && performance.now() < read.until && counted.every(isKnown)) return read.rows
    return readDay(transaction, day)
  }

  return {
    /** Counts these on one UTC day, today by default; resolves to the id of the row that each is counted in. */
    async add(
      { transaction, now }: Pick<Change, 'transaction' | 'now'>,
      what: What,
      counted: readonly Counted[],
      day = utcDay(now),
    ): Promise<number[]> {
      if (counted.length === 0) return []
      const rows = await rowsOf(transaction, day, counted)
      const ids: number[] = []
      const times = new Map<number, number>()
      for (const one of counted) {
        const { page } = one
        const isRoom = await hasRoom(transaction, day, page, what, rows.pages)
        const id = rows.place({ ...one, page: isRoom ? page : OTHER })
        ids.push(id)
        times.set(id, (times.get(id) ?? 0) + (one.times ?? 1))
      }
      for (const row of rows.added) await insert(transaction, day, row)
      await update(transaction, what, times)
      // What was added is not committed yet.
      read = rows.added.length > 0 ? undefined : { day, rows, until: performance.now() + MINUTE_MS }
      return ids
    },
  }
}

type DayRow = CountedAs & { id: number }
type Day = Awaited<ReturnType<typeof readDay>>

/** The rows of a day: at most a thousand or so, whatever is sent. */
async function readDay(transaction: Database, day: number) {
  const sql = 'SELECT id, page, form, campaign FROM daily_counts WHERE day = ?'
  const found = await transaction.all(sql, day)
  const [last] = await transaction.all('SELECT COALESCE(MAX(id), 0) AS id FROM daily_counts')
  let lastId = number(last, 'id')
  const ids = new Map<string, number>()
  const [pages, forms, campaigns] = [new Set<string>(), new Set<string>(), new Set<string>()]
  const added: DayRow[] = []
  const keep = (row: DayRow) => {
    ids.set(keyOf(row), row.id)
    pages.add(row.page)
    forms.add(row.form)
    campaigns.add(row.campaign)
  }
  for (const row of found) {
    const of = { page: text(row, 'page'), form: text(row, 'form'), campaign: text(row, 'campaign') }
    keep({ ...of, id: number(row, 'id') })
  }

  function bounded({ page, form, campaign }: CountedAs): CountedAs {
    const fits = (names: Set<string>, name: string) => names.size < MOST_OTHERS || names.has(name)
    const one = {
      page,
      form: fits(forms, form) ? form : OTHER,
      campaign: fits(campaigns, campaign) ? campaign : OTHER,
    }
    const isFull = ids.size >= MOST_ROWS && !ids.has(keyOf(one))
    return isFull ? { page, form: OTHER, campaign: campaign && OTHER } : one
  }

  return {
    ...{ ids, pages, added },
    /** The id of the row that this is counted in. */
    place(counted: CountedAs): number {
      const one = bounded(counted)
      const known = ids.get(keyOf(one))
      if (known !== undefined) return known
      lastId += 1
      const row = { ...one, id: lastId }
      added.push(row)
      keep(row)
      return lastId
    },
  }
}

export const keyOf = ({ page, form, campaign }: CountedAs): string => JSON.stringify([page, form, campaign])

async function insert(transaction: Database, day: number, row: DayRow): Promise<void> {
  const sql = `INSERT INTO daily_counts (id, day, page, form, campaign, started, signed_up, created, updated)
      VALUES (?, ?, ?, ?, ?, 0, 0, 0, 0)`
  await transaction.run(sql, row.id, day, row.page, row.form, row.campaign)
}

/** One statement for all rows to which the same is added. `times`: how often each row is counted, by its id. */
async function update(transaction: Database, what: What, times: ReadonlyMap<number, number>): Promise<void> {
  const column = what === 'started' ? 'started' : 'signed_up'
  const unknown = what === 'sign-ups of the past' ? ', created = NULL, updated = NULL' : ''
  const sql = `UPDATE daily_counts SET ${column} = ${column} + ?${unknown} WHERE id ${inNumbers(transaction.engine)}`
  for (const more of new Set(times.values())) {
    const ids = [...times].flatMap(([id, its]) => (its === more ? id : []))
    await transaction.run(sql, more, JSON.stringify(ids))
  }
}
