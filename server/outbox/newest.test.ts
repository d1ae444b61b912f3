import { describe, expect, test } from 'vitest'
import type { Database } from '../store/database.ts'
import { ENGINES, newDatabase } from '../testing/databases.ts'
import { explained } from '../testing/query-plans.ts'
import { seal } from '../testing/relay.ts'
import { changeOutbox } from './change.ts'
import { consentsBetween } from './consent.ts'
import { parkedIds } from './listing.ts'
import { contentsOf, MOST_COUNTED, newestSignUps, type Position, parkedReasons } from './newest.ts'
import type { State } from './states.ts'

type Stored = { id: number; state: State; since: number; reason?: string }

async function store(database: Database, rows: readonly Stored[]): Promise<void> {
  for (const { id, state, since, reason = null } of rows) {
    await database.run(
      `INSERT INTO signups (id, address, identity, state, reason, recorded_at, since, due_at, in_line, alone, attempts, says, request_id)
        VALUES (?, '', '', ?, ?, ?, ?, ?, 0, 0, 0, '', '')`,
      ...[id, state, reason, since, since, ['recorded', 'waiting'].includes(state) ? since : null],
    )
  }
}

/** Enough that PostgreSQL, too, would rather use an index than look through them. */
const MANY = 40_000
const FILL = {
  sqlite: `WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ${MANY})`,
  postgres: `WITH numbers (n) AS (SELECT generate_series(1, ${MANY}))`,
}

/** As many sign-ups delivered as parked for one reason, and a consent of each; those of one commit have one time. */
async function fill(database: Database): Promise<void> {
  await database.run(
    `${FILL[database.engine]} INSERT INTO signups
        (id, address, identity, state, reason, recorded_at, since, in_line, alone, attempts, says, request_id)
      SELECT n, '', '', CASE n % 2 WHEN 0 THEN 'delivered' ELSE 'parked' END, CASE n % 2 WHEN 0 THEN NULL ELSE 'refused' END,
        n / 500, n / 500, 0, 0, 0, '', '' FROM numbers`,
  )
  await database.run(
    `${FILL[database.engine]} INSERT INTO consents (signup, address, recorded_at, sealed) SELECT n, '', n / 500, '' FROM numbers`,
  )
  if (database.engine === 'postgres') await database.run('ANALYZE')
}

describe.each(ENGINES)('%s', (engine) => {
  test('lists the newest first, page by page, of several states, and misses none of those with one time', async () => {
    const database = await newDatabase(engine)
    const rows = Array.from({ length: 30 }, (_, n): Stored => {
      return { id: n + 1, state: n % 3 === 0 ? 'recorded' : 'waiting', since: Math.floor(n / 7) }
    })
    await store(database, [...rows, { id: 99, state: 'parked', since: 9 }])
    const found: number[] = []
    for (let after: Position | undefined; ; ) {
      const page = await newestSignUps(database, ['recorded', 'waiting'], 7, after)
      found.push(...page.map(({ id }) => id))
      if (page.length < 7) break
      after = page.at(-1)
      // Whoever signs up meanwhile is on no later page.
      await store(database, [{ id: 100 + found.length, state: 'waiting', since: 10 }])
    }
    expect(found).toEqual(rows.map(({ id }) => id).reverse())
  })

  test('reads all of a state with their content, some at a time', async () => {
    const database = await newDatabase(engine)
    await store(
      database,
      Array.from({ length: 5 }, (_, n) => ({ id: n + 1, state: 'parked', since: 0 }) as const),
    )
    const found: number[][] = []
    for await (const some of contentsOf(database, seal, ['parked'], 2)) found.push(some.map(({ id }) => id))
    expect(found).toEqual([[5, 4], [3, 2], [1]])
  })

  test('counts the parked ones of each reason, up to a limit, and never looks through all sign-ups or consents, nor sorts them', async () => {
    const bare = await newDatabase(engine)
    await fill(bare)
    const plans = new Map<string, string>()
    const database = explained(bare, plans)
    await store(bare, [
      { id: MANY + 1, state: 'parked', since: 1, reason: 'not_found' },
      { id: MANY + 2, state: 'parked', since: 1, reason: 'not_found' },
      { id: MANY + 3, state: 'held', since: 1, reason: 'unconfirmed' },
    ])
    expect(await parkedReasons(database)).toEqual([
      { reason: 'not_found', count: 2 },
      { reason: 'refused', count: MOST_COUNTED },
    ])
    expect(await changeOutbox(database, (change) => parkedIds(change, 9, 'not_found'))).toEqual([
      MANY + 1,
      MANY + 2,
    ])
    await newestSignUps(database, ['delivered'], 26)
    await newestSignUps(database, ['delivered'], 26, { since: 40, id: MANY })
    await changeOutbox(database, (change) => parkedIds(change, 200))
    const consents: number[] = []
    for await (const some of consentsBetween(database, seal, { from: 40, to: 42 }, 300))
      consents.push(...some.map(({ signUp }) => signUp))
    expect(consents).toEqual(Array.from({ length: 1000 }, (_, n) => 20_000 + n))
    const about = [...plans].filter(([sql]) => /signups|consents/.test(sql))
    expect(about).toHaveLength(6)
    for (const [sql, plan] of about) {
      expect(plan, sql).toMatch(/signups_|consents_/)
      // PostgreSQL sorts those of one commit, which have the same time.
      expect(plan, sql).not.toMatch(/SCAN (signups|consents)|Seq Scan|TEMP B-TREE|-> +Sort /)
    }
  })
})
