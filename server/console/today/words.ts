import { count } from '../../operator/format.ts'

const UNITS = [
  [86_400, 'day'],
  [3600, 'hour'],
  [60, 'minute'],
  [1, 'second'],
] as const

/** A length of time by its largest unit, since nobody needs it more precisely: `5 minutes`, `1 hour`. */
export function roughly(seconds: number): string {
  const [length, unit] = UNITS.find(([length]) => seconds >= length) ?? UNITS[3]
  const value = Math.max(1, Math.floor(seconds / length))
  return `${count(value)} ${unit}${value === 1 ? '' : 's'}`
}

/** How many more or fewer than before: no percentages, which say little of small numbers. */
export function change(now: number, before: number): string {
  const difference = Math.abs(now - before)
  const compared =
    now === before ? 'As many as' : `${count(difference)} ${now > before ? 'more' : 'fewer'} than`
  return `${compared} in the 30 days before.`
}
