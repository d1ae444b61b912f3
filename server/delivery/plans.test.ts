import { expect, test } from 'vitest'
import { createTestClock } from '../outbox/test-clock.ts'
import { anOutbox, aSignUp, CONTEXT } from '../outbox/test-outbox.ts'
import type { Database, Row, SqlValue } from '../store/database.ts'
import { newDatabase } from '../store/test-databases.ts'
import { aRelay, aVendor, rows, runUntil } from './test-relay.ts'

/** A database that notes how SQLite goes about each statement. */
function explained(database: Database, plans: Map<string, string>): Database {
  const explain = async (on: Database, sql: string, parameters: SqlValue[]) => {
    if (!/^\s*(SELECT|UPDATE|DELETE)/.test(sql)) return
    const steps: Row[] = await on.all(`EXPLAIN QUERY PLAN ${sql}`, ...parameters)
    plans.set(sql, steps.map((step) => String(step['detail'])).join('; '))
  }
  const over = (on: Database): Database => ({
    ...on,
    async run(sql, ...parameters) {
      await explain(on, sql, parameters)
      return on.run(sql, ...parameters)
    },
    async all(sql, ...parameters) {
      await explain(on, sql, parameters)
      return on.all(sql, ...parameters)
    },
    transaction: (work) => on.transaction((inner) => work(over(inner))),
  })
  return over(database)
}

test('neither recording nor delivering ever looks through the whole outbox', async () => {
  const plans = new Map<string, string>()
  const database = explained(await newDatabase('sqlite'), plans)
  const clock = createTestClock()
  const relay = await aRelay(database, clock, aVendor(clock))
  const outbox = await anOutbox(database, clock)
  relay.dispatcher.start()
  for (const first_name of ['Ada', 'x'.repeat(51), 'Augusta', 'A', 'B']) {
    const recorded = await outbox.record(aSignUp({ first_name }), CONTEXT)
    const told = outbox.settled(recorded.kind === 'recorded' ? recorded.id : 0, 100)
    await runUntil(
      clock,
      async () => (await rows(database)).at(-1)?.state !== 'recorded' || first_name === 'B',
    )
    clock.advance(1000)
    await told
  }
  const onSignUps = [...plans].filter(
    ([sql]) => /signups|calls/.test(sql) && !sql.includes('SELECT * FROM signups'),
  )
  expect(onSignUps.length).toBeGreaterThan(10)
  for (const [sql, plan] of onSignUps) {
    expect(plan, sql).not.toMatch(/SCAN (signups|calls)|signups_since/)
    if (/ORDER BY due_at/.test(sql)) expect(plan, sql).toMatch(/signups_due/)
    if (/ORDER BY due_at/.test(sql)) expect(plan, sql).not.toMatch(/TEMP B-TREE/)
  }
})
