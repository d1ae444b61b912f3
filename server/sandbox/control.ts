import type { NewCustomField } from './account/account.ts'
import type { PlacedContact } from './account/seed-contact.ts'
import { placeContact } from './account/seed-contact.ts'
import type { FaultOrder } from './rules/faults.ts'
import type { SettingsChange } from './rules/settings.ts'
import type { Parts } from './services.ts'

/** What a test, or a curious person, can do to the stand-in; `/sandbox/…` does the same over HTTP. */
export type Control = {
  /** Switches a fault on. */
  addFault(order: FaultOrder): void
  clearFaults(): void
  change(change: SettingsChange): void
  /** Moves the clock forward. */
  advance(ms: number): void
  /** Ends every grant: the relay is disconnected until somebody presses Allow. */
  revoke(): void
  /** Puts contacts in place, instead of those with the same address. */
  putContacts(contacts: PlacedContact[]): void
  putLists(lists: { list_id: string; name: string; description?: string | undefined }[]): void
  putCustomFields(fields: NewCustomField[]): void
  /** Everything as it was at the start, except that grants stay as they are. */
  reset(): void
}

export function createControl(parts: Parts): Control {
  const { account, clock, contacts, faults, grants, identifiers, revision, settings } = parts

  /** Every order changes what the page shows. */
  function order<T extends unknown[]>(carryOut: (...given: T) => void) {
    return (...given: T): void => {
      carryOut(...given)
      revision.next()
    }
  }

  return {
    addFault: order(faults.add),
    clearFaults: order(faults.clear),
    change: order(settings.change),
    advance: order(clock.advance),
    revoke: order(grants.revoke),
    putContacts: order((orders) => {
      for (const one of orders) placeContact(one, { contacts, identifiers, time: clock.iso() })
    }),
    putLists: order((lists) => lists.forEach(account.addList)),
    putCustomFields: order((fields) => fields.forEach(account.addCustomField)),
    reset: order(() => {
      const { abuseLock, apiPace, calls, mailbox, resubscribe, tokenPace } = parts
      settings.reset()
      clock.reset()
      for (const part of [account, abuseLock, apiPace, tokenPace, resubscribe]) part.reset()
      for (const part of [contacts, mailbox, calls, faults]) part.clear()
    }),
  }
}
