import type { Logger } from 'pino'
import { PATHS } from '../contract.ts'
import type { Mailer } from '../mail/transport.ts'
import { changeOutbox } from '../outbox/change.ts'
import { rememberMail } from '../outbox/contact-cooldown.ts'
import { type Database, type Row, StoreError } from '../store/database.ts'
import type { DatabaseTime } from '../store/database-time.ts'
import { number, text } from '../store/row.ts'
import type { Seal } from '../store/sealed.ts'
import { backoffMs } from '../time/backoff.ts'
import { type Sleep, withTimeout } from '../time/timeout.ts'
import { createWakeUp } from '../time/wake-up.ts'
import { confirmationLetter } from './confirmation-mail.ts'
import { describeSignUp } from './description.ts'
import type { Links } from './link.ts'
import type { OwnersNames } from './names.ts'
import { dueAt, nowMailed, takeNextMail } from './next-mail.ts'
import { openHeld } from './pending-confirmation.ts'

const LOOK_MS = 1000
const LONGEST_BACKOFF_MS = 600_000

/** Mails those who must confirm. */
export type Courier = {
  start(): void
  /** Ends once the mail that is under way is out; after `graceMs` at the latest. */
  stop(graceMs: number): Promise<void>
}

type Parts = {
  database: Database
  time: DatabaseTime
  seal: Seal
  names: Pick<OwnersNames, 'fresh'>
  links: Links
  mailer: Mailer
  /** `SITE_NAME` */
  site: string
  publicUrl: string
  /** True in the one relay that may call the vendor, which it asks what the lists are called. */
  isOurTurn: () => boolean
  sleep: Sleep
  random: () => number
  log: Pick<Logger, 'info' | 'warn' | 'error'>
}

/**
 * Sends one mail after the other, each written down as taken before it is sent: whatever happens here, it is tried again.
 * What passes (no mail server, no connection to the account) is tried for as long as it lasts.
 */
export function createCourier(parts: Parts): Courier {
  const { database, time, seal, names, links, mailer, site, publicUrl, isOurTurn, random, log } = parts
  const wakeUp = createWakeUp(parts.sleep)
  let stopping = false
  let running: Promise<void> | undefined

  async function tryLater(row: Row, why: Record<string, unknown>): Promise<void> {
    const inMs = backoffMs(number(row, 'attempts'), LONGEST_BACKOFF_MS, random)
    log.warn({ ...why, inMs }, 'a confirmation mail waits')
    await changeOutbox(database, time, (change) => dueAt(change, text(row, 'id'), change.now + inMs))
  }

  async function send(row: Row): Promise<void> {
    const held = openHeld(seal, row)
    if (held === undefined) return tryLater(row, { cause: 'unreadable' })
    const { signUp, language, id } = held
    const owners = await names.fresh(signUp.list_memberships)
    if (owners === undefined) return tryLater(row, { cause: 'no names of lists' })
    const described = describeSignUp(signUp, owners, language)
    const link = `${publicUrl}${PATHS.confirm}?link=${links.tokenOf(id)}`
    const to = signUp.email_address.trim()
    const result = await mailer.send(confirmationLetter({ to, site, link, language, described }))
    if (result.kind === 'failed' && result.lasts === 'passing') {
      return tryLater(row, { cause: result.cause, status: result.status })
    }
    // Where no mail arrives for good, it is as if it was not answered.
    await changeOutbox(database, time, async (change) => {
      await nowMailed(change, id)
      await rememberMail(change, text(row, 'address'))
    })
    if (result.kind === 'sent') log.info('a contact is asked to confirm')
    else log.warn({ cause: result.cause, status: result.status }, 'a confirmation mail was refused')
  }

  /** Sends the next mail; resolves to false when there is none. */
  async function step(): Promise<boolean> {
    if (!isOurTurn()) return false
    const [next] = await database.all(
      'SELECT mail_due_at FROM confirmations WHERE mail_due_at IS NOT NULL ORDER BY mail_due_at LIMIT 1',
    )
    if (next === undefined || number(next, 'mail_due_at') > (await time(database))) return false
    const row = await changeOutbox(database, time, takeNextMail)
    if (row === undefined) return false
    await send(row)
    return true
  }

  async function run(): Promise<void> {
    while (!stopping) {
      const again = await step().catch((error: unknown) => {
        if (error instanceof StoreError) log.warn({ fault: error.fault }, 'mail waits for the database')
        else log.error({ err: error }, 'a step of the courier failed')
        return false
      })
      if (!again) await wakeUp.sleep(LOOK_MS)
    }
  }

  return {
    start() {
      running ??= run()
    },
    async stop(graceMs) {
      stopping = true
      wakeUp.wake()
      await withTimeout(graceMs, Promise.resolve(running), parts.sleep)
    },
  }
}
