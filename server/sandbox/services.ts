import { setTimeout as realSleep } from 'node:timers/promises'
import { createAccount } from './account/account.ts'
import { createClock } from './account/clock.ts'
import { createContacts } from './account/contacts.ts'
import { createIdentifiers, type Identifiers } from './account/identifiers.ts'
import { createMailbox } from './account/mailbox.ts'
import { createResubscribeEndpoint } from './api/resubscribe-endpoint.ts'
import { createGrants } from './oauth/grants.ts'
import { OAUTH_PATH } from './oauth/oauth-routes.ts'
import type { SandboxOptions } from './options.ts'
import { createAbuseLock } from './rules/abuse-lock.ts'
import { createCallLog } from './rules/call-log.ts'
import { createContactLock } from './rules/contact-lock.ts'
import { createFaults } from './rules/faults.ts'
import { createRateLimit } from './rules/rate-limit.ts'
import { createSettings } from './rules/settings.ts'

export type Services = ReturnType<typeof createServices>

/** Creates the account, rules and grants that the sandbox's routes work on. */
export function createServices(options: SandboxOptions) {
  const { client, origin, sleep = realSleep } = options
  const clock = createClock(options.now ?? Date.now)
  const identifiers = createIdentifiers(options.random)
  const revision = createRevision(identifiers)
  const settings = createSettings({
    confirmed_opt_in: options.confirmedOptIn,
    email_limit: options.emailLimit,
    refresh_tokens: options.refreshTokens,
    per_second: options.perSecond,
    per_day: options.perDay,
    token_per_second: options.tokenPerSecond,
    processing_ms: options.processingMs,
  })
  const { current } = settings
  const account = createAccount(clock)
  const contacts = createContacts(revision.next)
  const mailbox = createMailbox(clock, identifiers, revision.next)
  const contactLock = createContactLock(() => current().processing_ms, sleep)
  return {
    client,
    origin,
    sleep,
    clock,
    identifiers,
    revision,
    settings,
    account,
    contacts,
    mailbox,
    contactLock,
    calls: createCallLog(clock, revision.next),
    faults: createFaults(clock.now),
    abuseLock: createAbuseLock(clock.now),
    apiRateLimit: createRateLimit(clock.now, () => ({
      perSecond: current().per_second,
      perDay: current().per_day,
    })),
    tokenRateLimit: createRateLimit(clock.now, () => ({
      perSecond: current().token_per_second,
      perDay: Number.POSITIVE_INFINITY,
    })),
    resubscribe: createResubscribeEndpoint({
      account,
      contacts,
      mailbox,
      contactLock,
      clock,
      settings: current,
      origin,
    }),
    grants: createGrants({
      now: clock.now,
      identifiers,
      rotating: () => current().refresh_tokens === 'rotating',
      clientId: client.id,
      issuer: () => origin() + OAUTH_PATH,
    }),
  }
}

/** A version of the state for the dashboard's ETag; unique across restarts. */
function createRevision(identifiers: Identifiers) {
  const session = identifiers.opaque(6)
  let changes = 0
  return {
    current: () => `${session}-${changes}`,
    next() {
      changes += 1
    },
  }
}
