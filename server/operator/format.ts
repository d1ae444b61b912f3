/** `10,000` */
export function count(value: number): string {
  return value.toLocaleString('en-US')
}

/** `1 sign-up`, `12,000 sign-ups`. */
export function signUps(value: number): string {
  return `${count(value)} ${value === 1 ? 'sign-up' : 'sign-ups'}`
}

/** A length of time by its largest unit and the next: `2 d 3 h`, `5 min`, `0 s`. */
export function duration(seconds: number): string {
  const units = [
    `${Math.floor(seconds / 86_400)} d`,
    `${Math.floor(seconds / 3600) % 24} h`,
    `${Math.floor(seconds / 60) % 60} min`,
    `${Math.floor(seconds) % 60} s`,
  ]
  const isSome = (unit: string) => !unit.startsWith('0 ')
  const first = units.findIndex(isSome)
  return first < 0
    ? '0 s'
    : units
        .slice(first, first + 2)
        .filter(isSome)
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
