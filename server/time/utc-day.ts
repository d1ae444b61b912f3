import { DAY_MS } from './duration.ts'

/** The UTC day of a time, in days since 1970. */
export function utcDay(time: number): number {
  return Math.floor(time / DAY_MS)
}

/** When the UTC day after that of `time` begins. */
export function nextUtcDay(time: number): number {
  return (utcDay(time) + 1) * DAY_MS
}
