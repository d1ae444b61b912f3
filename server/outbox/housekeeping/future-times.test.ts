import { describe, expect, test } from 'vitest'
import { ENGINES } from '../../testing/databases.ts'
import { aSignUp, REQUEST } from '../../testing/sign-up.ts'
import { aWorld } from '../../testing/world.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../time/duration.ts'
import { correctFutureTimes } from './future-times.ts'
import { tidy } from './housekeeping.ts'

describe.each(ENGINES)('%s', (engine) => {
  async function anOutbox() {
    const world = await aWorld(engine)
    const { database, clock } = world
    let taken = 0
    /** The times of every sign-up, in minutes relative to now. */
    const times = async () => {
      const rows = await database.all('SELECT recorded_at, since, due_at FROM signups ORDER BY id')
      return rows.map((row) =>
        [row['recorded_at'], row['since'], row['due_at']].map((time) =>
          time === null ? null : (Number(time) - clock.now()) / MINUTE_MS,
        ),
      )
    }
    return {
      ...world,
      times,
      take: (email_address: string, hold = false) => {
        taken += 1
        return world.outbox.record(aSignUp({ email_address, first_name: `${taken}` }), { ...REQUEST, hold })
      },
      /** Makes the newest sign-up wait this long, for a reason or behind another. */
      putOff: (inMs: number, reason: string | null = null) =>
        database.run(
          'UPDATE signups SET reason = ?, due_at = ? WHERE id = (SELECT MAX(id) FROM signups)',
          reason,
          clock.now() + inMs,
        ),
      dueIn: async () => (await times()).map(([, , due]) => due),
      correct: () => correctFutureTimes(database, 500),
    }
  }

  test('a year ahead and back: a repeat is a new sign-up, and what is done is erased in time', async () => {
    const world = await anOutbox()
    const { database, clock } = world
    clock.advance(365 * DAY_MS)
    const record = () => world.outbox.record(aSignUp(), { ...REQUEST, patienceMs: 0 })
    expect(await record()).toMatchObject({ duplicate: false })
    await database.run(
      "UPDATE signups SET state = 'delivered', outcome = 'created', due_at = NULL, since = ?",
      clock.now(),
    )
    await database.run(
      "INSERT INTO asked (address, mailed_at, quiet_until, resubscribe_at) VALUES ('a', ?, ?, ?)",
      clock.now(),
      clock.now() + 30 * DAY_MS,
      clock.now(),
    )
    clock.advance(-365 * DAY_MS)
    await world.correct()
    const now = clock.now()
    expect(await database.all('SELECT mailed_at, quiet_until, resubscribe_at FROM asked')).toEqual([
      { mailed_at: now, quiet_until: now + 30 * DAY_MS, resubscribe_at: now },
    ])
    expect(await database.all('SELECT recorded_at FROM consents')).toEqual([{ recorded_at: now }])
    expect(await world.times()).toEqual([[0, 0, null]])
    clock.advance(2 * MINUTE_MS)
    expect(await record()).toMatchObject({ duplicate: false })
    clock.advance(25 * HOUR_MS)
    await tidy(database, { retentionHours: 24, consentRetentionDays: 1 })
    const [first] = await database.all('SELECT payload FROM signups ORDER BY id')
    expect(first?.['payload']).toBe(null)
    expect(await database.all('SELECT signup FROM consents')).toEqual([])
  })

  test('recorded by a clock that was ahead and delivered by one that was right, it binds no longer than others', async () => {
    const world = await anOutbox()
    const { database, clock } = world
    clock.advance(365 * DAY_MS)
    const record = () => world.outbox.record(aSignUp(), { ...REQUEST, patienceMs: 0 })
    await record()
    clock.advance(-365 * DAY_MS)
    await database.run(
      "UPDATE signups SET state = 'delivered', outcome = 'created', due_at = NULL, since = ?",
      clock.now(),
    )
    expect(await record()).toMatchObject({ duplicate: true })
    clock.advance(2 * MINUTE_MS)
    expect(await record()).toMatchObject({ duplicate: false })
  })

  test('what a fast clock wrote counts as written now, and is due now', async () => {
    const { take, times, correct, clock, database } = await anOutbox()
    await take('ada@example.org')
    await take('bob@example.org', true)
    clock.advance(-3 * HOUR_MS)
    expect(await correct()).toEqual([1, 0, 2, 1, 0, 0, 2, 0, 0, 0])
    expect(await times()).toEqual([
      [0, 0, 0],
      [0, 0, null],
    ])
    expect(await database.all('SELECT mail_due_at FROM confirmations')).toEqual([
      { mail_due_at: clock.now() },
    ])
    expect(await database.all('SELECT awaited_until FROM signups WHERE awaited_until IS NOT NULL')).toEqual(
      [],
    )
    expect(await correct()).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0])
  })

  test('what it postponed is due now too, and what has arrived behind that', async () => {
    const { take, putOff, times, correct, clock } = await anOutbox()
    await take('ada@example.org')
    clock.advance(3 * HOUR_MS)
    await putOff(5 * MINUTE_MS, 'down')
    clock.advance(-2 * HOUR_MS)
    await take('ada@example.org')
    await putOff(2 * HOUR_MS)
    await correct()
    expect(await times()).toEqual([
      [-60, -60, 0],
      [0, 0, 0],
    ])
  })

  test('small differences between the clocks of relays change nothing', async () => {
    const { take, putOff, correct, clock, database } = await anOutbox()
    await database.run("INSERT INTO calls (id, address, at) VALUES ('1', 'a', ?)", clock.now())
    await take('ada@example.org')
    await take('bob@example.org')
    await putOff(7.5 * MINUTE_MS, 'down')
    await take('eve@example.org', true)
    clock.advance(-30_000)
    expect(await correct()).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0])
  })

  test('a sign-up that waits because of its address goes on waiting, and so do those behind it', async () => {
    const { take, putOff, dueIn, correct } = await anOutbox()
    await take('ada@example.org')
    await putOff(DAY_MS, 'address_limit')
    await take('ada@example.org')
    await putOff(DAY_MS)
    await take('bob@example.org')
    await putOff(2 * DAY_MS, 'abuse_lock')
    expect(await correct()).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0])
    expect(await dueIn()).toEqual([DAY_MS, DAY_MS, 2 * DAY_MS].map((ms) => ms / MINUTE_MS))
  })

  test('it waits no longer than the limit of its address lasts', async () => {
    const { take, putOff, dueIn, correct, clock, database } = await anOutbox()
    await take('ada@example.org')
    await putOff(DAY_MS, 'address_limit')
    await take('ada@example.org')
    await putOff(DAY_MS)
    await take('bob@example.org')
    await putOff(2 * DAY_MS, 'abuse_lock')
    await database.run("INSERT INTO calls (id, address, at) VALUES ('1', 'a', ?)", clock.now())
    clock.advance(-365 * DAY_MS)
    await correct()
    expect(await dueIn()).toEqual([0, 0, (3 * DAY_MS) / MINUTE_MS])
    expect(await database.all('SELECT at FROM calls')).toEqual([{ at: clock.now() }])
  })
})
