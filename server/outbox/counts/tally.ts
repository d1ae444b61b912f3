import type { Database } from '../../store/database.ts'
import { number, text } from '../../store/row.ts'
import type { Change } from '../change.ts'
import { type CountedAs, dayOf, OTHER } from './counted-as.ts'

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

  return {
    /** Counts these on one UTC day, today by default; resolves to the id of the row that each is counted in. */
    async add(
      { transaction, now }: Pick<Change, 'transaction' | 'now'>,
      what: What,
      counted: readonly Counted[],
      day = dayOf(now),
    ): Promise<number[]> {
      if (counted.length === 0) return []
      const today = await readDay(transaction, day)
      const ids: number[] = []
      for (const { times = 1, ...one } of counted) {
        const page = (await hasRoom(transaction, day, one.page, what, today.pages)) ? one.page : OTHER
        ids.push(today.add(today.bounded({ ...one, page }), times))
      }
      await write(transaction, what, day, today.changed)
      return ids
    },
  }
}

type DayRow = CountedAs & { id: number; isNew: boolean; times: number }

/** The rows of a day: at most a few hundred, whatever is sent. */
async function readDay(transaction: Database, day: number) {
  const sql = 'SELECT id, page, form, campaign FROM daily_counts WHERE day = ?'
  const found = await transaction.all(sql, day)
  const [last] = await transaction.all('SELECT COALESCE(MAX(id), 0) AS id FROM daily_counts')
  let lastId = number(last, 'id')
  const rows = new Map<string, DayRow>()
  const keep = (row: DayRow) => rows.set(keyOf(row), row)
  for (const row of found) {
    const of = { page: text(row, 'page'), form: text(row, 'form'), campaign: text(row, 'campaign') }
    keep({ ...of, id: number(row, 'id'), isNew: false, times: 0 })
  }
  const distinct = (name: 'page' | 'form' | 'campaign') => new Set([...rows.values()].map((row) => row[name]))
  const [pages, forms, campaigns] = [distinct('page'), distinct('form'), distinct('campaign')]
  return {
    pages,
    get changed() {
      return [...rows.values()].filter(({ times }) => times > 0)
    },
    bounded(one: CountedAs): CountedAs {
      const fits = (names: Set<string>, name: string) => names.size < MOST_OTHERS || names.has(name)
      const form = fits(forms, one.form) ? one.form : OTHER
      const campaign = fits(campaigns, one.campaign) ? one.campaign : OTHER
      const within = { page: one.page, form, campaign }
      if (rows.size < MOST_ROWS || rows.has(keyOf(within))) return within
      return { page: one.page, form: OTHER, campaign: campaign && OTHER }
    },
    add(one: CountedAs, times: number): number {
      const row = rows.get(keyOf(one)) ?? { ...one, id: ++lastId, isNew: true, times: 0 }
      row.times += times
      keep(row)
      pages.add(one.page)
      forms.add(one.form)
      campaigns.add(one.campaign)
      return row.id
    },
  }
}

export const keyOf = ({ page, form, campaign }: CountedAs): string => JSON.stringify([page, form, campaign])

async function write(transaction: Database, what: What, day: number, rows: DayRow[]): Promise<void> {
  const column = what === 'started' ? 'started' : 'signed_up'
  const isPast = what === 'sign-ups of the past'
  for (const { id, page, form, campaign, isNew, times } of rows) {
    if (isNew) {
      const settled = isPast ? null : 0
      await transaction.run(
        `INSERT INTO daily_counts (id, day, page, form, campaign, started, signed_up, created, updated)
          VALUES (?, ?, ?, ?, ?, 0, 0, ?, ?)`,
        ...[id, day, page, form, campaign, settled, settled],
      )
    }
    const unknown = isPast ? ', created = NULL, updated = NULL' : ''
    await transaction.run(
      `UPDATE daily_counts SET ${column} = ${column} + ?${unknown} WHERE id = ?`,
      times,
      id,
    )
  }
}
