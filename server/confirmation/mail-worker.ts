import type { Logger } from 'pino'
import type { Brand } from '../brand/brand.ts'
import { PATHS } from '../contract.ts'
import type { Mailer } from '../mail/transport.ts'
import { changeOutbox } from '../outbox/change.ts'
import { mailAt, mailed, takeNextMail } from '../outbox/mail-queue.ts'
import type { PendingConfirmation } from '../outbox/pending-confirmation.ts'
import { createBackgroundLoop } from '../store/background-loop.ts'
import type { Database } from '../store/database.ts'
import type { Seal } from '../store/sealed.ts'
import { backoffMs } from '../time/backoff.ts'
import { MINUTE_MS, SECOND_MS } from '../time/duration.ts'
import type { Sleep } from '../time/timeout.ts'
import type { AccountNames } from './account-names.ts'
import { confirmationMail } from './confirmation-mail.ts'
import { describeSignUp } from './description.ts'
import type { Links } from './link.ts'

const LOOK_MS = SECOND_MS
const LONGEST_BACKOFF_MS = 10 * MINUTE_MS

export type MailWorkerParts = {
  database: Database
  seal: Seal
  names: Pick<AccountNames, 'current'>
  links: Links
  mailer: Mailer
  brand: Brand
  publicUrl: string
  /** True in the one relay that may call the vendor: the names of the lists come from there. */
  isDispatching: () => boolean
  sleep: Sleep
  random: () => number
  log: Pick<Logger, 'info' | 'warn' | 'error'>
}

/**
 * Sends one mail after another. Each is written down as taken before it is sent, so whatever happens here it is tried again.
 * Trouble that may pass (no mail server, no connection to the account) is retried for as long as it lasts.
 */
export function createMailWorker(parts: MailWorkerParts) {
  const { database, seal, names, links, mailer, brand, publicUrl, isDispatching, sleep, random, log } = parts

  async function tryLater(
    { id, attempts }: PendingConfirmation,
    why: Record<string, unknown>,
  ): Promise<void> {
    const inMs = backoffMs(attempts, LONGEST_BACKOFF_MS, random)
    log.warn({ ...why, inMs }, 'a confirmation mail waits')
    await changeOutbox(database, (change) => mailAt(change, id, change.now + inMs))
  }

  async function send(pending: PendingConfirmation): Promise<void> {
    const { signUp, language, id } = pending
    if (signUp === undefined) return tryLater(pending, { cause: 'unreadable' })
    const accountNames = await names.current(signUp.list_memberships)
    if (accountNames === undefined) return tryLater(pending, { cause: 'no names of lists' })
    const description = describeSignUp(signUp, accountNames, language)
    const link = `${publicUrl}${PATHS.confirm}?link=${links.tokenOf(id)}`
    const to = signUp.email_address.trim()
    const result = await mailer.send(confirmationMail({ to, brand, link, language, description }))
    if (result.kind === 'failed' && !result.isPermanent) {
      return tryLater(pending, { cause: result.cause, status: result.status })
    }
    // A mail that can never arrive ends like one that nobody answers.
    await changeOutbox(database, (change) => mailed(change, pending))
    if (result.kind === 'sent') log.info('a contact is asked to confirm')
    else log.warn({ cause: result.cause, status: result.status }, 'a confirmation mail was refused')
  }

  async function round(): Promise<number> {
    if (!isDispatching()) return LOOK_MS
    const next = await changeOutbox(database, (change) => takeNextMail(change, seal))
    if (next === undefined) return LOOK_MS
    await send(next)
    return 0
  }

  return createBackgroundLoop({ name: 'mail', round, sleep, log })
}
