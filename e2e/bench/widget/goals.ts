import { EVERY, FLOOR, PLAIN, RESERVED, SNIPPET, TAG } from './pages.ts'
import { type Goal, hundredths, megabytes, middle, type Runs } from './report.ts'

/** What the form is held to, measured in one run with what it is compared with. */
export function goalsOf(of: (name: string) => Runs, empty: Runs, peers: Runs[], longest_ms: number): Goal[] {
  const typable = (name: string) => middle(of(name), 'typable_ms')
  const bytes = (runs: Runs) => middle(runs, 'bytes') - middle(empty, 'bytes')
  const heap = (name: string) => middle(of(name), 'heap_bytes') - middle(empty, 'heap_bytes')
  const halfPeer = Math.min(...peers.map(bytes)) / 2
  const both = [SNIPPET, TAG]
  const all = [...both, EVERY]
  return [
    {
      text: `typable: ${SNIPPET}, of a plain form`,
      measured: typable(SNIPPET) / typable(PLAIN),
      most: 1.1,
      show: hundredths,
    },
    {
      text: `typable: ${TAG}, of a minimal Preact form`,
      measured: typable(TAG) / typable(FLOOR),
      most: 1.1,
      show: hundredths,
    },
    ...both.map((name) => ({
      text: `bytes: ${name}, of half the lightest peer`,
      measured: bytes(of(name)),
      most: halfPeer,
      isExact: true,
    })),
    ...both.map((name) => ({
      text: `requests: ${name}`,
      measured: middle(of(name), 'requests'),
      most: 1,
      isExact: true,
    })),
    ...[SNIPPET, RESERVED, TAG, EVERY].map((name) => ({
      text: `layout shift: ${name}`,
      measured: middle(of(name), 'shift'),
      most: 0,
      show: hundredths,
      isExact: true,
    })),
    ...all.map((name) => ({
      text: `script ms: ${name}`,
      measured: middle(of(name), 'script_ms'),
      most: name === EVERY ? 90 : 60,
    })),
    ...all.map((name) => ({
      text: `blocking ms: ${name}`,
      measured: middle(of(name), 'blocking_ms'),
      most: name === EVERY ? 30 : 5,
    })),
    ...all.map((name) => ({
      text: `heap MB: ${name}`,
      measured: heap(name),
      most: 250_000,
      show: megabytes,
    })),
    { text: 'longest task ms: 200 embeds, nothing slowed', measured: longest_ms, most: 200 },
  ]
}
