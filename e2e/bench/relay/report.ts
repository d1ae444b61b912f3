import { expect } from 'vitest'

/** What a ratio or a figure is held to: `least` or `most`. */
type Goal = { measured: number; least: number } | { measured: number; most: number }

/** Prints what was measured, for the reader to compare. */
export function report(what: string, numbers: string): void {
  console.log(`${what.padEnd(50)} ${numbers}`)
}

/** Prints a figure beside its goal. A missed goal fails the test, after everything else has been measured. */
export function judge(what: string, goal: Goal, unit = ''): void {
  const { measured } = goal
  const isMet = 'least' in goal ? measured >= goal.least : measured <= goal.most
  const wanted = 'least' in goal ? `at least ${goal.least}` : `at most ${goal.most}`
  report(what, `${measured.toFixed(2)}${unit}  [goal ${wanted}${unit}: ${isMet ? 'met' : 'MISSED'}]`)
  const figure = expect.soft(measured, what.trim())
  if ('least' in goal) figure.toBeGreaterThanOrEqual(goal.least)
  else figure.toBeLessThanOrEqual(goal.most)
}

export function ms(time: number): string {
  return `${time.toFixed(time < 10 ? 2 : 0)} ms`
}
