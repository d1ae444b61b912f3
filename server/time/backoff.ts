/** How long to wait after this many failures in a row: from a second, doubling up to `mostMs`, plus up to half of it as jitter. */
export function backoffMs(failures: number, mostMs: number, random: () => number): number {
  const whole = Math.min(mostMs, 1000 * 2 ** Math.min(failures, 30))
  return Math.round(whole * (1 + random() / 2))
}
