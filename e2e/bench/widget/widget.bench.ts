import { expect, test } from 'playwright/test'
import { startRelay } from '../../support/relay.ts'
import { goalsOf } from './goals.ts'
import { startHost } from './host.ts'
import { load } from './loading.ts'
import { longestTask } from './many.ts'
import {
  addPages,
  BLANK,
  EVERY,
  FORMS,
  MANY,
  MINIMAL,
  PLAIN,
  RESERVED,
  SNIPPET,
  TAG,
  TOUCHED,
} from './pages.ts'
import { PEERS } from './peers.ts'
import { hundredths, middle, printAligned, printGoals, printTable, type Runs, whole } from './report.ts'
import { SLOW } from './slow-page.ts'
import { typeInto } from './typing.ts'

/** Odd, so that there is a middle one; BENCH_RUNS=1 gives a quick look. */
const RUNS = Number(process.env['BENCH_RUNS'] ?? 7)
/** How often they are typed into in each run: medians of seven vary more than these goals allow. */
const COMPARED = [PLAIN, SNIPPET, MINIMAL, TAG, RESERVED]
const TYPINGS = 3
/** Pages without a field to type into. */
const WITHOUT_FORM = [BLANK, TOUCHED]

// A trace would be measured as well.
test.use({ trace: 'off' })

test('the widget beside a minimal form and its peers', async ({ browser }) => {
  test.setTimeout(1_200_000)
  const host = await startHost()
  const relay = await startRelay({ PUBLIC_URL: host.url, ALLOWED_ORIGINS: host.url })
  host.relayAt(relay.url)
  try {
    const { [MANY]: many = '', ...paths } = await addPages(host)
    const pages = new Map<string, Runs>(
      Object.keys(paths).map((name) => [name, { loadings: [], typings: [] }]),
    )
    const of = (name: string) => pages.get(name) ?? { loadings: [], typings: [] }
    // Interleaved, so that other load on the machine affects all alike; the first round only warms up.
    for (let run = 0; run <= RUNS; run += 1) {
      for (const [name, path] of Object.entries(paths)) {
        const loading = await load(browser, host, path)
        if (run) of(name).loadings.push(loading)
      }
      for (let typed = 0; typed < TYPINGS; typed += 1) {
        for (const [name, path] of Object.entries(paths)) {
          if (WITHOUT_FORM.includes(name) || (typed && !COMPARED.includes(name))) continue
          const typing = await typeInto(browser, host, path, name === TAG || name === EVERY)
          if (run) of(name).typings.push(typing)
        }
      }
    }
    const longest = []
    for (let run = 0; run <= RUNS; run += 1) longest.push(await longestTask(browser, host, many, FORMS))
    longest.sort((a, b) => a - b)

    console.log(
      `\nMedians of ${RUNS} runs, of ${RUNS * TYPINGS} where typing is compared; processor ${SLOW.processor} times slowed, ${SLOW.megabits} Mbit/s, ${SLOW.latency_ms} ms; times in ms; bytes compressed\n`,
    )
    printTable(pages, of(BLANK))
    const typable = (name: string) => middle(of(name), 'typable_ms')
    printAligned([
      ['typable in times of', PLAIN, MINIMAL],
      ...[...pages.keys()]
        .filter((name) => !WITHOUT_FORM.includes(name))
        .map((name) => [name, ...[PLAIN, MINIMAL].map((base) => hundredths(typable(name) / typable(base)))]),
    ])
    printAligned(
      [TAG, EVERY].map((name) => [
        `from click to checked by Preact: ${name}`,
        `${whole(middle(of(name), 'validated_ms'))} ms`,
      ]),
    )
    const peers = PEERS.map(({ name }) => of(name))
    printAligned([
      [
        `longest task, ${FORMS} embeds, nothing slowed`,
        `${whole(longest[longest.length >> 1] ?? Number.NaN)} ms`,
      ],
    ])
    expect(printGoals(goalsOf(of, of(BLANK), peers)), 'every goal is met').toBe(true)
  } finally {
    host.stop()
    await relay.stop()
  }
})
