import type { Database } from '../../store/database.ts'
import { addMeta, readMeta, writeMeta } from '../../store/meta.ts'

/** The account a store belongs to; neither part is a secret. */
type Identity = { apiUrl: string; clientId: string }
type Claim = { kind: 'ok' } | ({ kind: 'other_account' } & Identity)

/** In place of a sandbox's address: it may listen elsewhere tomorrow and is still the same. */
export const SANDBOX = 'sandbox'

/**
 * Claims the store for this application the first time. `other_account`: the store belongs to another application, named
 * here, to which this one's tokens and waiting sign-ups must not go. The vendor's address may change, but never from a vendor
 * to a sandbox or back. Until an account is connected the store belongs to nobody, so the last claim counts.
 */
export function claimStore(database: Database, { apiUrl, clientId }: Identity): Promise<Claim> {
  return database.transaction(async (transaction) => {
    const stored = {
      apiUrl: await addMeta(transaction, 'api_url', apiUrl),
      clientId: await addMeta(transaction, 'client_id', clientId),
    }
    const isSameKind = (stored.apiUrl === SANDBOX) === (apiUrl === SANDBOX)
    const isOwners = stored.clientId === clientId || (await isUnconnected(transaction))
    if (!isSameKind || !isOwners) return { kind: 'other_account', ...stored }
    await giveStore(transaction, { apiUrl, clientId })
    return { kind: 'ok' }
  })
}

/** True while the store belongs to nobody, so that an application may yet be chosen for it. */
export async function isUnclaimed(database: Database): Promise<boolean> {
  const apiUrl = await readMeta(database, 'api_url')
  return apiUrl === undefined || (apiUrl !== SANDBOX && (await isUnconnected(database)))
}

/** Gives the store to the application that an account is being connected with. */
export async function giveStore(database: Database, { apiUrl, clientId }: Identity): Promise<void> {
  await writeMeta(database, 'api_url', apiUrl)
  await writeMeta(database, 'client_id', clientId)
}

/** True for a store that a sandbox has used: nothing in it may go to a vendor. */
export async function isStoreOfSandbox(database: Database): Promise<boolean> {
  return (await readMeta(database, 'api_url')) === SANDBOX
}

/** True for a store that was connected with another application than this. */
export async function isConnectedByOther(database: Database, clientId: string): Promise<boolean> {
  const owner = await readMeta(database, 'client_id')
  return owner !== undefined && owner !== clientId && !(await isUnconnected(database))
}

/** True while the vendor has never given tokens; the first version may be a seed that was never used. */
async function isUnconnected(database: Database): Promise<boolean> {
  const rows = await database.all('SELECT 1 FROM connection WHERE version <= 1 AND refreshed_at = 0')
  return rows.length > 0
}
