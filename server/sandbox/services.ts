import { setTimeout as realSleep } from 'node:timers/promises'
import { createAccount } from './account/account.ts'
import { createClock } from './account/clock.ts'
import { createContacts } from './account/contacts.ts'
import { createIdentifiers } from './account/identifiers.ts'
import { createMailbox } from './account/mailbox.ts'
import { createRevision } from './account/revision.ts'
import { createResubscribe } from './api/resubscribe-endpoint.ts'
import { createGrants } from './oauth/grants.ts'
import { OAUTH_PATH } from './oauth/oauth-routes.ts'
import type { SandboxOptions } from './options.ts'
import { createAbuseLock } from './rules/abuse-lock.ts'
import { createCalls } from './rules/call-log.ts'
import { createInFlight } from './rules/contact-lock.ts'
import { createFaults } from './rules/faults.ts'
import { createPace } from './rules/rate-limit.ts'
import { createSettings } from './rules/settings.ts'

export type Parts = ReturnType<typeof createParts>

/** Everything that the stand-in remembers, and the rules that go by it, joined. */
export function createParts(options: SandboxOptions) {
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
  const inFlight = createInFlight(() => current().processing_ms, sleep)
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
    inFlight,
    calls: createCalls(clock, revision.next),
    faults: createFaults(clock.now),
    abuseLock: createAbuseLock(clock.now),
    apiPace: createPace(clock.now, () => ({ perSecond: current().per_second, perDay: current().per_day })),
    tokenPace: createPace(clock.now, () => ({
      perSecond: current().token_per_second,
      perDay: Number.POSITIVE_INFINITY,
    })),
    resubscribe: createResubscribe({
      account,
      contacts,
      mailbox,
      inFlight,
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
