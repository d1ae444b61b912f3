import { onTestFinished } from 'vitest'
import { createConfirmation } from '../confirmation/confirmation.ts'
import type { Policy } from '../delivery/policy.ts'
import type { Mail, Mailer, MailResult } from '../mail/transport.ts'
import { tidy } from '../outbox/housekeeping/housekeeping.ts'
import { confirmRoutes } from '../routes/confirm/confirm.ts'
import type { Database, Engine } from '../store/database.ts'
import { openKeyedHash } from '../store/keyed-hash.ts'
import { seal } from './relay.ts'
import { aWorld } from './world.ts'

const PUBLIC_URL = 'https://signup.example.org'

/** A relay that mails contacts, with its mailbox and its pages, on the test's clock. It runs until the test ends. */
export async function aConfirmingWorld(engine: Engine, policy: Policy = 'verify') {
  const world = await aWorld(engine, { policy })
  const { clock, database, vendor } = world
  const mails: Mail[] = []
  /** What the mail server answers to the next mails; it accepts all later ones. */
  const answers: MailResult[] = []
  const mailer: Mailer = {
    async send(mail) {
      const answer = answers.shift() ?? { kind: 'sent' }
      if (answer.kind === 'sent') mails.push(mail)
      return answer
    },
  }

  const fault = (about: unknown) => void world.log.push(`fault: ${JSON.stringify(about)}`)

  async function confirmationOn(on: Database, relay: Pick<typeof world, 'dispatcher' | 'client'>) {
    const confirmation = createConfirmation({
      ...{
        database: on,
        seal,
        mailer,
        brand: { site: 'Juniper & Rye' },
        publicUrl: PUBLIC_URL,
        now: clock.now,
      },
      client: relay.client,
      read: relay.dispatcher.read,
      isDispatching: () => relay.dispatcher.status().role === 'dispatching',
      keyedHash: await openKeyedHash(on, seal),
      sleep: clock.sleep,
      random: () => 0,
      log: { info: () => undefined, warn: () => undefined, error: fault },
    })
    onTestFinished(() => void confirmation.mailWorker.stop())
    return confirmation
  }

  const confirmation = await confirmationOn(database, world)
  const routes = confirmRoutes(confirmation)
  world.dispatcher.start()
  confirmation.mailWorker.start()

  return {
    ...world,
    mails,
    answers,
    confirmationOn,
    confirmation,
    /** Adds somebody to the account beforehand. */
    addContact: (email_address = 'ada@example.org') =>
      vendor.sandbox.control.putContacts([{ email_address, first_name: 'Augusta' }]),
    waitForMails: (count: number) => clock.runUntil(() => mails.length >= count),
    /** Moves the clock far enough for mails to go out: past a look of the dispatcher and one of the mail worker. */
    letMailsOut: () => {
      const until = clock.now() + 12_000
      return clock.runUntil(() => clock.now() >= until)
    },
    /** The link of a mail, without its origin. */
    link: (index: number) => {
      const [, path] =
        /https:\/\/signup\.example\.org(\/confirm\?link=\S+)/.exec(mails[index]?.text ?? '') ?? []
      if (path === undefined) throw new Error(`There is no link in mail ${index}`)
      return path
    },
    async open(link: string, method = 'GET') {
      const response = await routes.request(link, { method, headers: { 'accept-language': 'fr' } })
      return { status: response.status, headers: response.headers, html: await response.text() }
    },
    /** Presses a button of a page, the first with this answer or the one at `place`. */
    async press(html: string, answer: 'confirm' | 'not_me', place = 0) {
      const forms = [...html.matchAll(/name="link" value="([^"]+)">\s*<button name="answer" value="(\w+)"/g)]
      const link = forms.filter(([, , value]) => value === answer)[place]?.[1] ?? 'no such button'
      const response = await routes.request('/confirm', {
        method: 'POST',
        body: new URLSearchParams({ link, answer }),
      })
      return { status: response.status, html: await response.text() }
    },
    tidy: () => tidy(database, { retentionHours: 24, consentRetentionDays: 1095 }),
  }
}
