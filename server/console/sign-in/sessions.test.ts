import { describe, expect, test } from 'vitest'
import { createTestClock } from '../../testing/clock.ts'
import { ENGINES, newDatabase } from '../../testing/databases.ts'
import { DAY_MS, HOUR_MS } from '../../time/duration.ts'
import { createSessions } from './sessions.ts'

const KEY = 'k'.repeat(32)

describe.each(ENGINES)('a session, on %s', (engine) => {
  test('lasts twelve hours, or thirty days if asked, at any relay on the database', async () => {
    const [database, clock] = [await newDatabase(engine), createTestClock()]
    const parts = { database, secretKey: KEY, now: clock.now }
    const [sessions, others] = [createSessions(parts), createSessions(parts)]
    const short = await sessions.begin({ long: false })
    const long = await sessions.begin({ long: true })
    expect([short.lifeMs, long.lifeMs]).toEqual([12 * HOUR_MS, 30 * DAY_MS])
    expect(await others.find(short.id)).toEqual({ hash: short.hash, token: short.token })
    clock.advance(12 * HOUR_MS)
    expect(await others.find(short.id)).toBe(undefined)
    expect(await others.find(long.id)).toBeDefined()
    clock.advance(30 * DAY_MS)
    expect(await others.find(long.id)).toBe(undefined)
    await sessions.begin({ long: false })
    expect(await database.all('SELECT hash FROM console_sessions')).toHaveLength(1)
  })

  test('of twelve hours does not last longer where the clock is set back a day', async () => {
    const [database, clock] = [await newDatabase(engine), createTestClock()]
    const sessions = createSessions({ database, secretKey: KEY, now: clock.now })
    const short = await sessions.begin({ long: false })
    const long = await sessions.begin({ long: true })
    const before = createSessions({ database, secretKey: KEY, now: () => clock.now() - DAY_MS })
    expect(await before.find(short.id)).toBe(undefined)
    expect(await before.find(long.id)).toBe(undefined)
    const soon = createSessions({ database, secretKey: KEY, now: () => clock.now() - 1000 })
    expect(await soon.find(short.id)).toEqual({ hash: short.hash, token: short.token })
    expect(await soon.find(long.id)).toBeDefined()
  })

  test('ends alone or with all others, and with the key', async () => {
    const database = await newDatabase(engine)
    const { now } = createTestClock()
    const sessions = createSessions({ database, secretKey: KEY, now })
    const [one, two, three] = [
      await sessions.begin({ long: false }),
      await sessions.begin({ long: true }),
      await sessions.begin({ long: false }),
    ]
    expect(await createSessions({ database, secretKey: 'n'.repeat(32), now }).find(one.id)).toBe(undefined)
    await sessions.end(one)
    expect(await sessions.find(one.id)).toBe(undefined)
    expect(await sessions.find(two.id)).toBeDefined()
    await sessions.endAll()
    for (const { id } of [two, three]) expect(await sessions.find(id)).toBe(undefined)
  })

  test('is not found by its hash, nor by anything else that is not its id', async () => {
    const sessions = createSessions({
      ...{ database: await newDatabase(engine), secretKey: KEY, now: createTestClock().now },
    })
    const { id, hash, token } = await sessions.begin({ long: false })
    for (const guess of [hash, token, '', '%', id.slice(1), `${id}A`, `${id} `])
      expect(await sessions.find(guess)).toBe(undefined)
  })
})
