import type { Loading } from './loading.ts'
import type { Runs } from './rounds.ts'
import type { Typing } from './typing.ts'

type Measure = keyof Loading | keyof Typing
export type Goal = {
  text: string
  /** What was measured, and what it may be at most. */
  measured: number
  most: number
  /** Of a ratio: how far the rounds lie apart. */
  spread?: string
  show?: (value: number) => string
}

const COLUMNS: {
  title: string
  measure: Measure
  show: (value: number) => string
  isBeyondEmpty?: boolean
}[] = [
  { title: 'bytes', measure: 'bytes', show: whole, isBeyondEmpty: true },
  { title: 'requests', measure: 'requests', show: whole },
  { title: 'visible', measure: 'visible_ms', show: whole },
  { title: 'typable', measure: 'typable_ms', show: whole },
  { title: 'script', measure: 'script_ms', show: whole },
  { title: 'thread', measure: 'main_ms', show: whole },
  { title: 'blocking', measure: 'blocking_ms', show: whole },
  { title: 'shift', measure: 'shift', show: (value) => value.toFixed(2) },
  { title: 'heap MB', measure: 'heap_bytes', show: megabytes, isBeyondEmpty: true },
  { title: 'nodes', measure: 'nodes', show: whole, isBeyondEmpty: true },
]

/** The median of one measure; NaN where it was not taken. */
export function middle({ loadings, typings }: Runs, measure: Measure): number {
  const all: Partial<Loading & Typing>[] = [...loadings, ...typings]
  const sorted = all.flatMap((run) => run[measure] ?? []).sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

/** The least of one measure of loading: for what the browser only ever adds to. */
export function least({ loadings }: Runs, measure: keyof Loading): number {
  return Math.min(...loadings.map((loading) => loading[measure]))
}

/** One line for each page; bytes, heap and nodes are beyond those of the empty page, times in ms. */
export function printTable(pages: Map<string, Runs>, empty: Runs): void {
  const lines = [...pages].map(([name, runs]) => [
    name,
    ...COLUMNS.map(({ measure, show, isBeyondEmpty }) => {
      const value = middle(runs, measure) - (isBeyondEmpty ? middle(empty, measure) : 0)
      return Number.isNaN(value) ? '' : show(value)
    }),
  ])
  printAligned([['', ...COLUMNS.map(({ title }) => title)], ...lines])
}

/** Prints each goal beside what was measured; true when all are met. */
export function printGoals(goals: Goal[]): boolean {
  const isMet = ({ measured, most }: Goal) => measured <= most
  printAligned(
    goals.map((goal) => {
      const { text, measured, spread = '', most, show = whole } = goal
      return [text, show(measured), spread, `at most ${show(most)}`, isMet(goal) ? 'met' : 'MISSED']
    }),
  )
  return goals.every(isMet)
}

/** Aligns the first column left and the numbers right. */
export function printAligned(lines: string[][]): void {
  const widths = (lines[0] ?? []).map((_, column) =>
    Math.max(...lines.map((line) => (line[column] ?? '').length)),
  )
  for (const line of lines) {
    console.log(
      line
        .map((cell, column) => (column ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[0] ?? 0)))
        .join('  '),
    )
  }
  console.log('')
}

export function whole(value: number): string {
  return value.toFixed(0)
}

export function hundredths(value: number): string {
  return value.toFixed(2)
}

export function megabytes(bytes: number): string {
  return hundredths(bytes / 1_000_000)
}
