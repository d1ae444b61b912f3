import type { Database } from '../store/database.ts'
import { number } from '../store/row.ts'
import type { Seal } from '../store/sealed.ts'
import { consentsOf, type StoredConsent } from './consent.ts'
import { readCooldown } from './contact-cooldown.ts'
import { type ShownSignUp, shown } from './listing.ts'

/** Everything that is stored about one address, oldest first. Times are in milliseconds since 1970. */
export type Person = {
  signUps: ShownSignUp[]
  consents: StoredConsent[]
  /** When Constant Contact was last called for the address: kept for a day, since it counts the calls. */
  tries: number[]
  /** When it was last mailed, until when it must not be, and when Constant Contact last asked it back; 0 for never. */
  mails: { mailedAt: number; quietUntil: number; resubscribedAt: number }
}

/** `address`: its keyed hash. */
export async function readPerson(database: Database, seal: Seal, address: string): Promise<Person> {
  const signUps = await database.all('SELECT * FROM signups WHERE address = ? ORDER BY id', address)
  const calls = await database.all('SELECT at FROM calls WHERE address = ? ORDER BY at', address)
  return {
    signUps: signUps.map((row) => shown(row, seal)),
    consents: await consentsOf(database, seal, address),
    tries: calls.map((row) => number(row, 'at')),
    mails: await readCooldown(database, address),
  }
}
