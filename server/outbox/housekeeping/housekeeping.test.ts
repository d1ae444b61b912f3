import { pino } from 'pino'
import { describe, expect, test } from 'vitest'
import { openKeyedHash } from '../../store/keyed-hash.ts'
import { createSeal } from '../../store/sealed.ts'
import { onClock } from '../../testing/clock.ts'
import { ENGINES } from '../../testing/databases.ts'
import { SECRET } from '../../testing/relay.ts'
import { aSignUp, REQUEST } from '../../testing/sign-up.ts'
import { aWorld } from '../../testing/world.ts'
import { HOUR_MS } from '../../time/duration.ts'
import { sleep } from '../../time/timeout.ts'
import { countSignUps } from '../change.ts'
import { openConsent } from '../consent.ts'
import { createOutbox } from '../outbox.ts'
import { createHousekeeping, tidy } from './housekeeping.ts'

const NEW_SECRET = 'another secret key of more than thirty-two characters'

describe.each(ENGINES)('%s', (engine) => {
  async function anOldWorld(states: string[], email_address?: string) {
    const world = await aWorld(engine)
    for (const [n, state] of states.entries()) {
      const part = { email_address: email_address ?? `${n}@example.org`, first_name: `${n}` }
      await world.outbox.record(aSignUp(part), REQUEST)
      const isToDeliver = state === 'recorded' || state === 'waiting'
      const dueAt = isToDeliver ? world.clock.now() : null
      await world.database.run('UPDATE signups SET state = ?, due_at = ? WHERE id = ?', state, dueAt, n + 1)
    }
    const ids = async (where: string) =>
      (await world.database.all(`SELECT id FROM signups WHERE ${where} ORDER BY id`)).map((row) => row['id'])
    const keeps = { retentionHours: 24, consentRetentionDays: 10 }
    return { ...world, ids, tidy: () => tidy(world.database, keeps) }
  }

  test('erases the content of delivered sign-ups after the retention, and of no others', async () => {
    const world = await anOldWorld(['delivered', 'recorded', 'waiting', 'held', 'parked'])
    world.clock.advance(24 * HOUR_MS - 1)
    await world.tidy()
    expect(await world.ids('payload IS NULL')).toEqual([])
    world.clock.advance(1)
    await world.tidy()
    expect(await world.ids('payload IS NULL')).toEqual([1])
  })

  test('removes settled sign-ups once they can no longer be repeated, and keeps the counts', async () => {
    const world = await anOldWorld(['delivered', 'refused', 'recorded', 'waiting', 'held', 'parked'])
    world.clock.advance(7 * 24 * HOUR_MS)
    await world.tidy()
    expect(await world.ids('1 = 1')).toEqual([3, 4, 5, 6])
    expect(await countSignUps(world.database)).toMatchObject({ recorded: 6 })
  })

  test('keeps newer sign-ups for as long as a parked one of the same address depends on them', async () => {
    const world = await anOldWorld(['delivered', 'parked', 'delivered'], 'ada@example.org')
    world.clock.advance(30 * 24 * HOUR_MS)
    await world.tidy()
    expect(await world.ids('1 = 1')).toEqual([2, 3])
    expect(await world.ids('payload IS NULL')).toEqual([3])
  })

  test('keeps consents long after the sign-ups are gone, and erases them after their own retention', async () => {
    const world = await anOldWorld(['delivered'])
    const consents = () => world.database.all('SELECT signup FROM consents')
    world.clock.advance(10 * 24 * HOUR_MS - 1)
    await world.tidy()
    expect(await world.ids('1 = 1')).toEqual([])
    expect(await consents()).toEqual([{ signup: 1 }])
    world.clock.advance(1)
    await world.tidy()
    expect(await consents()).toEqual([])
  })

  test('forgets who was asked once the cooldown is over', async () => {
    const world = await anOldWorld([])
    const now = world.clock.now()
    await world.database.run(
      "INSERT INTO asked VALUES ('mailed', ?, 0, 0), ('quiet', 0, ?, 0), ('left', 0, 0, ?)",
      now,
      now + 30 * 24 * HOUR_MS,
      now,
    )
    const asked = async () =>
      (await world.database.all('SELECT address FROM asked ORDER BY address')).map((row) => row['address'])
    world.clock.advance(24 * HOUR_MS)
    await world.tidy()
    expect(await asked()).toEqual(['left', 'quiet'])
    world.clock.advance(29 * 24 * HOUR_MS)
    await world.tidy()
    expect(await asked()).toEqual([])
  })

  test('continues until nothing is left to do', async () => {
    const world = await anOldWorld([])
    const values = Array.from({ length: 1200 }, (_, n) => `('${n}', 'a', 0)`).join(', ')
    await world.database.run(`INSERT INTO calls (id, address, at) VALUES ${values}`)
    expect(await world.tidy()).toBe(true)
    expect(await world.tidy()).toBe(true)
    expect(await world.tidy()).toBe(false)
    expect(await world.database.all('SELECT * FROM calls')).toEqual([])
  })

  test('erases nothing before the clock has been steady', async () => {
    const world = await anOldWorld(['delivered'])
    const housekeeping = createHousekeeping({
      isOwnOrigin: () => true,
      database: onClock(world.database, () => world.clock.now() + 365 * 24 * HOUR_MS),
      ...{ sleep, seal: createSeal([SECRET], 'sign-ups'), replacesKey: false, deleteExpired: [] },
      ...{ retentionHours: 24, consentRetentionDays: 10, log: pino({ enabled: false }) },
    })
    housekeeping.start()
    await housekeeping.stop()
    expect(await world.ids('payload IS NOT NULL')).toEqual([1])
    expect(await world.database.all('SELECT signup FROM consents')).toEqual([{ signup: 1 }])
  })

  test('counts what an earlier version recorded, at once', async () => {
    const world = await anOldWorld(['delivered', 'parked'])
    await world.database.run('DELETE FROM daily_counts')
    await world.database.run('UPDATE consents SET counted = NULL')
    const housekeeping = createHousekeeping({
      ...{ database: world.database, sleep, isOwnOrigin: () => true, seal: createSeal([SECRET], 'sign-ups') },
      ...{ replacesKey: false, deleteExpired: [], retentionHours: 24, consentRetentionDays: 10 },
      log: pino({ enabled: false }),
    })
    housekeeping.start()
    const counted = () => world.database.all('SELECT SUM(signed_up) AS n FROM daily_counts')
    await expect.poll(counted).toEqual([{ n: 2 }])
    await housekeeping.stop()
  })

  test('re-encrypts what an old key sealed, so that the old key is no longer needed', async () => {
    const world = await anOldWorld(['recorded', 'waiting', 'parked'])
    const both = createSeal([NEW_SECRET, SECRET], 'sign-ups')
    const keyedHash = await openKeyedHash(world.database, both)
    const outbox = createOutbox({
      ...{ database: world.database, seal: both, keyedHash, maxWaiting: 9, perSecond: 4, callsEach: 1 },
      ...{ now: world.clock.now, sleep: world.clock.sleep, isOwnOrigin: () => true },
    })
    await outbox.record(aSignUp({ first_name: 'Newest' }), REQUEST)
    const log: string[] = []
    const note = (_: unknown, text?: string) => void log.push(text ?? String(_))
    const housekeeping = createHousekeeping({
      database: world.database,
      sleep,
      retentionHours: 24,
      consentRetentionDays: 10,
      seal: both,
      isOwnOrigin: () => true,
      replacesKey: true,
      deleteExpired: [],
      log: { info: note, warn: note, error: note },
    })
    housekeeping.start()
    await expect.poll(() => log).toEqual([expect.stringContaining('the old one can be taken out')])
    await housekeeping.stop()
    const alone = createSeal([NEW_SECRET], 'sign-ups')
    const rows = await world.database.all('SELECT identity, payload FROM signups')
    const opened = rows.map((row) => alone.open(String(row['payload']), String(row['identity'])))
    expect(opened.map(({ kind }) => kind)).toEqual(['opened', 'opened', 'opened', 'opened'])
    const consents = await world.database.all('SELECT address, sealed FROM consents')
    expect(
      consents.map((row) => openConsent(alone, String(row['sealed']), String(row['address']))?.text),
    ).toEqual(Array.from({ length: 4 }, () => 'Yes, write to me'))
    await openKeyedHash(world.database, alone)
  })
})
