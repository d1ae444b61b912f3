import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createOutboxAdmin } from '../../operator/outbox-admin.ts'
import type { FaultRuleInput } from '../../sandbox/rules/faults.ts'
import type { Engine } from '../../store/database.ts'
import { openKeyedHash } from '../../store/keyed-hash.ts'
import { migrate } from '../../store/migrations/migrate.ts'
import { createTestClock } from '../../testing/clock.ts'
import { ENGINES, newDatabaseUrl, openTestDatabase } from '../../testing/databases.ts'
import { LONG_TEST_MS, runs } from '../../testing/long-run.ts'
import { aRelay, seal, signUpRows } from '../../testing/relay.ts'
import { aSignUp, REQUEST } from '../../testing/sign-up.ts'
import { aVendor } from '../../testing/vendor.ts'
import { DAY_MS, HOUR_MS } from '../../time/duration.ts'
import { changeOutbox } from '../change.ts'
import { confirm } from '../pending-confirmation.ts'
import { readCounts } from './read-counts.ts'

const PEOPLE = ['ada@example.org', 'bob@example.org', 'eve@example.org']
const PAGES = ['https://www.bakery.example/', 'https://www.bakery.example/news', undefined]
const FAULTS: FaultRuleInput['fault'][] = [
  { kind: 'status', status: 400 },
  { kind: 'status', status: 503 },
  { kind: 'cut' },
  { kind: 'applied-then-cut' },
]

const happening = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .record({
        email_address: fc.constantFrom(...PEOPLE),
        page: fc.constantFrom(...PAGES),
        first_name: fc.constantFrom('Ada', 'Bob'),
        hold: fc.boolean(),
        awaited: fc.boolean(),
        relay: fc.nat(1),
      })
      .map((signUp) => ({ kind: 'sign-up', ...signUp }) as const),
  },
  {
    weight: 3,
    arbitrary: fc.integer({ min: 1, max: 40 }).map((hours) => ({ kind: 'time', hours }) as const),
  },
  { weight: 2, arbitrary: fc.constantFrom(...FAULTS).map((fault) => ({ kind: 'fault', fault }) as const) },
  { weight: 1, arbitrary: fc.constant({ kind: 'kill' } as const) },
  { weight: 2, arbitrary: fc.nat(20).map((nth) => ({ kind: 'retry', nth }) as const) },
  { weight: 1, arbitrary: fc.nat(20).map((nth) => ({ kind: 'drop', nth }) as const) },
  { weight: 1, arbitrary: fc.constant({ kind: 'confirm' } as const) },
  { weight: 1, arbitrary: fc.constantFrom(...PEOPLE).map((person) => ({ kind: 'forget', person }) as const) },
)
type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never

/** Lives through these with two relays on one database, and compares the counts with what became of each sign-up. */
async function live(engine: Engine, happenings: Happening[]): Promise<void> {
  const url = await newDatabaseUrl(engine)
  const clock = createTestClock()
  const vendor = aVendor(clock)
  const first = await openTestDatabase(url)
  const database = clock.watch(first)
  await migrate(database)
  const databases = [first, await openTestDatabase(url)]
  let relays = await Promise.all(databases.map((one) => aRelay(one, clock, vendor)))
  for (const { dispatcher } of relays) dispatcher.start()
  const admin = createOutboxAdmin({ database, seal, keyedHash: await openKeyedHash(database, seal) })

  /** The day on which each sign-up was recorded, and what the outbox said of it last. */
  const lives = new Map<number, { day: number; page: string; became: string }>()
  async function look() {
    for (const { id, state, outcome } of await signUpRows(database)) {
      const life = lives.get(Number(id))
      if (life !== undefined) life.became = state === 'delivered' ? String(outcome) : String(state)
    }
  }

  for (const one of happenings) {
    if (one.kind === 'sign-up') {
      const { relay, hold, awaited, page, ...part } = one
      const outbox = relays[relay]?.outbox
      if (outbox === undefined) throw new Error('There are two relays')
      const day = Math.floor(clock.now() / DAY_MS)
      const signUp = aSignUp({ ...part, ...(page !== undefined && { page }) })
      const patienceMs = awaited && !hold ? 2000 : 0
      const result = await outbox.record(signUp, { ...REQUEST, hold, patienceMs })
      if (result.kind === 'recorded' && !result.duplicate) {
        lives.set(result.id, { day, page: page ?? '', became: 'recorded' })
        if (patienceMs > 0) await clock.run(outbox.settled(result.id, patienceMs))
      }
    }
    if (one.kind === 'time') clock.advance(one.hours * HOUR_MS)
    if (one.kind === 'fault') vendor.sandbox.control.addFault({ path: '/v3/', fault: one.fault, times: 1 })
    if (one.kind === 'kill') {
      for (const relay of relays) relay.kill()
      relays = await Promise.all(databases.map((each) => aRelay(each, clock, vendor)))
      for (const { dispatcher } of relays) dispatcher.start()
    }
    await clock.idle()
    await look()
    if (one.kind === 'retry') await admin.retry(one.nth)
    if (one.kind === 'drop') await admin.drop(one.nth)
    if (one.kind === 'forget') await admin.forget(one.person)
    if (one.kind === 'confirm') {
      const [held] = await database.all('SELECT id FROM confirmations ORDER BY id LIMIT 1')
      if (held !== undefined) await changeOutbox(database, (change) => confirm(change, String(held['id'])))
    }
  }
  for (const relay of relays) relay.kill()
  await look()

  const all = [...lives.values()]
  const count = (which: typeof all, ...became: string[]) =>
    which.filter((life) => became.includes(life.became)).length
  const signedUp = (which: typeof all) => which.length - count(which, 'refused')
  const { days, pages } = await readCounts(database, { from: 0, to: 100_000 })
  expect(days).toEqual(
    [...new Set(all.map(({ day }) => day))].sort().map((day) => {
      const ofDay = all.filter((life) => life.day === day)
      const settled = { created: count(ofDay, 'created'), updated: count(ofDay, 'updated') }
      return { day, started: 0, signedUp: signedUp(ofDay), ...settled }
    }),
  )
  for (const { name, signedUp: counted } of pages) {
    expect(counted).toBe(signedUp(all.filter(({ page }) => page === name)))
  }
}

test.each(ENGINES)(
  'whatever becomes of sign-ups, the counts say what happened, on %s',
  async (engine) => {
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { minLength: 5, maxLength: 25 }), (happenings) =>
        live(engine, happenings),
      ),
      { numRuns: engine === 'sqlite' ? runs(8, 100) : runs(2, 20), endOnFailure: true },
    )
  },
  LONG_TEST_MS,
)
