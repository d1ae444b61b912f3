import { DAY_MS } from '../../time/duration.ts'

/** A UTC day, in days since 1970, as `1 Nov`; with its year as `1 Nov 2026`. */
export function dayText(day: number, { year }: { year: boolean } = { year: false }): string {
  return new Date(day * DAY_MS).toLocaleDateString('en-GB', {
    ...{ day: 'numeric', month: 'short', timeZone: 'UTC' },
    ...(year && { year: 'numeric' }),
  })
}

/** `Sun 1 Nov` */
export function weekdayText(day: number): string {
  const weekday = new Date(day * DAY_MS).toLocaleDateString('en-GB', { weekday: 'short', timeZone: 'UTC' })
  return `${weekday} ${dayText(day)}`
}
