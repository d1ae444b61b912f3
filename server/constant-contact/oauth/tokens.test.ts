import { describe, expect, it } from 'vitest'
import { type Database, StoreError } from '../../store/database.ts'
import { migrate } from '../../store/migrations/migrate.ts'
import { createSeal } from '../../store/sealed.ts'
import { createRunningClock, createTestClock, onClock } from '../../testing/clock.ts'
import { ENGINES, newDatabase, newDatabaseUrl, openTestDatabase } from '../../testing/databases.ts'
import { testTokenEndpoint, testTokens } from '../../testing/tokens.ts'
import { DAY_MS, HOUR_MS } from '../../time/duration.ts'
import { createGrants } from './grants.ts'

const OLD = 'an old secret key of thirty-two or more characters'
const NEW = 'a new secret key of thirty-two or more characters'
const token = (number: number) => ({ kind: 'token', accessToken: `access-${number}` })
const lost = { kind: 'disconnected', reason: 'grant_lost' }
const unavailable = { kind: 'unavailable' } as const

describe.each(ENGINES)('the tokens, on %s', (engine) => {
  async function parts(options?: { rotating: boolean }) {
    const clock = createRunningClock()
    return { clock, database: await newDatabase(engine), vendor: testTokenEndpoint(clock, options) }
  }

  async function connected(options?: { rotating: boolean }) {
    return connectedTo(await parts(options))
  }

  async function connectedTo(parts: Parameters<typeof testTokens>[0]) {
    const relay = testTokens(parts)
    await relay.tokens.store(parts.vendor.connect())
    return { ...parts, ...relay }
  }

  it('do not exist before somebody has connected', async () => {
    const { tokens } = testTokens(await parts())
    const never = { kind: 'disconnected', reason: 'never_connected' }
    expect(await tokens.current()).toEqual(never)
    expect(await tokens.refreshAfter('any')).toEqual(never)
    expect(await tokens.status()).toEqual(never)
  })

  it('are used until they expire soon, then refreshed in time', async () => {
    const { tokens, vendor, clock } = await connected()
    expect(await tokens.current()).toEqual(token(0))
    clock.advance(22 * HOUR_MS)
    expect(await tokens.current()).toEqual(token(0))
    expect(vendor.calls).toEqual([])
    clock.advance(1.5 * HOUR_MS)
    expect(await tokens.current()).toEqual(token(1))
    expect(await tokens.current()).toEqual(token(1))
    expect(vendor.calls).toEqual(['refresh-0'])
  })

  it('survive a month of rotation', async () => {
    const { tokens, vendor, clock } = await connected()
    for (let day = 1; day <= 30; day += 1) {
      clock.advance(DAY_MS)
      expect(await tokens.current()).toEqual(token(day))
    }
    expect(new Set(vendor.calls).size).toBe(30)
  })

  it('keep a long-lived refresh token that the answer does not repeat', async () => {
    const { tokens, vendor, clock } = await connected({ rotating: false })
    for (const day of [1, 2, 3]) {
      clock.advance(DAY_MS)
      expect(await tokens.current()).toEqual(token(day))
    }
    expect(vendor.calls).toEqual(['refresh-0', 'refresh-0', 'refresh-0'])
  })

  it('are refreshed once for many callers at once', async () => {
    const { tokens, vendor, clock } = await connected()
    clock.advance(DAY_MS)
    const states = await Promise.all(Array.from({ length: 20 }, () => tokens.current()))
    expect(states).toEqual(Array(20).fill(token(1)))
    expect(vendor.calls).toHaveLength(1)
  })

  it('are refreshed once for several relays at once, and all get the new one', async () => {
    const url = await newDatabaseUrl(engine)
    const clock = createRunningClock()
    const vendor = testTokenEndpoint(clock)
    const relays = await Promise.all(
      [1, 2, 3].map(async () => {
        const database = await openTestDatabase(url)
        await migrate(database)
        return testTokens({ database, vendor, clock }).tokens
      }),
    )
    await relays[0]?.store(vendor.connect())
    for (const round of [1, 2, 3]) {
      clock.advance(DAY_MS)
      const states = await Promise.all(relays.flatMap((tokens) => [tokens.current(), tokens.current()]))
      expect(states).toEqual(Array(6).fill(token(round)))
      expect(vendor.calls).toHaveLength(round)
    }
  })

  it('are refreshed after a 401, but not when another relay has done so already', async () => {
    const { tokens, vendor, clock, database } = await connected()
    const other = testTokens({ database, vendor, clock }).tokens
    expect(await tokens.refreshAfter('access-0')).toEqual(token(1))
    expect(await other.refreshAfter('access-0')).toEqual(token(1))
    expect(vendor.calls).toEqual(['refresh-0'])
  })

  it('wait for a relay that died while refreshing, but not endlessly', async () => {
    const clock = createTestClock()
    const database = await newDatabase(engine)
    const { tokens, vendor } = await connectedTo({ clock, database, vendor: testTokenEndpoint(clock) })
    clock.advance(DAY_MS)
    await leaseOfTheDead(database, clock.now())
    const waiting = tokens.current()
    const begun = clock.now()
    await clock.runUntil(() => clock.now() - begun >= 10_000)
    expect(vendor.calls).toEqual([])
    await database.run('UPDATE connection SET lease_until = 1')
    expect(await clock.run(waiting)).toEqual(token(1))
  })

  it('end when the vendor calls the grant invalid, and are retried less and less often', async () => {
    const { tokens, vendor, clock, lines } = await connected()
    vendor.revoke()
    clock.advance(DAY_MS)
    expect(await tokens.current()).toEqual(lost)
    const asked: number[] = []
    for (let second = 0; second < 4 * 3600; second += 20) {
      clock.advance(20_000)
      const before = vendor.calls.length
      expect(await tokens.current()).toEqual(lost)
      if (vendor.calls.length > before) asked.push(second)
    }
    const waits = asked.map((second, index) => second - (asked[index - 1] ?? 0)).slice(1)
    expect(waits).toEqual(waits.toSorted((one, other) => one - other))
    expect(asked.length).toBeGreaterThan(8)
    expect(asked.length).toBeLessThan(16)
    await tokens.keepAlive()
    expect(await tokens.status()).toEqual(lost)
    expect(lines.filter((line) => line.includes('grant lost'))).toHaveLength(1)
    await tokens.store(vendor.connect())
    expect(await tokens.current()).toMatchObject({ kind: 'token' })
  })

  it('recover if the grant was called invalid for a moment', async () => {
    const { tokens, vendor, clock } = await connected()
    clock.advance(DAY_MS)
    vendor.answers.push({ kind: 'invalid_grant' }, { kind: 'unavailable' }, { kind: 'invalid_grant' })
    expect(await tokens.current()).toEqual(lost)
    expect(await tokens.status()).toEqual(lost)
    for (let second = 0; second < 10; second += 1) {
      clock.advance(1000)
      await tokens.current()
    }
    expect(await tokens.current()).toEqual(token(1))
    expect(await tokens.status()).toMatchObject({ kind: 'connected' })
  })

  it('are no longer requested once a lost grant has been unused for 180 days', async () => {
    const { tokens, vendor, clock } = await connected()
    vendor.revoke()
    clock.advance(DAY_MS)
    await tokens.current()
    clock.advance(181 * DAY_MS)
    const before = vendor.calls.length
    expect(await tokens.current()).toEqual(lost)
    expect(vendor.calls).toHaveLength(before)
  })

  it('end for every relay when the vendor rejects even a fresh one, but not when there is a newer', async () => {
    const { tokens, vendor, clock, database, lines } = await connected()
    const other = testTokens({ database, vendor, clock }).tokens
    await tokens.refreshAfter('access-0')
    await tokens.giveUp('access-0')
    expect(await other.status()).toMatchObject({ kind: 'connected' })
    await tokens.giveUp('access-1')
    await tokens.giveUp('access-1')
    expect(await other.status()).toEqual(lost)
    expect(await tokens.current()).toEqual(lost)
    expect(lines.filter((line) => line.includes('connect the relay again'))).toHaveLength(1)
    await other.store(vendor.connect())
    expect(await tokens.current()).toMatchObject({ kind: 'token' })
  })

  it('are lost with a relay that dies between the vendor’s answer and the commit, which is logged', async () => {
    const { tokens, vendor, clock, lines } = await connected()
    clock.advance(DAY_MS)
    await vendor.refresh('refresh-0')
    expect(await tokens.current()).toEqual(lost)
    expect(lines.join('')).toContain('grant lost')
  })

  it('survive a failed refresh, and are still used while they last', async () => {
    const { tokens, vendor, clock } = await connected()
    clock.advance(23.5 * HOUR_MS)
    vendor.answers.push(unavailable)
    expect(await tokens.current()).toEqual(token(0))
    expect(await tokens.status()).toMatchObject({ kind: 'connected', trouble: 'unavailable' })
    clock.advance(HOUR_MS)
    vendor.answers.push({ kind: 'misconfigured', error: 'invalid_client' })
    expect(await tokens.current()).toEqual(unavailable)
    expect(await tokens.status()).toMatchObject({ kind: 'connected', trouble: 'misconfigured' })
    clock.advance(HOUR_MS)
    expect(await tokens.current()).toEqual(token(1))
    expect(await tokens.status()).not.toHaveProperty('trouble')
  })

  it('say why they could not be refreshed, in the log, and to every relay and command on the database', async () => {
    const { tokens, vendor, clock, database, lines } = await connected()
    const command = testTokens({ database, vendor, clock }).tokens
    clock.advance(23.5 * HOUR_MS)
    vendor.answers.push({ kind: 'unavailable', cause: 'CERT_HAS_EXPIRED' })
    expect(await tokens.current()).toEqual(token(0))
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({
      cause: 'CERT_HAS_EXPIRED',
      msg: 'token not refreshed',
    })
    const told = { kind: 'connected', trouble: 'unavailable', cause: 'CERT_HAS_EXPIRED' }
    expect([await tokens.status(), await command.status()]).toMatchObject([told, told])
    clock.advance(HOUR_MS)
    vendor.answers.push({ kind: 'misconfigured', error: 'invalid_client' })
    await tokens.current()
    expect(await command.status()).toMatchObject({ trouble: 'misconfigured', cause: 'invalid_client' })
    clock.advance(HOUR_MS)
    expect(await tokens.current()).toEqual(token(1))
    expect(await command.status()).not.toHaveProperty('cause')
    expect(await command.status()).not.toHaveProperty('trouble')
  })

  it('say that the vendor issues the same one again, once it is rejected', async () => {
    const { tokens, vendor, clock, database } = await connected()
    const command = testTokens({ database, vendor, clock }).tokens
    vendor.answers.push({ kind: 'tokens', pair: { accessToken: 'access-0', lifeMs: DAY_MS } })
    expect(await tokens.refreshAfter('access-0')).toEqual(token(0))
    expect(await command.status()).not.toHaveProperty('cause')
    await tokens.giveUp('access-0')
    expect(await command.status()).toEqual({ ...lost, cause: 'same_access_token' })
    clock.advance(2 * HOUR_MS)
    vendor.answers.push({ kind: 'unavailable', cause: 'HTTP 503' })
    await tokens.current()
    expect(await command.status()).toEqual({ ...lost, cause: 'HTTP 503' })
    clock.advance(2 * HOUR_MS)
    vendor.answers.push({ kind: 'invalid_grant' })
    await tokens.current()
    expect(await command.status()).toEqual(lost)
    await tokens.store(vendor.connect())
    expect(await command.status()).toMatchObject({ kind: 'connected' })
    expect(await command.status()).not.toHaveProperty('cause')
  })

  it('are not requested at every call while the vendor is down', async () => {
    const { tokens, vendor, clock } = await connected()
    clock.advance(DAY_MS)
    for (let second = 0; second < 600; second += 1) {
      vendor.answers.splice(0, 9, unavailable)
      expect(await tokens.current()).toEqual(unavailable)
      clock.advance(1000)
    }
    expect(vendor.calls.length).toBeGreaterThan(10)
    expect(vendor.calls.length).toBeLessThan(20)
  })

  it('are refreshed monthly when nothing uses them', async () => {
    const { tokens, vendor, clock } = await connected()
    clock.advance(29 * DAY_MS)
    await tokens.keepAlive()
    expect(vendor.calls).toHaveLength(0)
    clock.advance(2 * DAY_MS)
    await tokens.keepAlive()
    await tokens.keepAlive()
    expect(vendor.calls).toHaveLength(1)
  })

  it.each([
    ['a year', 365 * DAY_MS],
    ['two days', 2 * DAY_MS],
    ['two hours', 2 * HOUR_MS],
  ])('are refreshed when a clock that was %s ahead has stored them', async (_, ahead) => {
    const { tokens, vendor, clock } = await parts().then((unconnected) => {
      unconnected.clock.advance(ahead)
      return connectedTo(unconnected)
    })
    clock.advance(-ahead)
    expect(await tokens.status()).toMatchObject({
      connectedAt: clock.now(),
      refreshedAt: clock.now(),
      grantEndsAt: clock.now() + 180 * DAY_MS,
    })
    expect(await tokens.current()).toEqual(token(1))
    expect(await tokens.status()).toMatchObject({
      refreshedAt: clock.now(),
      expiresAt: clock.now() + DAY_MS,
    })
    expect(await tokens.current()).toEqual(token(1))
    expect(vendor.calls).toHaveLength(1)
  })

  it('are used, while the vendor is away, although a clock that was a year ahead has stored them', async () => {
    const { tokens, vendor, clock } = await parts().then((unconnected) => {
      unconnected.clock.advance(365 * DAY_MS)
      return connectedTo(unconnected)
    })
    clock.advance(-365 * DAY_MS)
    vendor.answers.push(unavailable)
    expect(await tokens.current()).toEqual(token(0))
    clock.advance(1000)
    expect(await tokens.current()).toEqual(token(1))
  })

  it('are kept alive, although a clock that was a year ahead has stored them', async () => {
    const { tokens, vendor, clock } = await parts().then((unconnected) => {
      unconnected.clock.advance(365 * DAY_MS)
      return connectedTo(unconnected)
    })
    clock.advance(-365 * DAY_MS)
    await tokens.keepAlive()
    await tokens.keepAlive()
    expect(vendor.calls).toHaveLength(1)
  })

  it.each([
    ['is away', { kind: 'unavailable' }],
    ['refuses the application', { kind: 'misconfigured', error: 'invalid_client' }],
    ['calls the grant invalid', { kind: 'invalid_grant' }],
  ] as const)(
    'are asked for in time though the vendor %s while the clock is a year ahead',
    async (_, answer) => {
      const { tokens, vendor, clock } = await connected()
      clock.advance(365 * DAY_MS)
      vendor.answers.push(answer)
      await tokens.current()
      clock.advance(-364 * DAY_MS)
      expect(await tokens.current()).toEqual(token(1))
    },
  )

  it('are committed before they are used, or not used', async () => {
    const { tokens, vendor, clock, database } = await connected()
    let full = true
    const refusing = (on: Database): Database => ({
      ...on,
      run: async (sql, ...parameters) => {
        if (full && sql.includes('sealed = ?')) throw new StoreError('full', 'the disk is full')
        return on.run(sql, ...parameters)
      },
      transaction: (work) => on.transaction((transaction) => work(refusing(transaction))),
    })
    const relay = testTokens({ database: refusing(database), vendor, clock }).tokens
    clock.advance(DAY_MS)
    await expect(relay.current()).rejects.toThrow('the disk is full')
    await expect(relay.current()).rejects.toThrow('the disk is full')
    full = false
    expect(await relay.current()).toEqual(token(1))
    expect(vendor.calls).toEqual(['refresh-0'])
    expect(await tokens.current()).toEqual(token(1))
  })

  it('are deleted when somebody disconnects', async () => {
    const { tokens, database } = await connected()
    await tokens.forget()
    expect(await tokens.current()).toEqual({ kind: 'disconnected', reason: 'never_connected' })
    const [row] = await database.all('SELECT sealed FROM connection')
    expect(row).toEqual({ sealed: null })
  })

  it('show the owner their times', async () => {
    const { tokens, clock } = await connected()
    const begun = clock.now()
    expect(await tokens.status()).toEqual({
      kind: 'connected',
      connectedAt: begun,
      refreshedAt: begun,
      expiresAt: begun + DAY_MS,
      grantEndsAt: begun + 180 * DAY_MS,
    })
    clock.advance(DAY_MS)
    await tokens.current()
    expect(await tokens.status()).toMatchObject({ connectedAt: begun, refreshedAt: clock.now() })
  })

  it('are stored encrypted, and appear in no log line', async () => {
    const { tokens, clock, database, lines, vendor } = await connected()
    clock.advance(DAY_MS)
    vendor.answers.push(unavailable)
    await tokens.current()
    clock.advance(DAY_MS)
    await tokens.current()
    const everything = JSON.stringify(await database.all('SELECT * FROM connection')) + lines.join('')
    expect(everything).toContain('token refreshed')
    expect(everything).not.toMatch(/access-|refresh-\d/)
  })

  describe('sealed with a key that changes', () => {
    it('open with the old key and are sealed with the new one', async () => {
      const unconnected = await parts()
      await testTokens({ ...unconnected, secretKeys: [OLD] }).tokens.store(unconnected.vendor.connect())
      expect(await testTokens({ ...unconnected, secretKeys: [NEW, OLD] }).tokens.current()).toEqual(token(0))
      expect(await testTokens({ ...unconnected, secretKeys: [NEW] }).tokens.current()).toEqual(token(0))
    })

    it('are reported as undecryptable, not as missing, when no key fits, even with a seed', async () => {
      const unconnected = await parts()
      await testTokens({ ...unconnected, secretKeys: [OLD] }).tokens.store(unconnected.vendor.connect())
      const { tokens } = testTokens({ ...unconnected, secretKeys: [NEW], seedRefreshToken: 'refresh-0' })
      const undecryptable = { kind: 'disconnected', reason: 'undecryptable' }
      expect(await tokens.current()).toEqual(undecryptable)
      expect(await tokens.status()).toEqual(undecryptable)
      expect(unconnected.vendor.calls).toEqual([])
    })

    it('do not open when an earlier pair is put back into the row', async () => {
      const { tokens, clock, database } = await connected()
      const [before] = await database.all('SELECT sealed FROM connection')
      clock.advance(DAY_MS)
      await tokens.current()
      await database.run('UPDATE connection SET sealed = ?', String(before?.['sealed']))
      expect(await tokens.current()).toEqual({ kind: 'disconnected', reason: 'undecryptable' })
    })
  })

  describe('from a seed', () => {
    const seeded = async (seedRefreshToken = 'refresh-0') => {
      const unconnected = await parts()
      return { ...unconnected, ...testTokens({ ...unconnected, seedRefreshToken }) }
    }

    it('begin the grant, once', async () => {
      const { tokens, vendor, clock, database } = await seeded()
      expect(await tokens.current()).toEqual(token(1))
      const restarted = testTokens({ database, vendor, clock, seedRefreshToken: 'refresh-0' }).tokens
      expect(await restarted.current()).toEqual(token(1))
      clock.advance(DAY_MS)
      expect(await restarted.current()).toEqual(token(2))
      expect(vendor.calls).toEqual(['refresh-0', 'refresh-1'])
    })

    it('are requested once by relays that start together', async () => {
      const { tokens, vendor, clock, database } = await seeded()
      const other = testTokens({ database, vendor, clock, seedRefreshToken: 'refresh-0' }).tokens
      expect(await Promise.all([tokens.current(), other.current()])).toEqual([token(1), token(1)])
      expect(vendor.calls).toHaveLength(1)
    })

    it('are lost with a seed that is not valid, until another is set', async () => {
      const { tokens, vendor, clock, database } = await seeded('stale')
      expect(await tokens.current()).toEqual(lost)
      expect(await tokens.current()).toEqual(lost)
      expect(vendor.calls).toEqual(['stale'])
      const pair = vendor.connect()
      const { tokens: next } = testTokens({ database, vendor, clock, seedRefreshToken: pair.refreshToken })
      expect(await next.current()).toMatchObject({ kind: 'token' })
    })

    it('never replace those of a person who connected, not even when these are lost', async () => {
      const { tokens, vendor, clock } = await seeded('older than the connection')
      await tokens.store(vendor.connect())
      expect(await tokens.current()).toEqual(token(0))
      vendor.revoke()
      clock.advance(DAY_MS)
      expect(await tokens.current()).toEqual(lost)
      expect(vendor.calls).not.toContain('older than the connection')
    })

    it('are tried again when the vendor was away at the first start', async () => {
      const { tokens, vendor, clock } = await seeded()
      vendor.answers.push(unavailable)
      expect(await tokens.current()).toEqual(unavailable)
      clock.advance(HOUR_MS)
      expect(await tokens.current()).toEqual(token(1))
    })
  })
})

async function leaseOfTheDead(database: Database, now: number): Promise<void> {
  await database.run("UPDATE connection SET lease_owner = 'dead', lease_until = ?", now + 15_000)
}

describe('the lease of a refresh', () => {
  it('is not taken by a relay that read the clock a moment before another wrote its own', async () => {
    const database = await newDatabase('sqlite')
    const seal = createSeal([NEW], 'connection')
    const at = (time: number) =>
      createGrants(
        onClock(database, () => time),
        seal,
        () => time,
      )
    const pair = { refreshToken: 'refresh-0', expiresAt: 0, refreshedAt: 0 }
    await at(1_000_000).begin((await at(0).read()).version, pair, '')
    const { version } = await at(0).read()
    expect(await at(1_000_005).lease(version)).toBe(true)
    expect(await at(1_000_000).lease(version)).toBe(false)
    expect(await at(500_000).lease(version)).toBe(true)
  })
})
