import { describe, expect, it } from 'vitest'
import { createTestClock } from '../../testing/clock.ts'
import { ENGINES, newDatabase } from '../../testing/databases.ts'
import { HOUR_MS } from '../../time/duration.ts'
import { createConnectCodes } from './connect-codes.ts'

describe.each(ENGINES)('a connect code, on %s', (engine) => {
  it('works once, at any relay on the database', async () => {
    const database = await newDatabase(engine)
    const { now } = createTestClock()
    const code = await createConnectCodes(database, now).issue()
    const other = createConnectCodes(database, now)
    expect(code).toMatch(/^[\da-f]{32}$/)
    expect(await Promise.all([other.spend(` ${code.toUpperCase()} `), other.spend(code)])).toContain(true)
    expect(await other.spend(code)).toBe(false)
  })

  it('works for an hour, and other codes stay valid', async () => {
    const clock = createTestClock()
    const codes = createConnectCodes(await newDatabase(engine), clock.now)
    const early = await codes.issue()
    clock.advance(HOUR_MS / 2)
    const late = await codes.issue()
    clock.advance(HOUR_MS / 2)
    expect(await codes.spend(early)).toBe(false)
    expect(await codes.spend(late)).toBe(true)
  })

  it('is stored as a hash only, and only while it is valid', async () => {
    const database = await newDatabase(engine)
    const clock = createTestClock()
    const codes = createConnectCodes(database, clock.now)
    const code = await codes.issue()
    expect(JSON.stringify(await database.all('SELECT * FROM connect_codes'))).not.toContain(code)
    clock.advance(HOUR_MS)
    await codes.issue()
    expect(await database.all('SELECT * FROM connect_codes')).toHaveLength(1)
  })

  it('does not match a similar code', async () => {
    const codes = createConnectCodes(await newDatabase(engine), createTestClock().now)
    const code = await codes.issue()
    for (const guess of ['', code.slice(1), `${code}0`, '%', code.replace(/./, 'g')]) {
      expect(await codes.spend(guess)).toBe(false)
    }
  })
})
