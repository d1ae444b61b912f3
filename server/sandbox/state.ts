import type { Account } from './account/account.ts'
import type { Clock } from './account/clock.ts'
import type { Contacts } from './account/contacts.ts'
import type { Mailbox } from './account/mailbox.ts'
import type { Grants } from './oauth/grants.ts'
import type { Calls } from './rules/call-log.ts'
import type { Faults } from './rules/faults.ts'
import type { Pace } from './rules/rate-limit.ts'
import type { SettingsHolder } from './rules/settings.ts'

export type StateParts = {
  account: Account
  contacts: Contacts
  mailbox: Mailbox
  calls: Calls
  faults: Faults
  grants: Grants
  apiPace: Pace
  settings: Pick<SettingsHolder, 'current'>
  clock: Clock
}
export type State = ReturnType<typeof readState>

/** All that the stand-in knows, the newest last; of contacts, mails and calls at most the newest `limit`. */
export function readState(parts: StateParts, limit = Number.POSITIVE_INFINITY) {
  const newest = <T>(all: T[]): T[] => (all.length > limit ? all.slice(all.length - limit) : all)
  return {
    now: parts.clock.now(),
    settings: parts.settings.current(),
    counts: {
      contacts: parts.contacts.count(),
      mails: parts.mailbox.all().length,
      calls: parts.calls.received(),
      calls_today: parts.apiPace.usedToday(),
      ...parts.grants.counts(),
    },
    contacts: newest(parts.contacts.all()),
    mailbox: newest(parts.mailbox.all()),
    calls: newest(parts.calls.all()),
    faults: parts.faults.active(),
    lists: parts.account.lists(),
    custom_fields: parts.account.customFields(),
  }
}
