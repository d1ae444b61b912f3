import { describe, expect, test } from 'vitest'
import { countSignUps } from '../outbox/change.ts'
import type { Row } from '../store/database.ts'
import { openKeyedHash } from '../store/keyed-hash.ts'
import { createSeal } from '../store/sealed.ts'
import { aConfirmingWorld } from '../testing/confirmation.ts'
import { ENGINES } from '../testing/databases.ts'
import { SECRET, seal } from '../testing/relay.ts'
import { aSignUp, LIST, REQUEST } from '../testing/sign-up.ts'
import { signUpCalls } from '../testing/vendor.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../time/duration.ts'
import { createOutboxAdmin } from './outbox-admin.ts'

const TABLES = ['signups', 'calls', 'consents', 'confirmations', 'asked']

/** When the wish was made that this row of `asked` keeps. */
function start([row]: Row[]): number {
  return Number(row?.['quiet_until']) - 30 * DAY_MS
}

describe.each(ENGINES)('%s', (engine) => {
  async function aWorld() {
    const world = await aConfirmingWorld(engine)
    const { database } = world
    const keyedHash = await openKeyedHash(database, seal)
    const people = createOutboxAdmin({ database, seal, keyedHash })
    const kept = async () =>
      Promise.all(TABLES.map(async (table) => (await database.all(`SELECT * FROM ${table}`)).length))
    return { ...world, people, kept }
  }

  test('shows what somebody agreed to, however the address is spelled, even after the sign-up is erased', async () => {
    const world = await aWorld()
    const signUp = aSignUp({ page: 'https://www.example.org/news', language: 'de' })
    await world.outbox.record(signUp, REQUEST)
    await world.outbox.record(aSignUp({ email_address: 'bob@example.org' }), REQUEST)
    await world.drained()
    world.clock.advance(30 * DAY_MS)
    await world.tidy()
    expect(await world.database.all('SELECT * FROM signups')).toEqual([])
    expect(await world.people.consents(' ADA@example.org')).toEqual([
      {
        signUp: 1,
        address: expect.any(String),
        recordedAt: expect.any(Number),
        confirmedAt: null,
        consent: {
          text: 'Yes, write to me',
          // echo -n 'Yes, write to me' | sha256sum
          sha256: '6d34c07a0f5830603c61a5872ea8348dea6b2d036d11f32d13e36615fb919f7e',
          page: 'https://www.example.org/news',
          lists: [LIST],
          language: 'de',
        },
      },
    ])
    expect(await world.people.consents('eve@example.org')).toEqual([])
  })

  test('stores neither the sentence agreed to nor the address readably', async () => {
    const world = await aWorld()
    await world.outbox.record(aSignUp({ page: 'https://www.example.org/news' }), REQUEST)
    const rows = JSON.stringify(await world.database.all('SELECT * FROM consents'))
    expect(rows).not.toMatch(/write to me|ada@|\/news/)
  })

  test('keeps the network of a sign-up with its consent, if it is given one', async () => {
    const world = await aWorld()
    await world.outbox.record(aSignUp(), { ...REQUEST, network: '203.0.113.0/24' })
    const [stored] = await world.people.consents('ada@example.org')
    expect(stored?.consent).toMatchObject({ network: '203.0.113.0/24' })
    expect(JSON.stringify(await world.database.all('SELECT * FROM consents'))).not.toContain('203.0')
  })

  test('keeps no consent to a refused sign-up', async () => {
    const world = await aWorld()
    const recorded = await world.outbox.record(aSignUp({ first_name: 'x'.repeat(51) }), REQUEST)
    const told = world.outbox.settled(recorded.kind === 'recorded' ? recorded.id : 0, 2000)
    await world.drained()
    expect(await told).toMatchObject({ kind: 'refused' })
    expect(await world.people.consents('ada@example.org')).toEqual([])
  })

  test('erases everything stored about one person, hashes too, and nobody else', async () => {
    const world = await aWorld()
    world.addContact('bob@example.org')
    await world.take({ email_address: 'bob@example.org' })
    await world.drained()
    await world.waitForMails(1)
    await world.letMailsOut()
    const bobs = await world.kept()

    await world.take({ first_name: 'Ada' })
    await world.drained()
    await world.take({ first_name: 'Augusta' })
    await world.waitForMails(2)
    await world.letMailsOut()
    await world.dispatcher.stop()
    await world.take({ first_name: 'Waiting' })
    await world.take({ first_name: 'Parked' })
    await world.database.run(
      "UPDATE signups SET state = 'parked', due_at = NULL WHERE id = (SELECT MAX(id) FROM signups)",
    )
    await world.database.run('UPDATE outbox SET recorded = recorded - 1, parked = 1')
    expect(await countSignUps(world.database)).toMatchObject({
      recorded: 1,
      held: 2,
      parked: 1,
      delivered: 1,
    })

    expect(await world.people.forget('Ada@EXAMPLE.org')).toEqual({ signUps: 4, consents: 4 })
    // Of Ada there is only that she has been signed up once today, until the day is over.
    const [signUps = 0, calls = 0, ...others] = bobs
    expect(await world.kept()).toEqual([signUps, calls + 1, ...others])
    world.clock.advance(DAY_MS + 2 * MINUTE_MS)
    await world.tidy()
    expect(await world.database.all('SELECT * FROM calls')).toEqual([])
    expect(await countSignUps(world.database)).toMatchObject({
      recorded: 0,
      held: 1,
      parked: 0,
      delivered: 1,
    })
    expect(await world.people.forget('ada@example.org')).toEqual({ signUps: 0, consents: 0 })
    expect((await world.open(world.link(0))).status).toBe(200)
    expect((await world.open(world.link(1))).status).toBe(410)
  })

  test('still limits the calls for a forgotten person to three a day', async () => {
    const world = await aWorld()
    const tries = () => signUpCalls(world.vendor).length
    world.fault({ kind: 'status', status: 500 })
    for (const first_name of ['Ada', 'Augusta', 'Eve', 'Bob']) {
      await world.take({ first_name })
      await world.letMailsOut()
      world.clock.advance(HOUR_MS)
      await world.letMailsOut()
      await world.people.forget('Ada@Example.org')
    }
    expect(tries()).toBe(3)
    world.vendor.sandbox.control.clearFaults()
    await world.take({ first_name: 'Ada' })
    await world.letMailsOut()
    expect(await world.states()).toEqual(['address_limit'])
    world.clock.advance(DAY_MS)
    await world.letMailsOut()
    expect(await world.states()).toEqual(['created'])
  })

  test.each(['the same key', 'a new key'])(
    'keeps the wish of somebody who pressed "this was not me", for its thirty days, under %s',
    async (key) => {
      const world = await aWorld()
      world.addContact()
      await world.take({ first_name: 'Eve' })
      await world.waitForMails(1)
      await world.press((await world.open(world.link(0))).html, 'not_me')
      expect(await world.people.forget('ada@example.org')).toEqual({ signUps: 0, consents: 0 })
      if (key === 'a new key') {
        const both = createSeal(['a new key', SECRET], 'sign-ups')
        await openKeyedHash(world.database, both)
        const keyedHash = await openKeyedHash(world.database, createSeal(['a new key'], 'sign-ups'))
        const people = createOutboxAdmin({ ...world, seal: both, keyedHash })
        await people.forget('Ada@Example.org')
      }
      const rows = await world.database.all('SELECT * FROM asked')
      expect(rows).toMatchObject([{ address: expect.stringMatching(/^[\w-]{22}$/), mailed_at: 0 }])

      for (const [day, mails] of [
        [1, 1],
        [29, 1],
        [31, 2],
      ] as const) {
        world.clock.advance(day * DAY_MS - (world.clock.now() - start(rows)))
        await world.tidy()
        await world.take({ first_name: `Eve on day ${day}` })
        await world.letMailsOut()
        expect(world.mails).toHaveLength(mails)
      }
    },
  )

  test('forgets a wish that has expired', async () => {
    const world = await aWorld()
    world.addContact()
    await world.take({ first_name: 'Eve' })
    await world.waitForMails(1)
    await world.press((await world.open(world.link(0))).html, 'not_me')
    world.clock.advance(31 * DAY_MS)
    await world.people.forget('ada@example.org')
    expect(await world.database.all('SELECT * FROM asked')).toEqual([])
  })

  test('forgets somebody whose sign-up is in flight', async () => {
    const world = await aWorld()
    world.fault({ kind: 'delay', ms: 30 }, 1)
    await world.take()
    await world.until(() => world.dispatcher.status().inFlight > 0)
    await world.people.forget('ada@example.org')
    await world.letMailsOut()
    expect((await world.kept()).slice(0, 3)).toEqual([0, 1, 0])
    expect(world.log.filter((line) => line.startsWith('error'))).toEqual([])
  })
})
