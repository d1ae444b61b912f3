import { describe, expect, it } from 'vitest'
import { createTestClock } from '../testing/clock.ts'
import { ENGINES, newDatabase } from '../testing/databases.ts'
import { HOUR_MS } from '../time/duration.ts'
import { createOneTimeCodes } from './one-time-codes.ts'

describe.each(ENGINES)('a one-time code, on %s', (engine) => {
  it('works once, at any relay on the database', async () => {
    const database = await newDatabase(engine)
    const { now } = createTestClock()
    const code = await createOneTimeCodes(database, now).issue('connect')
    const other = createOneTimeCodes(database, now)
    expect(code).toMatch(/^[\da-f]{32}$/)
    expect(
      await Promise.all([other.spend('connect', ` ${code.toUpperCase()} `), other.spend('connect', code)]),
    ).toContain(true)
    expect(await other.spend('connect', code)).toBe(false)
  })

  it('works for an hour, and other codes stay valid', async () => {
    const clock = createTestClock()
    const codes = createOneTimeCodes(await newDatabase(engine), clock.now)
    const early = await codes.issue('connect')
    clock.advance(HOUR_MS / 2)
    const late = await codes.issue('connect')
    clock.advance(HOUR_MS / 2)
    expect(await codes.spend('connect', early)).toBe(false)
    expect(await codes.spend('connect', late)).toBe(true)
  })

  it('is stored as a hash only, and only while it is valid', async () => {
    const database = await newDatabase(engine)
    const clock = createTestClock()
    const codes = createOneTimeCodes(database, clock.now)
    const code = await codes.issue('connect')
    expect(JSON.stringify(await database.all('SELECT * FROM connect_codes'))).not.toContain(code)
    clock.advance(HOUR_MS)
    await codes.issue('connect')
    expect(await database.all('SELECT * FROM connect_codes')).toHaveLength(1)
  })

  it('does not match a similar code', async () => {
    const codes = createOneTimeCodes(await newDatabase(engine), createTestClock().now)
    const code = await codes.issue('connect')
    for (const guess of ['', code.slice(1), `${code}0`, '%', code.replace(/./, 'g')]) {
      expect(await codes.spend('connect', guess)).toBe(false)
    }
  })
})
