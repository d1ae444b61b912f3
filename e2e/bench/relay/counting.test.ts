import { expect, test } from 'vitest'
import type { RelayProcess } from '../../faults/relay-process.ts'
import { forAWhile, load, median, perSecond } from './load.ts'
import { judge, report } from './report.ts'
import { prepareRelay, UNCOUNTED } from './start.ts'

const CONNECTIONS = 64
const ROUNDS = 25
const ROUND_MS = 1000

test('accepting sign-ups with the counts', async () => {
  const settings = { REVEAL_OUTCOME: 'false' }
  const { relay: counted } = await prepareRelay(false, settings)
  const { relay: uncounted } = await prepareRelay(false, settings)
  await counted.start()
  await uncounted.start(UNCOUNTED)
  const accepted = async ({ url }: RelayProcess, forMs: number) => {
    const measured = await load(url, CONNECTIONS, forAWhile(forMs))
    expect(measured.failed).toBe(0)
    return perSecond(measured)
  }
  for (const relay of [counted, uncounted]) await accepted(relay, 3 * ROUND_MS)
  const rounds: { counted: number; without: number }[] = []
  // In turns, so that whatever else the machine does meets both alike, and by their ratio in each round, since the disk is now
  // fast and now slow.
  for (let round = 0; round < ROUNDS; round += 1) {
    const speeds = { counted: 0, without: 0 }
    if (round % 2 === 0) speeds.counted = await accepted(counted, ROUND_MS)
    speeds.without = await accepted(uncounted, ROUND_MS)
    if (round % 2 === 1) speeds.counted = await accepted(counted, ROUND_MS)
    rounds.push(speeds)
  }
  report('accepted and counted', `${median(rounds.map((one) => one.counted)).toFixed(0)}/s`)
  report('  the same without counting', `${median(rounds.map(({ without }) => without)).toFixed(0)}/s`)
  const measured = median(rounds.map((one) => one.counted / one.without))
  judge('  with counting to without', { measured, least: 0.95 })
})
