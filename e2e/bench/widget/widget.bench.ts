import { expect, test } from 'playwright/test'
import { startRelay } from '../../support/relay.ts'
import { goalsOf } from './goals.ts'
import { startHost } from './host.ts'
import { longestTask } from './many.ts'
import { addPages, BLANK, EVERY, FORMS, MANY, MINIMAL, PLAIN, TAG } from './pages.ts'
import { PEERS } from './peers.ts'
import { hundredths, middle, printAligned, printGoals, printTable, whole } from './report.ts'
import { visitInRounds, WITHOUT_FORM } from './rounds.ts'
import { SLOW } from './slow-page.ts'

/** Of the pages that goals compare in time. Even, since their order turns round; BENCH_ROUNDS=4 gives a quick look. */
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 28)
/** Of all other pages: their bytes are the same every time, and no goal compares their times. Odd, for a median. */
const ROUNDS_OF_ALL = Math.min(ROUNDS, 3)

// A trace would be measured as well.
test.use({ trace: 'off' })

test('the widget beside a minimal form and its peers', async ({ browser }) => {
  // A round takes 16 to 20 seconds, and the pages that are visited less often some minutes.
  test.setTimeout(600_000 + ROUNDS * 40_000)
  const host = await startHost()
  const relay = await startRelay({ PUBLIC_URL: host.url, ALLOWED_ORIGINS: host.url })
  host.relayAt(relay.url)
  try {
    const { [MANY]: many = '', ...paths } = await addPages(host)
    const pages = await visitInRounds(browser, host, paths, { rounds: ROUNDS, roundsOfAll: ROUNDS_OF_ALL })
    const of = (name: string) => pages.get(name) ?? { loadings: [], typings: [] }
    const longest = []
    for (let run = 0; run < ROUNDS_OF_ALL; run += 1)
      longest.push(await longestTask(browser, host, many, FORMS))
    longest.sort((a, b) => a - b)

    console.log(
      `\nMedians of ${ROUNDS} rounds where goals compare times, of ${ROUNDS_OF_ALL} elsewhere; processor ${SLOW.processor} times slowed, ${SLOW.megabits} Mbit/s, ${SLOW.latency_ms} ms; times in ms; bytes compressed\n`,
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
