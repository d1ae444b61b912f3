/** How long to wait after so many failures in a row: doubling from a second up to `mostMs`, with a jitter of half of it. */
export function backoffMs(failures: number, mostMs: number, random: () => number): number {
  const whole = Math.min(mostMs, 1000 * 2 ** Math.min(failures, 30))
  return Math.round(whole * (1 + random() / 2))
}
