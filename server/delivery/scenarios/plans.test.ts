import { expect, test } from 'vitest'
import { createTestClock } from '../../testing/clock.ts'
import { ENGINES, newDatabase } from '../../testing/databases.ts'
import { explained } from '../../testing/query-plans.ts'
import { anOutbox, aRelay } from '../../testing/relay.ts'
import { aSignUp, REQUEST } from '../../testing/sign-up.ts'
import { aVendor } from '../../testing/vendor.ts'
import { utcDay } from '../../time/utc-day.ts'

/** Enough that PostgreSQL, too, would rather use an index than look through them. */
const WAITING = 40_000
const FILL = {
  sqlite: `WITH RECURSIVE numbers (n) AS (SELECT 1001 UNION ALL SELECT n + 1 FROM numbers WHERE n < ${WAITING})`,
  postgres: `WITH numbers (n) AS (SELECT generate_series(1001, ${WAITING}))`,
}

test.each(ENGINES.flatMap((engine) => [[engine, 0] as const, [engine, 9500] as const]))(
  'neither recording nor delivering ever looks through the whole outbox, on %s with %i calls made',
  async (engine, used) => {
    const plans = new Map<string, string>()
    const bare = await newDatabase(engine)
    // They wait for tomorrow, and for nothing that this test looks at.
    await bare.run(
      `${FILL[engine]} INSERT INTO signups (id, address, identity, state, recorded_at, since, due_at, in_line, alone,
        attempts, says, payload, request_id)
      SELECT n, 'address ' || n, 'identity ' || n, 'waiting', 0, 0, 9000000000000, 1, 0, 0, '', '', '' FROM numbers`,
    )
    const database = explained(bare, plans)
    const clock = createTestClock()
    await bare.run('UPDATE dispatch SET day = ?, used = ?', utcDay(clock.now()), used)
    const relay = await aRelay(database, clock, aVendor(clock))
    const outbox = await anOutbox(database, clock)
    relay.dispatcher.start()
    for (const first_name of ['Ada', 'x'.repeat(51), 'Augusta', 'A', 'B']) {
      const recorded = await outbox.record(aSignUp({ first_name }), REQUEST)
      const told = outbox.settled(recorded.kind === 'recorded' ? recorded.id : 0, 100)
      const isTried = async () => {
        const [row] = await bare.all('SELECT state FROM signups WHERE id < 1000 ORDER BY id DESC LIMIT 1')
        return row?.['state'] !== 'recorded' || first_name === 'B'
      }
      await clock.runUntil(isTried)
      clock.advance(1000)
      await told
    }
    const onSignUps = [...plans].filter(
      ([sql]) => /signups|calls/.test(sql) && !sql.includes('SELECT * FROM signups'),
    )
    expect(onSignUps.length).toBeGreaterThan(10)
    for (const [sql, plan] of onSignUps) {
      expect(plan, sql).not.toMatch(/SCAN (signups|calls)|Seq Scan on signups|signups_since/)
      if (/ORDER BY due_at/.test(sql)) expect(plan, sql).toMatch(/signups_(due|proven)/)
      if (/ORDER BY due_at/.test(sql)) expect(plan, sql).not.toMatch(/TEMP B-TREE|Sort/)
    }
  },
)
