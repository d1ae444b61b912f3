import { changeOutbox } from '../outbox/change.ts'
import { consentsOf } from '../outbox/consent.ts'
import { eraseAddress } from '../outbox/transitions.ts'
import { addressKey } from '../sign-up/address-key.ts'
import type { Database } from '../store/database.ts'
import type { KeyedHash } from '../store/keyed-hash.ts'
import type { Seal } from '../store/sealed.ts'

type Parts = { database: Database; seal: Seal; keyedHash: KeyedHash }

export type People = ReturnType<typeof createPeople>

/**
 * What an operator may read and erase of one person, given by their email address. Safe to use while relays run; what is in
 * flight to Constant Contact at that moment still arrives. Functions reject with a `StoreError` only.
 */
export function createPeople({ database, seal, keyedHash }: Parts) {
  return {
    /** Oldest first. */
    consents: (email: string) => consentsOf(database, seal, keyedHash(addressKey(email))),
    /**
     * Erases everything that is stored about a person; resolves to how much there was. What stays is under a keyed hash: the
     * wish not to be mailed, for the rest of its 30 days, and the tries on the address, for a day.
     */
    forget: (email: string): Promise<{ signUps: number; consents: number }> =>
      changeOutbox(database, (change) => eraseAddress(change, keyedHash(addressKey(email)))),
  }
}
