import { describe, expect, test } from 'vitest'
import { HEALTHY_MAIL, mailTrouble, readMailFacts } from '../operator/mail-facts.ts'
import { StoreError } from '../store/database.ts'
import { createTestClock } from '../testing/clock.ts'
import { ENGINES, newDatabase } from '../testing/databases.ts'
import { monitoredMailer } from './mail-health.ts'
import type { MailResult } from './transport.ts'

const MAIL = { to: 'ada@example.org', subject: 'Please confirm', text: 'Please confirm.' }
const UNREACHABLE: MailResult = { kind: 'failed', isPermanent: false, cause: 'ECONNECTION' }
const NO_SUCH_BOX: MailResult = { kind: 'failed', isPermanent: true, cause: 'EENVELOPE', status: 550 }
const SENT: MailResult = { kind: 'sent' }

describe.each(ENGINES)('%s', (engine) => {
  async function aServerThatSays(...results: MailResult[]) {
    const [database, clock] = [await newDatabase(engine), createTestClock()]
    const mailer = monitoredMailer({
      mailer: { send: async () => results.shift() ?? SENT },
      database: clock.watch(database),
    })
    const facts = () => readMailFacts(database, clock.now())
    return { database, clock, facts, mailer, send: () => mailer.send(MAIL) }
  }

  test('a server that accepts mails is healthy, even if it refuses one address', async () => {
    const world = await aServerThatSays(SENT, NO_SUCH_BOX)
    expect(await world.send()).toEqual(SENT)
    expect(await world.facts()).toEqual(HEALTHY_MAIL)
    expect(await world.send()).toEqual(NO_SUCH_BOX)
    expect(mailTrouble(await world.facts())).toBeUndefined()
  })

  test('a server that cannot be reached is in trouble after ten minutes, and healthy again with the first mail', async () => {
    const world = await aServerThatSays(UNREACHABLE, UNREACHABLE)
    await world.send()
    world.clock.advance(300_000)
    await world.send()
    expect(mailTrouble(await world.facts())).toBeUndefined()
    world.clock.advance(301_000)
    expect(await world.facts()).toMatchObject({ failingSeconds: 601, cause: 'ECONNECTION' })
    expect(mailTrouble(await world.facts())).toBe('failing')
    await world.send()
    expect(mailTrouble(await world.facts(), true)).toBeUndefined()
  })

  test('a server that permanently refuses every mail is in trouble too', async () => {
    const world = await aServerThatSays(...Array.from({ length: 5 }, () => NO_SUCH_BOX))
    for (let n = 0; n < 5; n += 1) await world.send()
    expect(await world.facts()).toMatchObject({ refusals: 5, cause: 'EENVELOPE 550' })
    expect(mailTrouble(await world.facts())).toBe('refused')
    await world.send()
    expect(await world.facts()).toEqual(HEALTHY_MAIL)
  })

  test('a mail is sent even while the database is unreachable', async () => {
    const world = await aServerThatSays(SENT)
    const away = async () => Promise.reject(new StoreError('unreachable', 'no'))
    const database = { ...world.database, run: away }
    const mailer = monitoredMailer({ mailer: world.mailer, database })
    expect(await mailer.send(MAIL)).toEqual(SENT)
  })
})
