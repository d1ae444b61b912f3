/** `10,000` */
export function count(value: number): string {
  return value.toLocaleString('en-US')
}

/** `1 sign-up`, `12,000 sign-ups`. */
export function signUps(value: number): string {
  return `${count(value)} ${value === 1 ? 'sign-up' : 'sign-ups'}`
}
