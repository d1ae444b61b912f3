import { changeOutbox } from '../outbox/change.ts'
import { consentsOf, type StoredConsent } from '../outbox/consent.ts'
import { eraseAddress } from '../outbox/transitions.ts'
import { addressKey } from '../sign-up/address-key.ts'
import type { Database } from '../store/database.ts'
import type { DatabaseTime } from '../store/database-time.ts'
import type { KeyedHash } from '../store/keyed-hash.ts'
import type { Seal } from '../store/sealed.ts'

/** What an operator may read and erase of one person, given by their email address. Rejects with a `StoreError` only. */
export type People = {
  /** Oldest first. */
  consents(email: string): Promise<StoredConsent[]>
  /** Erases everything that is stored about a person; resolves to how much there was. */
  forget(email: string): Promise<{ signUps: number; consents: number }>
}

type Parts = { database: Database; time: DatabaseTime; seal: Seal; keyedHash: KeyedHash }

/** Safe to use while relays run; what is in flight to Constant Contact at that moment still arrives. */
export function createPeople({ database, time, seal, keyedHash }: Parts): People {
  return {
    consents: (email) => consentsOf(database, seal, keyedHash(addressKey(email))),
    forget: (email) =>
      changeOutbox(database, time, (change) => eraseAddress(change, keyedHash(addressKey(email)))),
  }
}
