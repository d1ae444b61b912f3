/** One line of the report: what was measured, the numbers side by side, and the goal where there is one. */
export function report(what: string, numbers: string, goal?: { text: string; met: boolean }): void {
  const judged = goal === undefined ? '' : `  [goal ${goal.text}: ${goal.met ? 'met' : 'MISSED'}]`
  console.log(`${what.padEnd(34)} ${numbers}${judged}`)
}

export function ms(time: number): string {
  return `${time.toFixed(time < 10 ? 2 : 0)} ms`
}

export function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(0)} MB`
}
