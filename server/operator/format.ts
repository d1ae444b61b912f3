/** `1 sign-up`, `12 sign-ups`. */
export function signUps(count: number): string {
  return count === 1 ? '1 sign-up' : `${count} sign-ups`
}

const UNITS = [
  { seconds: 86_400, name: 'd' },
  { seconds: 3600, name: 'h' },
  { seconds: 60, name: 'min' },
  { seconds: 1, name: 's' },
]

/** A length of time by its largest unit and the next: `2 d 3 h`, `5 min`, `0 s`. */
export function duration(seconds: number): string {
  const first = UNITS.findIndex((unit) => seconds >= unit.seconds)
  if (first < 0) return '0 s'
  let rest = Math.floor(seconds)
  const parts = UNITS.slice(first, first + 2).map((unit) => {
    const count = Math.floor(rest / unit.seconds)
    rest -= count * unit.seconds
    return { count, name: unit.name }
  })
  return parts
    .filter(({ count }) => count > 0)
    .map(({ count, name }) => `${count} ${name}`)
    .join(' ')
}

/** `2026-05-01 12:00 UTC` */
export function minuteOf(time: number): string {
  return `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`
}

/** `in 3 min`, or `now` for what is due. */
export function untilOf(time: number, now: number): string {
  return time <= now ? 'now' : `in ${duration((time - now) / 1000)}`
}
