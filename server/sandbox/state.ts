import type { Account } from './account/account.ts'
import type { Clock } from './account/clock.ts'
import type { Contacts } from './account/contacts.ts'
import type { Mailbox } from './account/mailbox.ts'
import type { CallLog } from './rules/call-log.ts'
import type { Faults } from './rules/faults.ts'
import type { RateLimit } from './rules/rate-limit.ts'
import type { SettingsHolder } from './rules/settings.ts'

type StateSources = {
  account: Account
  contacts: Contacts
  mailbox: Mailbox
  calls: CallLog
  faults: Faults
  grants: { counts(): { grants_alive: number; access_tokens: number } }
  apiRateLimit: RateLimit
  settings: Pick<SettingsHolder, 'current'>
  clock: Clock
}
export type State = ReturnType<typeof readState>

/** A snapshot of the sandbox, newest entries last; of contacts, mails and calls at most the newest `limit`. */
export function readState(services: StateSources, limit = Number.POSITIVE_INFINITY) {
  const newest = <T>(all: T[]): T[] => (all.length > limit ? all.slice(all.length - limit) : all)
  return {
    now: services.clock.now(),
    settings: services.settings.current(),
    counts: {
      contacts: services.contacts.count(),
      mails: services.mailbox.all().length,
      calls: services.calls.received(),
      calls_today: services.apiRateLimit.usedToday(),
      ...services.grants.counts(),
    },
    contacts: newest(services.contacts.all()),
    mailbox: newest(services.mailbox.all()),
    calls: newest(services.calls.all()),
    faults: services.faults.active(),
    lists: services.account.lists(),
    custom_fields: services.account.customFields(),
  }
}
