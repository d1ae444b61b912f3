import { DAY_MS } from './duration.ts'

/** The UTC day of a time, in days since 1970. */
export function utcDay(time: number): number {
  return Math.floor(time / DAY_MS)
}

/** The UTC day of a time, such as `2026-11-30`. */
export function isoDay(time: number): string {
  return new Date(time).toISOString().slice(0, 10)
}

/** When the UTC day after that of `time` begins. */
export function nextUtcDay(time: number): number {
  return (utcDay(time) + 1) * DAY_MS
}
