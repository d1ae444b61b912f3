import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished, test } from 'vitest'
import { changeOutbox } from '../../../server/outbox/change.ts'
import { createTally, type Tally } from '../../../server/outbox/counts/tally.ts'
import { type NewSignUp, record } from '../../../server/outbox/record.ts'
import type { Database } from '../../../server/store/database.ts'
import { openSqlite } from '../../../server/store/engines/sqlite.ts'
import { migrate } from '../../../server/store/migrations/migrate.ts'
import { judge, report } from './report.ts'

const CAPACITY = { maxWaiting: 1_000_000, perSecond: 4, callsEach: 1 }
/** As many as 64 connections bring together. */
const BATCH = 32
const ROUNDS = 40
const BATCHES_A_ROUND = 10
const UNCOUNTED: Pick<Tally, 'add'> = { add: async () => [] }

let made = 0
/** As large as a real one, for a few pages. */
function aSignUp(pages: number): NewSignUp {
  made += 1
  const page = `https://www.bakery.example/page-${made % pages}`
  return {
    ...{ requestId: `request-${made}`, hold: false, trust: 'ordinary', patienceMs: 0, repeatMs: 1 },
    ...{ address: `address-${made}`, identity: `identity-${made}`, content: `content-${made}` },
    properties: ['first_name', 'last_name', 'list_memberships.d13d60d0-f256-11e8-b47d-fa163e56c9b0'],
    ...{ payload: 'x'.repeat(460), consent: 'x'.repeat(400) },
    countedAs: { page, form: 'd13d60d0-f256-11e8-b47d-fa163e56c9b0', campaign: '' },
  }
}

async function aDatabase(): Promise<Database> {
  const folder = await mkdtemp(join(tmpdir(), 'relay-bench-'))
  const database = await openSqlite(join(folder, 'relay.db'))
  onTestFinished(async () => {
    await database.close()
    await rm(folder, { recursive: true })
  })
  await migrate(database)
  return database
}

/** Records durably, in batches; resolves to how long it took. */
async function recordAll(database: Database, tally: Tally, pages: number): Promise<number> {
  const start = performance.now()
  for (let batch = 0; batch < BATCHES_A_ROUND; batch += 1) {
    const signUps = Array.from({ length: BATCH }, () => aSignUp(pages))
    await changeOutbox(database, (change) => record(change, signUps, { ...CAPACITY, tally }))
  }
  return performance.now() - start
}

test.for([
  { pages: 3, title: 'a few pages' },
  { pages: 200, title: 'as many pages as are counted' },
])('recording with the counts, $title', async ({ pages, title }) => {
  const databases = { counted: await aDatabase(), uncounted: await aDatabase() }
  const tally = createTally()
  const ms: { counted: number[]; uncounted: number[] } = { counted: [], uncounted: [] }
  // In turns, so that whatever else the machine does meets both alike.
  for (let round = 0; round <= ROUNDS; round += 1) {
    const counted = await recordAll(databases.counted, tally, pages)
    const uncounted = await recordAll(databases.uncounted, UNCOUNTED, pages)
    // The first round compiles.
    if (round > 0) {
      ms.counted.push(counted)
      ms.uncounted.push(uncounted)
    }
  }
  const median = (all: number[]) => all.sort((a, b) => a - b)[all.length >> 1] ?? 0
  const speed = (all: number[]) => ((BATCH * BATCHES_A_ROUND) / median(all)) * 1000
  report(`recorded and counted, ${title}`, `${speed(ms.counted).toFixed(0)}/s`)
  report('  the same without counting', `${speed(ms.uncounted).toFixed(0)}/s`)
  judge('  with counting to without', { measured: speed(ms.counted) / speed(ms.uncounted), least: 0.95 })
})
