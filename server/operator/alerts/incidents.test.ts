import { pino } from 'pino'
import { describe, expect, test } from 'vitest'
import type { Database } from '../../store/database.ts'
import { createTestClock, type TestClock } from '../../testing/clock.ts'
import { ENGINES, newDatabase } from '../../testing/databases.ts'
import { counts, testFacts } from '../../testing/facts.ts'
import { DAY_MS, MINUTE_MS } from '../../time/duration.ts'
import { createAlerts } from './alerts.ts'
import { deleteOldIncidents, listIncidents, recordPastIncident } from './incidents.ts'

const HEALTHY = testFacts()
const LOST = testFacts({ connection: { kind: 'disconnected', reason: 'grant_lost' } })

/** Looks at these facts, one after the other and a minute apart, as a relay without any channel does. */
async function look(database: Database, clock: TestClock, ...all: (typeof HEALTHY)[]): Promise<void> {
  for (const facts of all) {
    const { check, stop } = createAlerts({
      ...{ database: clock.watch(database), facts: async () => facts, channels: [], sleep: clock.sleep },
      log: pino({ level: 'silent' }),
    })
    await check()
    await stop()
    clock.advance(MINUTE_MS)
  }
}

const all = (database: Database, since = 0) => listIncidents(database, { since, most: 10 })

describe.each(ENGINES)('%s', (engine) => {
  test('keeps each trouble from its beginning to its end, with its latest sentence, lasting ones first', async () => {
    const [database, clock] = [await newDatabase(engine), createTestClock()]
    const begun = clock.now()
    const parked = (count: number) => testFacts({ counts: counts({ parked: count }) })
    await look(database, clock, HEALTHY, parked(1), parked(2), HEALTHY)
    await look(database, clock, { ...LOST, cloned: true }, LOST)
    const at = (minutes: number) => begun + minutes * MINUTE_MS
    expect(await all(database)).toMatchObject([
      { trouble: 'disconnected', beganAt: at(4), mendedAt: null },
      { trouble: 'cloned', beganAt: at(4), mendedAt: at(5) },
      { trouble: 'parked', sentence: expect.stringMatching(/^2 sign-ups/), beganAt: at(1), mendedAt: at(3) },
    ])
    expect(await all(database, at(3))).toHaveLength(2)
  })

  test('keeps a trouble that began before this version was installed', async () => {
    const [database, clock] = [await newDatabase(engine), createTestClock()]
    const beganAt = clock.now()
    await look(database, clock, LOST)
    await database.run('DELETE FROM incidents')
    await look(database, clock, LOST, HEALTHY)
    expect(await all(database)).toMatchObject([{ beganAt, mendedAt: beganAt + 2 * MINUTE_MS }])
  })

  test('continues a trouble that comes back with a clock that was set back', async () => {
    const [database, clock] = [await newDatabase(engine), createTestClock()]
    const beganAt = clock.now()
    await look(database, clock, LOST, HEALTHY)
    clock.advance(-2 * MINUTE_MS)
    await look(database, clock, LOST)
    expect(await all(database)).toMatchObject([{ trouble: 'disconnected', beganAt, mendedAt: null }])
    clock.advance(-5 * MINUTE_MS)
    await look(database, clock, HEALTHY)
    const mendedAt = beganAt - 4 * MINUTE_MS
    expect(await all(database)).toMatchObject([{ beganAt: mendedAt, mendedAt }])
  })

  test('keeps one row of a trouble that every relay writes down once it is over', async () => {
    const database = await newDatabase(engine)
    const past = { trouble: 'store', sentence: 'No sign-up can be kept.', beganAt: 1_000, mendedAt: 31_000 }
    await recordPastIncident(database, past)
    await recordPastIncident(database, { ...past, beganAt: 3_000, mendedAt: 33_000 })
    const next = { ...past, beganAt: 60_000, mendedAt: 90_000 }
    await recordPastIncident(database, next)
    await look(database, createTestClock(), HEALTHY)
    expect(await all(database)).toEqual([next, past])
  })

  test('deletes what was over 400 days ago, and nothing that lasts', async () => {
    const [database, clock] = [await newDatabase(engine), createTestClock()]
    await look(database, clock, { ...LOST, cloned: true }, LOST)
    clock.advance(399 * DAY_MS)
    expect(await deleteOldIncidents(database, clock.now(), 500)).toBe(0)
    clock.advance(DAY_MS)
    expect(await deleteOldIncidents(database, clock.now(), 500)).toBe(1)
    expect(await all(database)).toMatchObject([{ trouble: 'disconnected', mendedAt: null }])
  })
})
