import { changeOutbox } from '../outbox/change.ts'
import { type Consent, openConsent } from '../outbox/consent.ts'
import { stateOf } from '../outbox/settled.ts'
import { addressKey } from '../sign-up/address-key.ts'
import type { Database } from '../store/database.ts'
import type { DatabaseTime } from '../store/database-time.ts'
import type { KeyedHash } from '../store/keyed-hash.ts'
import { number, numberOrNull, text } from '../store/row.ts'
import type { Seal } from '../store/sealed.ts'

/** What one sign-up agreed to; `consent` is undefined where no key opens it. Times in milliseconds since 1970. */
export type KeptConsent = {
  signUp: number
  recordedAt: number
  /** When its contact confirmed it, where they were asked to. */
  confirmedAt: number | null
  consent: Consent | undefined
}

/** What an operator may ask and do about one person, named by their email address. Functions reject with a `StoreError` only. */
export type People = {
  /** Oldest first. */
  consents(email: string): Promise<KeptConsent[]>
  /** Erases everything that is kept of a person; resolves to how much there was. */
  forget(email: string): Promise<{ signUps: number; consents: number }>
}

type Parts = { database: Database; time: DatabaseTime; seal: Seal; keyedHash: KeyedHash }

/** It may be used beside running relays; what is under way to Constant Contact at that moment still arrives. */
export function createPeople({ database, time, seal, keyedHash }: Parts): People {
  return {
    async consents(email) {
      const address = keyedHash(addressKey(email))
      const rows = await database.all('SELECT * FROM consents WHERE address = ? ORDER BY signup', address)
      return rows.map((row) => ({
        signUp: number(row, 'signup'),
        recordedAt: number(row, 'recorded_at'),
        confirmedAt: numberOrNull(row, 'confirmed_at'),
        consent: openConsent(seal, text(row, 'sealed'), address),
      }))
    },

    forget(email) {
      const address = keyedHash(addressKey(email))
      return changeOutbox(database, time, async ({ transaction, leave }) => {
        const rows = await transaction.all('SELECT state FROM signups WHERE address = ?', address)
        // Of delivered and refused ones it is counted how many ever were.
        const states = rows.map(stateOf).filter((state) => state !== 'delivered' && state !== 'refused')
        for (const state of states) leave(state)
        const erase = (table: string) => transaction.run(`DELETE FROM ${table} WHERE address = ?`, address)
        const [consents, signUps] = [await erase('consents'), await erase('signups')]
        await erase('calls')
        await erase('asked')
        return { signUps, consents }
      })
    },
  }
}
