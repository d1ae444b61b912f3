import { forgetGrant } from '../../constant-contact/oauth/grants.ts'
import { giveStore, isConnectedByOther, isStoreOfSandbox } from '../../constant-contact/oauth/identity.ts'
import { fingerprint } from '../../constant-contact/oauth/tokens.ts'
import type { Database } from '../../store/database.ts'
import { moveDeployment, releaseDeployment } from '../../store/deployment.ts'
import { publicUrlOf } from '../public-url.ts'
import type { Fault, Given } from '../rules.ts'
import { SETTINGS_TABLE } from '../table.ts'
import { lockSettings } from './settings-rows.ts'

/** What is stored as text, before and after a save, beside what the environment sets. */
type Change = { before: Given; after: Given }

/** An application for a store that a sandbox has used: its made-up sign-ups would go to real people. */
export async function faultsOfStore(transaction: Database, { before, after }: Change): Promise<Fault[]> {
  if (after.CTCT_CLIENT_ID === undefined || after.CTCT_CLIENT_ID === before.CTCT_CLIENT_ID) return []
  if (!(await isStoreOfSandbox(transaction))) return []
  const sentence =
    'CTCT_CLIENT_ID cannot be set in a database that the sandbox has used: name another with DATABASE_URL'
  return [{ name: 'CTCT_CLIENT_ID', sentence }]
}

/**
 * Keeps the connection with the settings that it depends on. It belongs to the application that it was made with: another
 * one gets the store without it, and the waiting sign-ups wait for a new connection. Under another public address it is
 * still the same deployment. Resolves to true if the relay was disconnected.
 */
export async function moveConnection(transaction: Database, { before, after }: Change): Promise<boolean> {
  await moveDeployment(transaction, publicUrlOf(before), publicUrlOf(after))
  const { CTCT_CLIENT_ID: clientId, CTCT_API_URL: api, CTCT_REFRESH_TOKEN: seed } = after
  if (clientId === undefined || clientId === before.CTCT_CLIENT_ID) return false
  if (!(await isConnectedByOther(transaction, clientId))) return false
  await giveStore(transaction, { apiUrl: SETTINGS_TABLE.shape.CTCT_API_URL.parse(api), clientId })
  await forgetGrant(transaction, fingerprint(seed))
  await releaseDeployment(transaction)
  return true
}

/**
 * Rejects if the owner has chosen another application meanwhile, whose store this is then. Nobody chooses one until the
 * transaction ends.
 */
export async function expectStoredApplication(
  transaction: Database,
  { clientId }: { clientId: string },
): Promise<void> {
  await lockSettings(transaction)
  const sql = "SELECT 1 FROM owner_settings WHERE name = 'CTCT_CLIENT_ID' AND value = ?"
  if ((await transaction.all(sql, clientId)).length === 0)
    throw new Error('Another application was chosen meanwhile')
}
