import type { DayCounts } from '../../outbox/counts/read-counts.ts'

/** As many days on the page, and as many before them to compare with. */
export const PERIOD_DAYS = 30

export type Period = {
  /** Every day of the period, oldest first; the last is today. */
  days: readonly DayCounts[]
  /** Every day of the period before, oldest first; undefined unless sign-ups were counted on all of them. */
  before: readonly DayCounts[] | undefined
  /** The first day that was counted, if it is in the period or the one before. */
  countedSince: number | undefined
  /** The first day from which on it is known what became of sign-ups, if that is not the whole period. */
  knownSince: number | undefined
}

/** `counted`: the days of both periods on which anything was counted; `first`: the first day ever, if there is one. */
export function periodOf(counted: readonly DayCounts[], today: number, first: number | undefined): Period {
  const from = today - PERIOD_DAYS + 1
  const days = everyDay(counted, from)
  const start = from - PERIOD_DAYS
  const countedSince = first !== undefined && first > start ? first : undefined
  const unknown = days.findLast(({ created }) => created === undefined)
  return {
    days,
    before: first === undefined || first > start ? undefined : everyDay(counted, start),
    countedSince,
    knownSince: unknown && unknown.day + 1,
  }
}

function everyDay(counted: readonly DayCounts[], from: number): DayCounts[] {
  const known = new Map(counted.map((each) => [each.day, each]))
  return Array.from({ length: PERIOD_DAYS }, (_, index) => known.get(from + index) ?? nothingOn(from + index))
}

function nothingOn(day: number): DayCounts {
  return { day, started: 0, signedUp: 0, created: 0, updated: 0 }
}

/** The sum over these days, of those on which it is known. */
export function total(
  days: readonly DayCounts[],
  what: 'started' | 'signedUp' | 'created' | 'updated',
): number {
  return days.reduce((sum, day) => sum + (day[what] ?? 0), 0)
}
