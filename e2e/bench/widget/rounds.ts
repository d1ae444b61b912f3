import type { Browser } from 'playwright/test'
import type { Host } from './host.ts'
import { type Loading, load } from './loading.ts'
import { BLANK, EVERY, MINIMAL, PLAIN, SNIPPET, TAG, TOUCHED } from './pages.ts'
import { type Typing, typeInto } from './typing.ts'

/** One page's visits. Where goals compare two pages, the visits of one pair have the same index in both. */
export type Runs = { loadings: Loading[]; typings: Typing[] }

/** What goals compare in time. Loading costs the same page half as much again from one visit to the next, so it has two pairs. */
const PAIRS: [kind: keyof Runs, one: string, other: string][] = [
  ['typings', SNIPPET, PLAIN],
  ['typings', TAG, MINIMAL],
  ['loadings', TAG, MINIMAL],
  ['loadings', TAG, MINIMAL],
]
/** Pages without a field to type into. */
export const WITHOUT_FORM = [BLANK, TOUCHED]

/** Visits a host's pages: pairs in each round, all others in the first few. Another round of pairs comes before and only warms up. */
export async function visitInRounds(
  browser: Browser,
  host: Host,
  paths: Record<string, string>,
  { rounds, roundsOfAll }: { rounds: number; roundsOfAll: number },
): Promise<Map<string, Runs>> {
  const visited = new Map(
    Object.keys(paths).map((name): [string, Runs] => [name, { loadings: [], typings: [] }]),
  )
  for (let round = 0; round <= rounds; round += 1) {
    const all = round && round <= roundsOfAll ? othersThanPairs(Object.keys(paths)) : []
    for (const [kind, name] of [...pairsOf(round), ...all]) {
      const path = paths[name] ?? ''
      const runs = round ? visited.get(name) : undefined
      if (kind === 'loadings') {
        const loading = await load(browser, host, path)
        runs?.loadings.push(loading)
      } else {
        const typing = await typeInto(browser, host, path, name === TAG || name === EVERY)
        runs?.typings.push(typing)
      }
    }
  }
  return visited
}

type Visit = [kind: keyof Runs, name: string]

/** Turned round in every other round, since a page pays for what the one before it left behind. */
function pairsOf(round: number): Visit[] {
  return PAIRS.flatMap(([kind, one, other]) => {
    const pair: Visit[] = [
      [kind, one],
      [kind, other],
    ]
    return round % 2 ? pair.reverse() : pair
  })
}

function othersThanPairs(names: string[]): Visit[] {
  const isPaired = ([kind, name]: Visit) =>
    PAIRS.some(([of, one, other]) => of === kind && [one, other].includes(name))
  return names
    .flatMap((name): Visit[] => [
      ['loadings', name],
      ['typings', name],
    ])
    .filter((visit) => !isPaired(visit) && !(visit[0] === 'typings' && WITHOUT_FORM.includes(visit[1])))
}
