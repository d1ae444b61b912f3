import { pino } from 'pino'
import { describe, expect, test } from 'vitest'
import type { Database } from '../../store/database.ts'
import { migrate } from '../../store/migrations/migrate.ts'
import { createTestClock, type TestClock } from '../../testing/clock.ts'
import { ENGINES, newDatabase, newDatabaseUrl, openTestDatabase } from '../../testing/databases.ts'
import { counts, testFacts } from '../../testing/facts.ts'
import { DAY_MS, MINUTE_MS } from '../../time/duration.ts'
import type { Facts } from '../facts.ts'
import { HEALTHY_MAIL } from '../mail-facts.ts'
import { createAlerts } from './alerts.ts'
import type { Channel, SendResult } from './channels.ts'

const LOST = testFacts({ connection: { kind: 'disconnected', reason: 'grant_lost' } })

/** A channel that remembers what it brought, and does what a test tells it to. */
function testChannel(name: Channel['name']) {
  const brought: string[] = []
  const channel = {
    name,
    brought,
    answer: (): Promise<SendResult> | SendResult => ({ kind: 'sent' }),
    async send({ alert }: { alert: string }): Promise<SendResult> {
      const result = await channel.answer()
      if (result.kind === 'sent') brought.push(alert)
      return result
    },
  }
  return channel
}

/** The alerts of one relay, and every line it logged. */
function testAlerts(database: Database, clock: TestClock, facts: () => Facts, channels: readonly Channel[]) {
  const lines: string[] = []
  const alerts = createAlerts({
    database: clock.watch(database),
    facts: async () => facts(),
    channels,
    sleep: clock.sleep,
    log: pino({ base: null }, { write: (line: string) => lines.push(line) }),
  })
  return { ...alerts, lines }
}

describe.each(ENGINES)('%s', (engine) => {
  test('alerts to a trouble once on each channel, and once when it is over', async () => {
    const [database, clock] = [await newDatabase(engine), createTestClock()]
    const [mail, webhook] = [testChannel('mail'), testChannel('webhook')]
    let facts = LOST
    const { check } = testAlerts(database, clock, () => facts, [mail, webhook])
    for (let look = 0; look < 3; look += 1) await check()
    facts = testFacts()
    for (let look = 0; look < 3; look += 1) await check()
    expect(mail.brought).toEqual(['disconnected', 'recovered'])
    expect(webhook.brought).toEqual(['disconnected', 'recovered'])
  })

  test('alerts to trouble with mail by webhook at once, and by mail when it works again', async () => {
    const [database, clock] = [await newDatabase(engine), createTestClock()]
    const [mail, webhook] = [testChannel('mail'), testChannel('webhook')]
    mail.answer = () => ({ kind: 'failed', cause: 'ECONNECTION' })
    let facts = testFacts({ mail: { ...HEALTHY_MAIL, failingSeconds: 700 } })
    const { check } = testAlerts(database, clock, () => facts, [mail, webhook])
    await check()
    expect([mail.brought, webhook.brought]).toEqual([[], ['mail']])
    mail.answer = () => ({ kind: 'sent' })
    facts = testFacts()
    clock.advance(60_000)
    await check()
    await check()
    expect([mail.brought, webhook.brought]).toEqual([
      ['mail', 'recovered'],
      ['mail', 'recovered'],
    ])
  })

  test('sends a new channel each trouble that lasts, and none that is over', async () => {
    const [database, clock] = [await newDatabase(engine), createTestClock()]
    let facts = { ...LOST, counts: counts({ parked: 1 }) }
    const before = testAlerts(database, clock, () => facts, [])
    await before.check()
    await before.stop()
    const mail = testChannel('mail')
    const withMail = testAlerts(database, clock, () => facts, [mail])
    await withMail.check()
    await withMail.stop()
    facts = { ...LOST, cloned: true }
    const webhook = testChannel('webhook')
    const withBoth = testAlerts(database, clock, () => facts, [mail, webhook])
    await withBoth.check()
    await withBoth.check()
    expect(mail.brought).toEqual(['disconnected', 'parked', 'cloned', 'recovered'])
    expect(webhook.brought).toEqual(['disconnected', 'cloned'])
    facts = testFacts()
    await withBoth.check()
    expect(webhook.brought).toEqual(['disconnected', 'cloned', 'recovered', 'recovered'])
  })

  test('alerts once however many relays check, and not again after a restart', async () => {
    const url = await newDatabaseUrl(engine)
    const [one, two] = [await openTestDatabase(url), await openTestDatabase(url)]
    await migrate(one)
    const [clock, mail] = [createTestClock(), testChannel('mail')]
    const relays = [one, two, two].map((database) => testAlerts(database, clock, () => LOST, [mail]))
    for (let look = 0; look < 4; look += 1) {
      await Promise.all(relays.map(({ check }) => check()))
      clock.advance(30_000)
    }
    for (const relay of relays) await relay.stop()
    const next = testAlerts(one, clock, () => LOST, [mail])
    await next.check()
    expect(mail.brought).toEqual(['disconnected'])
  })

  test('takes over the unsent alerts of a relay that died once its lease ends', async () => {
    const [database, clock] = [await newDatabase(engine), createTestClock()]
    const [dying, mail] = [testChannel('mail'), testChannel('mail')]
    dying.answer = () => new Promise(() => undefined)
    void testAlerts(database, clock, () => LOST, [dying]).check()
    const other = testAlerts(database, clock, () => LOST, [mail])
    await clock.idle()
    await other.check()
    expect(mail.brought).toEqual([])
    clock.advance(2 * MINUTE_MS)
    await other.check()
    expect(mail.brought).toEqual(['disconnected'])
  })

  test('retries a failed alert less and less often, and lets no channel wait for another', async () => {
    const [database, clock] = [await newDatabase(engine), createTestClock()]
    const [mail, webhook] = [testChannel('mail'), testChannel('webhook')]
    let tries = 0
    mail.answer = () => {
      tries += 1
      return { kind: 'failed', cause: 'EAUTH' }
    }
    const { check, lines } = testAlerts(database, clock, () => LOST, [mail, webhook])
    const begun = clock.now()
    const triedAt: number[] = []
    for (let look = 0; look < 130; look += 1) {
      const before = tries
      await check()
      if (tries > before) triedAt.push((clock.now() - begun) / MINUTE_MS)
      clock.advance(30_000)
    }
    expect(triedAt).toEqual([0, 0.5, 1.5, 3.5, 7.5, 15.5, 31.5, 63.5])
    expect(webhook.brought).toEqual(['disconnected'])
    expect(lines.filter((line) => line.includes('EAUTH'))).toHaveLength(triedAt.length)
    mail.answer = () => ({ kind: 'sent' })
    clock.advance(60 * MINUTE_MS)
    await check()
    expect(mail.brought).toEqual(['disconnected'])
  })

  test('does not wait for a time that was written by a clock that was ahead', async () => {
    const [database, clock] = [await newDatabase(engine), createTestClock()]
    const mail = testChannel('mail')
    mail.answer = () => ({ kind: 'failed', cause: 'ESOCKET' })
    const { check } = testAlerts(database, clock, () => LOST, [mail])
    await check()
    mail.answer = () => ({ kind: 'sent' })
    clock.advance(-3 * 60 * MINUTE_MS)
    await check()
    expect(mail.brought).toEqual(['disconnected'])
  })

  test('sends what piled up in order, and nothing older than three days', async () => {
    const [database, clock] = [await newDatabase(engine), createTestClock()]
    const mail = testChannel('mail')
    mail.answer = () => ({ kind: 'failed', cause: 'ESOCKET' })
    let facts = testFacts({ counts: counts({ parked: 1 }) })
    const { check } = testAlerts(database, clock, () => facts, [mail])
    await check()
    clock.advance(2 * DAY_MS)
    facts = LOST
    await check()
    clock.advance(DAY_MS)
    mail.answer = () => ({ kind: 'sent' })
    await check()
    expect(mail.brought).toEqual(['disconnected', 'recovered'])
  })
})

test('waits for a database that is away, and says so', async () => {
  const [database, clock] = [await newDatabase('sqlite'), createTestClock()]
  await database.run('DROP TABLE alerts')
  const mail = testChannel('mail')
  const { start, stop, lines } = testAlerts(database, clock, () => LOST, [mail])
  start()
  await clock.idle()
  await stop()
  expect(mail.brought).toEqual([])
  expect(lines.join()).toContain('alerting waits for the database')
})

test('keeps what an unexpected error says out of the log, since it may repeat an address', async () => {
  const [database, clock] = [await newDatabase('sqlite'), createTestClock()]
  const failing = () => {
    throw new TypeError('ada@example.org is not a list')
  }
  const { start, stop, lines } = testAlerts(database, clock, failing, [])
  start()
  await clock.idle()
  expect(lines).toHaveLength(1)
  await stop()
  expect(lines[0]).toContain('"name":"TypeError"')
  expect(lines[0]).not.toContain('ada@')
})

test('logs alerts if no channel is set up', async () => {
  const { check, lines } = testAlerts(await newDatabase('sqlite'), createTestClock(), () => LOST, [])
  await check()
  await check()
  expect(lines).toHaveLength(1)
  expect(lines[0]).toContain('npm run relay -- connect')
})

test('looks every thirty seconds until it is stopped', async () => {
  const [database, clock] = [await newDatabase('sqlite'), createTestClock()]
  let looks = 0
  const facts = () => {
    looks += 1
    return testFacts()
  }
  const alerts = testAlerts(database, clock, facts, [])
  alerts.start()
  for (const expected of [1, 2, 3]) {
    await clock.idle()
    expect(looks).toBe(expected)
    clock.advance(29_999)
    await clock.idle()
    expect(looks).toBe(expected)
    clock.advance(1)
  }
  await clock.idle()
  expect(looks).toBe(4)
  await alerts.stop()
  clock.advance(30_000)
  await clock.idle()
  expect(looks).toBe(4)
})
