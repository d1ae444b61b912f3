import { pino } from 'pino'
import { describe, expect, test } from 'vitest'
import { createUsedProofs, forgetProofs } from '../admission/proof/used-proofs.ts'
import { createSessions } from '../console/sign-in/sessions.ts'
import { createGrants } from '../constant-contact/oauth/grants.ts'
import { createTokenCallSpacing } from '../constant-contact/oauth/token-call-spacing.ts'
import { createDispatchLease } from '../delivery/pace/dispatch-lease.ts'
import { monitoredMailer } from '../mail/mail-health.ts'
import type { Alert } from '../operator/alerts/alert.ts'
import { createAlerts } from '../operator/alerts/alerts.ts'
import { listIncidents } from '../operator/alerts/incidents.ts'
import { mailTrouble, readMailFacts } from '../operator/mail-facts.ts'
import { type Change, changeOutbox } from '../outbox/change.ts'
import { rememberMail, rememberResubscribe, stopMails } from '../outbox/contact-cooldown.ts'
import { nextDue } from '../outbox/due-query.ts'
import { tidy } from '../outbox/housekeeping/housekeeping.ts'
import { mailed, takeNextMail } from '../outbox/mail-queue.ts'
import { holdForVendor, nextToLookUp } from '../outbox/pending-at-vendor.ts'
import { confirm } from '../outbox/pending-confirmation.ts'
import { addressFreeAt } from '../outbox/queue.ts'
import { claim } from '../outbox/transitions.ts'
import { createStoredSettings } from '../settings/stored/stored-settings.ts'
import type { Engine } from '../store/database.ts'
import { createOneTimeCodes } from '../store/one-time-codes.ts'
import { ENGINES, newDatabase } from '../testing/databases.ts'
import { counts, testFacts } from '../testing/facts.ts'
import { seal } from '../testing/relay.ts'
import { aSignUp, REQUEST } from '../testing/sign-up.ts'
import { testTokenEndpoint, testTokens } from '../testing/tokens.ts'
import { aWorld } from '../testing/world.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../time/duration.ts'

const YEAR_MS = 365 * DAY_MS
const KEEPS = { retentionHours: 24, consentRetentionDays: 1095, deleteExpired: [forgetProofs] }

async function aClockAhead(engine: Engine) {
  const world = await aWorld(engine)
  const { database, clock, outbox } = world
  const change = <T>(work: (change: Change) => Promise<T>) => changeOutbox(database, work)
  const next = async (change: Change) => {
    const found = await nextDue(change, [], { first: 'awaited', isDayShort: false })
    if (found === undefined) throw new Error('Nothing is due')
    return found
  }
  const read = async (column: string) => {
    const [table, name] = column.split('.')
    const [row] = await database.all(`SELECT ${name} AS found FROM ${table}`)
    return row?.['found']
  }
  const leaseParts = {
    database,
    now: clock.now,
    times: { leaseMs: 15_000, callMs: 10_000 },
  }
  return {
    ...{ database, clock, change, next, read },
    record: (hold = false) => outbox.record(aSignUp(), { ...REQUEST, hold }),
    dispatchLease: (perDay = 10_000) =>
      createDispatchLease({ ...leaseParts, limits: { perSecond: 4, perDay } }),
    tokens() {
      const vendor = testTokenEndpoint(clock)
      const { tokens } = testTokens({ database, vendor, clock })
      return { ...tokens, connect: () => tokens.store(vendor.connect()) }
    },
    settings: createStoredSettings({
      ...{ database, environment: {}, isSandbox: false },
      secretKeys: ['for tests, long enough to be a secret key'],
    }),
    mailer: monitoredMailer({
      database,
      mailer: { send: async () => ({ kind: 'failed', isPermanent: false, cause: 'ECONNECTION' }) },
    }),
    alerts(parked: () => number, works = true) {
      const sent: Alert[] = []
      const { check } = createAlerts({
        ...{ database, sleep: clock.sleep, log: pino({ enabled: false }) },
        facts: async () => testFacts({ counts: counts({ parked: parked() }) }),
        channels: [
          {
            name: 'webhook',
            async send(alert) {
              if (works) sent.push(alert)
              return works ? { kind: 'sent' } : { kind: 'failed', cause: 'ESOCKET' }
            },
          },
        ],
      })
      return { check, sent }
    },
    /** Does `work` by a clock that is a year ahead, and sets it right. */
    async ahead<T>(work: () => Promise<T>): Promise<T> {
      clock.advance(YEAR_MS)
      const done = await work()
      clock.advance(-YEAR_MS)
      return done
    },
    /** What housekeeping does once the clock has been steady. */
    tidy: () => tidy(database, KEEPS),
    /** How far a stored time is ahead of now, in milliseconds. */
    aheadMs: async (column: string) => Number(await read(column)) - clock.now(),
  }
}

type World = Awaited<ReturnType<typeof aClockAhead>>
const MAIL = { to: 'ada@example.org', subject: 'Please confirm', text: 'Please confirm.' }

/** One row for each column that stores a time: a clock that was a year ahead wrote it, and then went right. */
const HEALS: Record<string, (world: World) => Promise<void>> = {
  'connection.expires_at': async ({ tokens, ahead, clock, aheadMs }) => {
    const { connect, current } = tokens()
    await ahead(connect)
    expect(await clock.run(current())).toEqual({ kind: 'token', accessToken: 'access-1' })
    expect(await aheadMs('connection.expires_at')).toBe(DAY_MS)
  },
  'connection.refreshed_at': async ({ tokens, ahead, clock, aheadMs }) => {
    const { connect, keepAlive } = tokens()
    await ahead(connect)
    await clock.run(keepAlive())
    expect(await aheadMs('connection.refreshed_at')).toBe(0)
  },
  'connection.connected_at': async ({ tokens, ahead, clock }) => {
    const { connect, status } = tokens()
    await ahead(connect)
    expect(await status()).toMatchObject({ connectedAt: clock.now() })
  },
  'connection.lost_at': async ({ tokens, ahead, clock }) => {
    const { connect, giveUp, current, status } = tokens()
    await ahead(async () => {
      await connect()
      await giveUp('access-0')
    })
    await clock.run(current())
    expect(await status()).toMatchObject({ kind: 'connected' })
  },
  'connection.lease_until': async ({ database, clock, tokens }) => {
    await tokens().connect()
    await createGrants(database, seal, clock.now).lease(1)
    await database.run('UPDATE connection SET lease_until = lease_until + ?', YEAR_MS)
    expect(await createGrants(database, seal, clock.now).lease(1)).toBe(true)
  },
  'connection.called_at': async ({ database, clock }) => {
    const mayCall = createTokenCallSpacing({ database, sleep: clock.sleep })
    await mayCall()
    await database.run('UPDATE connection SET called_at = called_at + ?', YEAR_MS)
    expect(await mayCall()).toBe(true)
  },
  'connect_codes.expires_at': async ({ database, clock, ahead }) => {
    const codes = createOneTimeCodes(database, clock.now)
    expect(await codes.spend('console', await ahead(() => codes.issue('console')))).toBe(false)
    await codes.issue('console')
    expect(await database.all('SELECT hash FROM connect_codes')).toHaveLength(1)
  },
  'console_sessions.expires_at': async ({ database, clock, ahead }) => {
    const sessions = createSessions({ database, secretKey: 'k'.repeat(32), now: clock.now })
    const { id } = await ahead(() => sessions.begin({ long: false }))
    expect(await sessions.find(id)).toBe(undefined)
    await sessions.begin({ long: false })
    expect(await database.all('SELECT hash FROM console_sessions')).toHaveLength(1)
  },
  'signups.recorded_at': async ({ record, ahead, tidy, aheadMs }) => {
    await ahead(record)
    await tidy()
    expect(await aheadMs('signups.recorded_at')).toBe(0)
  },
  'signups.since': async ({ record, ahead, tidy, aheadMs }) => {
    await ahead(record)
    await tidy()
    expect(await aheadMs('signups.since')).toBe(0)
  },
  'signups.due_at': async ({ record, ahead, tidy, change, next }) => {
    await ahead(record)
    await tidy()
    expect(await change(next)).toMatchObject({ id: 1 })
  },
  'signups.awaited_until': async ({ record, ahead, tidy, read }) => {
    await ahead(record)
    await tidy()
    expect(await read('signups.awaited_until')).toBe(null)
  },
  'signups.unconfirmed_since': async ({ database, record, ahead, change, next, clock, aheadMs }) => {
    await record()
    await ahead(() => database.run('UPDATE signups SET unconfirmed_since = ?', clock.now()))
    await change(async (now) => holdForVendor(now, await next(now)))
    expect(await aheadMs('signups.unconfirmed_since')).toBe(0)
  },
  'signups.look_at': async ({ database, record, ahead, change, next, clock }) => {
    await record()
    await ahead(() => change(async (now) => holdForVendor(now, await next(now))))
    expect(await nextToLookUp(database, clock.now())).toBeDefined()
  },
  'calls.at': async ({ change, ahead, tidy, clock }) => {
    await ahead(() => change((now) => claim(now, 'call', 'a')))
    await tidy()
    expect(await change((now) => addressFreeAt(now, 'a', 1))).toBe(clock.now() + DAY_MS + MINUTE_MS)
  },
  'dispatch.until': async ({ dispatchLease, ahead }) => {
    await ahead(dispatchLease().acquire)
    expect(await dispatchLease().acquire()).toBe(0)
  },
  'dispatch.recent': async ({ dispatchLease, ahead }) => {
    await ahead(async () => {
      const lease = dispatchLease()
      await lease.acquire()
      for (let n = 0; n < 4; n += 1) await lease.claim(async () => true)
    })
    const lease = dispatchLease()
    await lease.acquire()
    expect(lease.waitMs()).toBeLessThan(MINUTE_MS)
  },
  'dispatch.day': async ({ dispatchLease, ahead, clock }) => {
    await ahead(async () => {
      const lease = dispatchLease(1)
      await lease.acquire()
      await lease.claim(async () => true)
    })
    const lease = dispatchLease(1)
    await lease.acquire()
    clock.advance(lease.waitMs())
    expect(await lease.claim(async () => true)).toBeDefined()
  },
  'alerts.until': async ({ alerts, ahead }) => {
    await ahead(alerts(() => 0).check)
    const { check, sent } = alerts(() => 1)
    await check()
    expect(sent).toMatchObject([{ alert: 'parked' }])
  },
  'alerts.state': async ({ alerts, ahead, clock }) => {
    let parked = 1
    await ahead(alerts(() => parked, false).check)
    parked = 2
    const { check, sent } = alerts(() => parked)
    await check()
    parked = 0
    await check()
    const since = clock.now()
    expect(sent).toMatchObject([
      { alert: 'parked' },
      { alert: 'parked', since },
      { alert: 'recovered', since },
    ])
  },
  'confirmations.mail_due_at': async ({ record, ahead, change, tidy }) => {
    await record(true)
    await ahead(() => change((now) => takeNextMail(now, seal)))
    await tidy()
    expect(await change((now) => takeNextMail(now, seal))).toBeDefined()
  },
  'confirmations.mailed_at': async ({ record, ahead, change, tidy, aheadMs }) => {
    await record(true)
    await ahead(() => change(mailNext))
    await tidy()
    expect(await aheadMs('confirmations.mailed_at')).toBe(0)
  },
  'confirmations.expires_at': async ({ database, record, ahead, change, tidy, clock }) => {
    await record(true)
    await ahead(() => change(mailNext))
    await tidy()
    clock.advance(7 * DAY_MS)
    await tidy()
    expect(await database.all('SELECT id FROM signups')).toEqual([])
  },
  'asked.mailed_at': async ({ ahead, change, tidy, aheadMs }) => {
    await ahead(() => change((now) => rememberMail(now, 'a')))
    await tidy()
    expect(await aheadMs('asked.mailed_at')).toBe(0)
  },
  'asked.quiet_until': async ({ ahead, change, tidy, aheadMs }) => {
    await ahead(() => change((now) => stopMails(now, 'a')))
    await tidy()
    expect(await aheadMs('asked.quiet_until')).toBe(30 * DAY_MS)
  },
  'asked.resubscribe_at': async ({ ahead, change, tidy, aheadMs }) => {
    await ahead(() => change((now) => rememberResubscribe(now, 'a')))
    await tidy()
    expect(await aheadMs('asked.resubscribe_at')).toBe(0)
  },
  'consents.recorded_at': async ({ record, ahead, tidy, aheadMs }) => {
    await ahead(record)
    await tidy()
    expect(await aheadMs('consents.recorded_at')).toBe(0)
  },
  'daily_counts.day': async ({ database, record, ahead, tidy, clock }) => {
    const started = clock.now()
    await ahead(record)
    await tidy()
    const days = await database.all('SELECT day, signed_up FROM daily_counts')
    expect(days).toEqual([{ day: Math.floor(started / DAY_MS), signed_up: 1 }])
  },
  'consents.confirmed_at': async ({ record, ahead, change, tidy, read, aheadMs }) => {
    await record(true)
    const id = String(await read('confirmations.id'))
    await ahead(() => change((now) => confirm(now, id)))
    await tidy()
    expect(await aheadMs('consents.confirmed_at')).toBe(0)
  },
  'used_proofs.expires_at': async ({ database, ahead, clock, tidy, read }) => {
    await ahead(() => createUsedProofs(database).add('proof', clock.now() + 5 * MINUTE_MS))
    await tidy()
    expect(await read('used_proofs.id')).toBeUndefined()
  },
  'owner_settings.changed_at': async ({ settings, ahead, clock }) => {
    await ahead(() => settings.save({ SITE_NAME: 'Bakery' }, { by: 'console' }))
    const { settings: shown } = await settings.show()
    expect(shown.find(({ name }) => name === 'SITE_NAME')).toMatchObject({ changedAt: clock.now() })
  },
  'owner_settings_history.at': async ({ settings, ahead, clock }) => {
    await ahead(() => settings.save({ SITE_NAME: 'Bakery' }, { by: 'console' }))
    expect(await settings.history({ most: 1 })).toMatchObject([{ at: clock.now() }])
  },
  'incidents.began_at': async ({ database, ahead, alerts, clock }) => {
    const { check } = alerts(() => 1)
    await ahead(check)
    expect(await listIncidents(database, { since: 0, most: 1 })).toMatchObject([{ beganAt: clock.now() }])
  },
  'incidents.mended_at': async ({ database, ahead, alerts, clock }) => {
    let parked = 1
    const { check } = alerts(() => parked)
    await ahead(async () => {
      await check()
      parked = 0
      await check()
    })
    await clock.run(check())
    const now = clock.now()
    expect(await listIncidents(database, { since: 0, most: 1 })).toMatchObject([
      { beganAt: now, mendedAt: now },
    ])
  },
  'mail.failing_since': async ({ database, mailer, ahead, clock }) => {
    await ahead(() => mailer.send(MAIL))
    await mailer.send(MAIL)
    clock.advance(HOUR_MS)
    expect(mailTrouble(await readMailFacts(database, clock.now()))).toBe('failing')
  },
}

async function mailNext(change: Change): Promise<void> {
  const taken = await takeNextMail(change, seal)
  if (taken !== undefined) await mailed(change, taken)
}

/** Columns of the type of times that count something. */
const COUNTS =
  /^(outbox\.|connection\.version|dispatch\.fence|signups\.failed_at|owner_settings_version\.|owner_settings_history\.id)/
/** Times of another type: a list in JSON, a day, the state of alerts in JSON. */
const OF_OTHER_TYPES = ['dispatch.recent', 'dispatch.day', 'alerts.state', 'daily_counts.day']

test('every column that stores a time has its row', async () => {
  const database = await newDatabase('sqlite')
  const columns = await database.all(
    `SELECT t.name || '.' || c.name AS name FROM sqlite_master AS t, pragma_table_info(t.name) AS c
      WHERE t.type = 'table' AND c.type = 'BIGINT'`,
  )
  const times = columns.map(({ name }) => String(name)).filter((name) => !COUNTS.test(name))
  expect(Object.keys(HEALS).toSorted()).toEqual([...times, ...OF_OTHER_TYPES].toSorted())
})

describe.each(ENGINES)('%s: a clock a year ahead, then right', (engine) => {
  test.each(Object.entries(HEALS))('heals %s', async (_, heals) => heals(await aClockAhead(engine)))
})
