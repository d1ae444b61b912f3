import { duration } from './format.ts'

/** `2026-05-01 12:00 UTC` */
export function minuteOf(time: number): string {
  return `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`
}

/** `in 3 min`, or `now` for what is due. */
export function untilOf(time: number, now: number): string {
  return time <= now ? 'now' : `in ${duration((time - now) / 1000)}`
}
