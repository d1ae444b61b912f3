import { EVERY, MINIMAL, PLAIN, RESERVED, SNIPPET, TAG } from './pages.ts'
import { type Goal, hundredths, middle, type Runs } from './report.ts'

/** Blocking time under this is one short task more or less, so a ratio of it would say nothing. */
const LEAST_BLOCKING_MS = 20

/** What the form is held to: always beside something measured in the same run, since machines differ by a factor of seven. */
export function goalsOf(of: (name: string) => Runs, empty: Runs, peers: Runs[]): Goal[] {
  const bytes = (runs: Runs) => middle(runs, 'bytes') - middle(empty, 'bytes')
  const heap = (name: string) => middle(of(name), 'heap_bytes') - middle(empty, 'heap_bytes')
  const measure = (name: string, of_: 'typable_ms' | 'script_ms' | 'main_ms') => middle(of(name), of_)
  const blocking = (name: string) => Math.max(middle(of(name), 'blocking_ms'), LEAST_BLOCKING_MS)
  const halfPeer = Math.min(...peers.map(bytes)) / 2
  const ratio = (text: string, measured: number, most: number) => ({ text, measured, most, show: hundredths })
  const toMinimal = (text: string, take: (name: string) => number, most: number) =>
    ratio(`${text}: ${TAG}, to ${MINIMAL}`, take(TAG) / take(MINIMAL), most)
  return [
    ratio(
      `typable: ${SNIPPET}, to ${PLAIN}`,
      measure(SNIPPET, 'typable_ms') / measure(PLAIN, 'typable_ms'),
      1.1,
    ),
    toMinimal('typable', (name) => measure(name, 'typable_ms'), 1.1),
    toMinimal('script', (name) => measure(name, 'script_ms'), 1.1),
    toMinimal('main thread', (name) => measure(name, 'main_ms'), 1.1),
    toMinimal('heap beyond an empty page', heap, 1.25),
    toMinimal('blocking', blocking, 1.5),
    ...[SNIPPET, TAG].flatMap((name) => [
      { text: `bytes: ${name}, half the lightest peer`, measured: bytes(of(name)), most: halfPeer },
      { text: `requests: ${name}`, measured: middle(of(name), 'requests'), most: 1 },
    ]),
    ...[SNIPPET, RESERVED, TAG, EVERY].map((name) =>
      ratio(`layout shift: ${name}`, middle(of(name), 'shift'), 0),
    ),
  ]
}
