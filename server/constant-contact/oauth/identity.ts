import type { Database } from '../../store/database.ts'
import { text } from '../../store/row.ts'

/** The account a store belongs to; neither part is a secret. */
export type Identity = { apiUrl: string; clientId: string }
export type Claim = { kind: 'ok' } | ({ kind: 'other_account' } & Identity)

/** Stands in place of a sandbox's address, since it may listen elsewhere tomorrow and is still the same. */
export const SANDBOX = 'sandbox'

/**
 * Claims the store for this application the first time, and says so when it belongs to another: its tokens and waiting
 * sign-ups must not go there. `other_account` names the one the store belongs to. The vendor's address may change, a vendor
 * into a sandbox or back never. Until an account was connected nothing in the store is anybody's, so the last claim counts.
 */
export function claimStore(database: Database, { apiUrl, clientId }: Identity): Promise<Claim> {
  return database.transaction(async (transaction) => {
    const claim = async (name: string, value: string) => {
      await transaction.run(
        'INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO NOTHING',
        name,
        value,
      )
      const [row] = await transaction.all('SELECT value FROM meta WHERE name = ?', name)
      return text(row, 'value')
    }
    const stored = { apiUrl: await claim('api_url', apiUrl), clientId: await claim('client_id', clientId) }
    const isSameKind = (stored.apiUrl === SANDBOX) === (apiUrl === SANDBOX)
    const isOwners = stored.clientId === clientId || (await isUnconnected(transaction))
    if (!isSameKind || !isOwners) return { kind: 'other_account', ...stored }
    await giveStore(transaction, { apiUrl, clientId })
    return { kind: 'ok' }
  })
}

/** Says whose the store is: of the application that an account is being connected with. */
export async function giveStore(database: Database, { apiUrl, clientId }: Identity): Promise<void> {
  const write = (name: string, value: string) =>
    // What stays the same is not written, so that a store on a full disk opens.
    database.run(
      `INSERT INTO meta (name, value) VALUES (?, ?)
        ON CONFLICT (name) DO UPDATE SET value = excluded.value WHERE meta.value <> excluded.value`,
      name,
      value,
    )
  await write('api_url', apiUrl)
  await write('client_id', clientId)
}

/** True while the vendor has never given tokens; the first version may be a seed that was not used so far. */
async function isUnconnected(database: Database): Promise<boolean> {
  const rows = await database.all('SELECT 1 FROM connection WHERE version <= 1 AND refreshed_at = 0')
  return rows.length > 0
}
