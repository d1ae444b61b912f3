import { describe, expect, test } from 'vitest'
import { aConfirmingWorld } from '../testing/confirmation.ts'
import { ENGINES } from '../testing/databases.ts'
import { signUpRows } from '../testing/relay.ts'
import { aSignUp, LIST, OTHER_LIST, REQUEST } from '../testing/sign-up.ts'
import { signUpCalls } from '../testing/vendor.ts'
import { DAY_MS, HOUR_MS } from '../time/duration.ts'

const FIELD = '1618ae62-4752-11e9-9c8a-fa163e6b01c1'

describe.each(ENGINES)('%s', (engine) => {
  describe('a sign-up of an existing contact', () => {
    test('is mailed, shown, confirmed by its button, and delivered as it was', async () => {
      const world = await aConfirmingWorld(engine)
      world.addContact()
      await world.take({
        first_name: 'Ada',
        list_memberships: [LIST, OTHER_LIST],
        custom_fields: [{ custom_field_id: FIELD, value: 'Rye' }],
      })
      await world.waitForMails(1)
      expect(world.mails[0]).toMatchObject({
        to: 'ada@example.org',
        subject: expect.stringMatching('Juniper'),
      })
      expect(world.mails[0]?.text).toContain('- Newsletter\n- Events and tastings\n')
      expect(world.mails[0]?.text).toContain('- First name\n- Favourite loaf\n')
      const { status, headers, html } = await world.open(world.link(0))
      expect(status).toBe(200)
      expect(html).toContain('<li>Events and tastings</li>')
      expect(html).toContain('<li>Favourite loaf</li>')
      expect(html).not.toMatch(/(?<![\w-])Ada(?![\w-])|Rye<|ada@/)
      expect(headers.get('cache-control')).toBe('no-store')
      expect(headers.get('referrer-policy')).toBe('same-origin')
      expect(headers.get('content-security-policy')).toContain("default-src 'none'")

      const pressed = await world.press(html, 'confirm')
      expect(pressed).toMatchObject({ status: 200, html: expect.stringContaining('Thank you') })
      await world.drained()
      expect(await world.states()).toEqual(['updated'])
      expect(world.contact()).toMatchObject({ first_name: 'Ada', list_memberships: [LIST, OTHER_LIST] })
      const [consent] = await world.database.all('SELECT confirmed_at FROM consents')
      expect(consent?.['confirmed_at']).toBeGreaterThan(0)
    })

    test('is not confirmed by opening the page', async () => {
      const world = await aConfirmingWorld(engine)
      world.addContact()
      await world.take({ first_name: 'Ada' })
      await world.waitForMails(1)
      const everything = async () => [
        await world.database.all('SELECT * FROM signups'),
        await world.database.all('SELECT * FROM confirmations'),
        await world.database.all('SELECT * FROM asked'),
      ]
      await world.letMailsOut()
      const before = await everything()
      for (let n = 0; n < 20; n += 1) {
        expect((await world.open(world.link(0))).status).toBe(200)
        expect((await world.open(world.link(0), 'HEAD')).status).toBe(200)
      }
      expect(await everything()).toEqual(before)
    })

    test('has a link that works once; pressing its button twice causes no error', async () => {
      const world = await aConfirmingWorld(engine)
      world.addContact()
      await world.take()
      await world.waitForMails(1)
      const { html } = await world.open(world.link(0))
      await world.press(html, 'confirm')
      expect((await world.press(html, 'confirm')).html).toContain('Thank you')
      await world.drained()
      expect((await world.press(html, 'confirm')).html).toContain('Thank you')
      expect((await world.press(html, 'not_me')).status).toBe(410)
      const again = await world.open(world.link(0))
      expect(again.status).toBe(410)
      // Nobody knows whose it was, so the page speaks the reader's language.
      expect(again.html).toContain('Ce lien ne fonctionne plus')
      await world.letMailsOut()
      expect(signUpCalls(world.vendor)).toHaveLength(1)
    })

    test.each(['?link=', '?link=x', '', '?link=AAAAAAAAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAA'])(
      'is not found by a made-up link: "%s"',
      async (query) => {
        const world = await aConfirmingWorld(engine)
        world.addContact()
        await world.take()
        await world.waitForMails(1)
        expect((await world.open(`/confirm${query}`)).status).toBe(410)
      },
    )

    test('is described in the language that its visitor read', async () => {
      const world = await aConfirmingWorld(engine)
      world.addContact()
      await world.outbox.record(aSignUp(), { ...REQUEST, language: 'ar-EG' })
      await world.waitForMails(1)
      expect(world.mails[0]?.html).toContain('dir="rtl"')
      const { html } = await world.open(world.link(0))
      expect(html).toContain('<html lang="ar" dir="rtl">')
      expect((await world.press(html, 'confirm')).html).toContain('شكرًا لك')
    })

    test('is erased when its link expires, and nothing of it stays', async () => {
      const world = await aConfirmingWorld(engine)
      world.addContact()
      await world.take()
      await world.waitForMails(1)
      await world.letMailsOut()
      world.clock.advance(7 * DAY_MS - HOUR_MS)
      await world.tidy()
      const { html, status } = await world.open(world.link(0))
      expect(status).toBe(200)
      world.clock.advance(HOUR_MS)
      expect((await world.open(world.link(0))).status).toBe(410)
      expect((await world.press(html, 'confirm')).status).toBe(410)
      await world.tidy()
      for (const table of ['signups', 'consents', 'confirmations']) {
        expect(await world.database.all(`SELECT * FROM ${table}`)).toEqual([])
      }
      expect(await world.database.all('SELECT held FROM outbox')).toEqual([{ held: 0 }])
    })

    test('sends no mail to a new contact, who is signed up at once', async () => {
      const world = await aConfirmingWorld(engine)
      await world.take()
      await world.drained()
      await world.letMailsOut()
      expect(await world.states()).toEqual(['created'])
      expect(world.mails).toEqual([])
    })
  })

  describe('several sign-ups of one address', () => {
    test('cause one mail; each has its own button on the page, and a link confirms what it was made for', async () => {
      const world = await aConfirmingWorld(engine)
      world.addContact()
      await world.take({ first_name: 'Ada' })
      await world.waitForMails(1)
      await world.take({ first_name: 'Eve', phone_number: '666', list_memberships: [OTHER_LIST] })
      await world.take({ first_name: 'Ada', submission_id: crypto.randomUUID() })
      await world.drained()
      await world.letMailsOut()
      expect(world.mails).toHaveLength(1)
      const { html } = await world.open(world.link(0))
      expect(html.match(/value="confirm"/g)).toHaveLength(2)
      expect(html.indexOf('Phone number')).toBeGreaterThan(html.indexOf('Other sign-ups'))

      const thanks = await world.press(html, 'confirm', 0)
      await world.drained()
      expect(await world.states()).toEqual(['updated', 'unconfirmed'])
      expect(world.contact()).toMatchObject({ first_name: 'Ada', list_memberships: [LIST] })
      expect(world.contact()?.phone_numbers).toEqual([])

      await world.press(thanks.html, 'confirm', 0)
      await world.drained()
      expect(world.contact()).toMatchObject({ first_name: 'Eve', list_memberships: [LIST, OTHER_LIST] })
    })

    test('can be confirmed separately', async () => {
      const world = await aConfirmingWorld(engine)
      world.addContact()
      await world.take({ first_name: 'Eve' })
      await world.waitForMails(1)
      await world.take({ first_name: 'Ada' })
      await world.drained()
      await world.press((await world.open(world.link(0))).html, 'confirm', 1)
      await world.drained()
      expect(await world.states()).toEqual(['unconfirmed', 'updated'])
      expect(world.contact()).toMatchObject({ first_name: 'Ada' })
    })

    test('cause one mail in a burst, and a repeat on another day sends the same link once more', async () => {
      const world = await aConfirmingWorld(engine)
      world.addContact()
      for (let n = 0; n < 12; n += 1) await world.take({ first_name: `${n}` })
      await world.waitForMails(1)
      await world.letMailsOut()
      for (let day = 0; day < 3; day += 1) {
        world.clock.advance(DAY_MS)
        await world.letMailsOut()
      }
      expect(world.mails).toHaveLength(1)
      expect((await world.open(world.link(0))).html.match(/value="confirm"/g)).toHaveLength(12)
      await world.take({ first_name: '0', submission_id: crypto.randomUUID() })
      await world.waitForMails(2)
      await world.letMailsOut()
      expect(world.mails).toHaveLength(2)
      expect(world.link(1)).toBe(world.link(0))
    })

    test('one that comes after the link was used is mailed when a day has passed', async () => {
      const world = await aConfirmingWorld(engine)
      world.addContact()
      await world.take({ first_name: 'Ada' })
      await world.waitForMails(1)
      await world.press((await world.open(world.link(0))).html, 'confirm')
      await world.take({ first_name: 'Augusta' })
      await world.drained()
      await world.letMailsOut()
      expect(world.mails).toHaveLength(1)
      world.clock.advance(DAY_MS)
      await world.waitForMails(2)
      expect(world.link(1)).not.toBe(world.link(0))
    })
  })

  describe('"this was not me"', () => {
    test('erases what is held, and stops mails for thirty days', async () => {
      const world = await aConfirmingWorld(engine)
      world.addContact()
      await world.take({ first_name: 'Eve' })
      await world.waitForMails(1)
      await world.take({ first_name: 'Mallory' })
      await world.drained()
      const { html } = await world.open(world.link(0))
      expect(await world.press(html, 'not_me')).toMatchObject({
        status: 200,
        html: expect.stringContaining('We erased what was typed'),
      })
      expect(await world.database.all('SELECT * FROM signups')).toEqual([])
      expect(await world.database.all('SELECT * FROM consents')).toEqual([])
      expect((await world.press(html, 'confirm')).status).toBe(410)
      expect(await world.database.all('SELECT held FROM outbox')).toEqual([{ held: 0 }])

      await world.take({ first_name: 'Eve' })
      await world.letMailsOut()
      world.clock.advance(7 * DAY_MS)
      await world.letMailsOut()
      await world.tidy()
      expect(await world.database.all('SELECT * FROM signups')).toEqual([])
      expect(world.mails).toHaveLength(1)

      world.clock.advance(23 * DAY_MS)
      await world.take({ first_name: 'Ada' })
      await world.waitForMails(2)
    })

    test('of one address does not affect another', async () => {
      const world = await aConfirmingWorld(engine)
      world.addContact('ada@example.org')
      world.addContact('bob@example.org')
      await world.take({ email_address: 'ada@example.org' })
      await world.take({ email_address: 'bob@example.org' })
      await world.waitForMails(2)
      await world.press((await world.open(world.link(0))).html, 'not_me')
      expect((await world.open(world.link(1))).html).not.toContain('other sign-ups')
      expect(await signUpRows(world.database)).toMatchObject([{ state: 'held' }])
    })
  })

  describe('when mail does not go out', () => {
    test('temporarily, it is retried for as long as it takes, and the link lasts from then on', async () => {
      const world = await aConfirmingWorld(engine)
      world.addContact()
      const failure = { kind: 'failed', isPermanent: false, cause: 'ETIMEDOUT' } as const
      world.answers.push(failure, failure, failure)
      await world.take()
      await world.waitForMails(1)
      world.clock.advance(6 * DAY_MS)
      expect((await world.open(world.link(0))).status).toBe(200)
    })

    test('permanently, it is not retried, and what is held is erased as if nobody had answered', async () => {
      const world = await aConfirmingWorld(engine)
      world.addContact()
      world.answers.push({ kind: 'failed', isPermanent: true, cause: 'EENVELOPE', status: 550 })
      await world.take()
      await world.drained()
      await world.letMailsOut()
      world.clock.advance(7 * DAY_MS)
      await world.letMailsOut()
      await world.tidy()
      expect(world.mails).toEqual([])
      expect(await signUpRows(world.database)).toEqual([])
    })

    test('because the lists cannot be named, it waits until they can', async () => {
      const world = await aConfirmingWorld(engine)
      world.addContact()
      world.fault({ kind: 'status', status: 503 }, 1, '/v3/contact_lists')
      await world.take()
      await world.waitForMails(1)
      expect(world.mails[0]?.text).toContain('- Newsletter\n')
    })

    test('because the relay died while sending, it goes out a little later', async () => {
      const world = await aConfirmingWorld(engine)
      world.addContact()
      await world.take()
      await world.until(async () => (await world.database.all('SELECT * FROM confirmations')).length === 1)
      void world.confirmation.mailWorker.stop()
      await world.database.run('UPDATE confirmations SET mail_due_at = ?', world.clock.now() + 120_000)
      const next = await world.confirmationOn(world.database, world)
      next.mailWorker.start()
      await world.letMailsOut()
      expect(world.mails).toEqual([])
      world.clock.advance(120_000)
      await world.waitForMails(1)
    })

    test('because another relay delivers, that one sends it, once', async () => {
      const world = await aConfirmingWorld(engine)
      const other = await world.anotherRelay()
      const next = await world.confirmationOn(world.database, other)
      other.dispatcher.start()
      next.mailWorker.start()
      for (let n = 0; n < 5; n += 1) {
        world.addContact(`${n}@example.org`)
        await world.take({ email_address: `${n}@example.org` })
      }
      await world.waitForMails(5)
      await world.letMailsOut()
      expect(world.mails.map(({ to }) => to).sort()).toEqual([0, 1, 2, 3, 4].map((n) => `${n}@example.org`))
    })
  })

  describe('a sign-up that could carry no proof', () => {
    test('is held whatever the policy, mailed even to a new contact, and delivered when they confirm', async () => {
      const world = await aConfirmingWorld(engine, 'update')
      const recorded = await world.outbox.record(aSignUp({ first_name: 'Ada' }), { ...REQUEST, hold: true })
      expect(recorded).toMatchObject({ kind: 'recorded', duplicate: false })
      await world.waitForMails(1)
      expect(signUpCalls(world.vendor)).toEqual([])
      await world.press((await world.open(world.link(0))).html, 'confirm')
      await world.drained()
      expect(await world.states()).toEqual(['created'])
    })

    test('is recognized when it is repeated, at once or later', async () => {
      const world = await aConfirmingWorld(engine, 'update')
      const hold = { ...REQUEST, hold: true }
      const twice = [aSignUp({ submission_id: crypto.randomUUID() }), aSignUp()]
      const first = await Promise.all(twice.map((signUp) => world.outbox.record(signUp, hold)))
      expect(first.map((one) => one.kind === 'recorded' && one.duplicate)).toEqual([false, true])
      world.clock.advance(DAY_MS / 2)
      expect(await world.outbox.record(aSignUp(), hold)).toMatchObject({ duplicate: true })
      await world.letMailsOut()
      expect(world.mails).toHaveLength(1)
    })

    test('does not crowd out those that can: each kind has its own limit', async () => {
      const world = await aConfirmingWorld(engine, 'update')
      await world.database.run('UPDATE outbox SET held = 1000')
      expect(await world.outbox.record(aSignUp(), { ...REQUEST, hold: true })).toEqual({ kind: 'full' })
      expect(await world.outbox.record(aSignUp(), REQUEST)).toMatchObject({ kind: 'recorded' })
    })
  })
})
