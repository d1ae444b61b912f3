import { EVERY, MINIMAL, PLAIN, RESERVED, SNIPPET, TAG } from './pages.ts'
import { type Goal, hundredths, least, middle } from './report.ts'
import type { Runs } from './rounds.ts'
import { ratios, summarize } from './statistics.ts'

/** Blocking time under this is one short task more or less, so a ratio of it would say nothing. */
const LEAST_BLOCKING_MS = 20

/** What the form is held to: always beside something measured in the same run, since machines differ by a factor of seven. */
export function goalsOf(of: (name: string) => Runs, empty: Runs, peers: Runs[]): Goal[] {
  const bytes = (runs: Runs) => middle(runs, 'bytes') - middle(empty, 'bytes')
  // In some visits the browser keeps 4 kB more, on an empty page too.
  const heap = (name: string) => least(of(name), 'heap_bytes') - least(empty, 'heap_bytes')
  const halfPeer = Math.min(...peers.map(bytes)) / 2
  return [
    compare(
      `typable: ${SNIPPET}, to ${PLAIN}`,
      ratios(of(SNIPPET).typings, of(PLAIN).typings, ({ typable_ms }) => typable_ms),
      1.1,
    ),
    compare(
      `typable: ${TAG}, to ${MINIMAL}`,
      ratios(of(TAG).typings, of(MINIMAL).typings, ({ typable_ms }) => typable_ms),
      1.1,
    ),
    toMinimal('script', ({ script_ms }) => script_ms, 1.1),
    toMinimal('main thread', ({ main_ms }) => main_ms, 1.1),
    toMinimal('blocking', ({ blocking_ms }) => Math.max(blocking_ms, LEAST_BLOCKING_MS), 1.5),
    {
      text: `heap beyond an empty page: ${TAG}, to ${MINIMAL}`,
      measured: heap(TAG) / heap(MINIMAL),
      most: 1.25,
      show: hundredths,
    },
    ...[SNIPPET, TAG].flatMap((name) => [
      { text: `bytes: ${name}, half the lightest peer`, measured: bytes(of(name)), most: halfPeer },
      { text: `requests: ${name}`, measured: middle(of(name), 'requests'), most: 1 },
    ]),
    ...[SNIPPET, RESERVED, TAG, EVERY].map((name) => ({
      text: `layout shift: ${name}`,
      measured: middle(of(name), 'shift'),
      most: 0,
      show: hundredths,
    })),
  ]

  function toMinimal(text: string, take: (loading: Runs['loadings'][number]) => number, most: number): Goal {
    return compare(
      `${text}: ${TAG}, to ${MINIMAL}`,
      ratios(of(TAG).loadings, of(MINIMAL).loadings, take),
      most,
    )
  }
}

function compare(text: string, measured: number[], most: number): Goal {
  const { middle, quartiles, margin } = summarize(measured)
  const [lower, upper] = quartiles.map(hundredths)
  const spread = `± ${hundredths(margin)}, quartiles ${lower} and ${upper}`
  return { text, measured: middle, spread, most, show: hundredths }
}
