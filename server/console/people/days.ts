import { DAY_MS } from '../../time/duration.ts'
import { isoDay } from '../../time/utc-day.ts'

/** From the first millisecond of one UTC day to the first after another; undefined for what is no two days in this order. */
export function timesBetween(first: string, last: string): { from: number; to: number } | undefined {
  const [from, begin] = [startOf(first), startOf(last)]
  if (from === undefined || begin === undefined || from > begin) return undefined
  return { from, to: begin + DAY_MS }
}

/** When a day such as `2026-11-30` begins. `Date` alone would take February 30 for a day in March. */
function startOf(day: string): number | undefined {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(day) : Number.NaN
  return Number.isNaN(time) || isoDay(time) !== day ? undefined : time
}
