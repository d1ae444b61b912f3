import { createHmac, randomBytes } from 'node:crypto'
import { type Database, StoreError } from './database.ts'
import { addMeta, readMeta, writeMeta } from './meta.ts'
import type { Seal } from './sealed.ts'

/** 128 bits are enough to tell a table's rows apart, in half the space of the whole hash. */
const HASH_BYTES = 16
const NAME = 'hash_key'

/** A hash that nobody can make or check without the key, as 22 characters. */
export type KeyedHash = (text: string) => string

/**
 * Opens this database's own hash key, made and sealed at the first start. It outlives every SECRET_KEY, so that a repeated
 * sign-up is still recognized after the secret key was replaced.
 */
export async function openKeyedHash(database: Database, seal: Seal): Promise<KeyedHash> {
  const sealed = seal.seal(randomBytes(32).toString('base64url'), NAME)
  const key = await database.transaction(async (transaction) => {
    const opened = seal.open(await addMeta(transaction, NAME, sealed), NAME)
    if (opened.kind === 'failed') {
      throw new StoreError(
        'broken',
        'SECRET_KEY cannot decrypt what the database holds: add the old key, as new,old',
      )
    }
    if (opened.stale) await writeMeta(transaction, NAME, seal.seal(opened.text, NAME))
    return Buffer.from(opened.text, 'base64url')
  })
  return (words) =>
    createHmac('sha256', key).update(words).digest().subarray(0, HASH_BYTES).toString('base64url')
}

/** True once anything in this database is sealed: the relay's first start seals the hash key. */
export async function isSealed(database: Database): Promise<boolean> {
  return (await readMeta(database, NAME)) !== undefined
}

/** False if the seal has none of the keys that this database is sealed with. */
export async function opensKeyedHash(database: Database, seal: Seal): Promise<boolean> {
  const sealed = await readMeta(database, NAME)
  return sealed === undefined || seal.open(sealed, NAME).kind === 'opened'
}
