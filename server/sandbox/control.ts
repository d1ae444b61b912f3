import type { NewCustomField, NewList } from './account/account.ts'
import type { SeedContact } from './account/seed-contact.ts'
import { seedContact } from './account/seed-contact.ts'
import type { FaultRuleInput } from './rules/faults.ts'
import type { SettingsChange } from './rules/settings.ts'
import type { Services } from './services.ts'

/** What tests can do to the sandbox from outside; `/sandbox/…` offers the same over HTTP. */
export type Control = {
  /** Activates a fault. */
  addFault(rule: FaultRuleInput): void
  clearFaults(): void
  change(change: SettingsChange): void
  /** Moves the clock forward. */
  advance(ms: number): void
  /** Revokes every grant: the relay is disconnected until somebody presses Allow. */
  revoke(): void
  /** Adds contacts, replacing those with the same address. */
  putContacts(contacts: SeedContact[]): void
  putLists(lists: NewList[]): void
  putCustomFields(fields: NewCustomField[]): void
  /** Resets everything but grants to the initial state. */
  reset(): void
}

export function createControl(services: Services): Control {
  const { account, clock, contacts, faults, grants, identifiers, revision, settings } = services

  /** Every action changes what the dashboard shows. */
  function refreshing<T extends unknown[]>(action: (...given: T) => void) {
    return (...given: T): void => {
      action(...given)
      revision.next()
    }
  }

  return {
    addFault: refreshing(faults.add),
    clearFaults: refreshing(faults.clear),
    change: refreshing(settings.change),
    advance: refreshing(clock.advance),
    revoke: refreshing(grants.revoke),
    putContacts: refreshing((seeds) => {
      for (const seed of seeds) seedContact(seed, { contacts, identifiers, time: clock.iso() })
    }),
    putLists: refreshing((lists) => lists.forEach(account.addList)),
    putCustomFields: refreshing((fields) => fields.forEach(account.addCustomField)),
    reset: refreshing(() => {
      const { abuseLock, apiRateLimit, calls, mailbox, resubscribe, tokenRateLimit } = services
      settings.reset()
      clock.reset()
      for (const service of [account, abuseLock, apiRateLimit, tokenRateLimit, resubscribe]) service.reset()
      for (const store of [contacts, mailbox, calls, faults]) store.clear()
    }),
  }
}
