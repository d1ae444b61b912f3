import type { Database } from '../store/database.ts'
import { text } from '../store/row.ts'

/** The account a store belongs to; neither part is a secret. */
export type Identity = { apiUrl: string; clientId: string }
export type Claim = { kind: 'ok' } | ({ kind: 'other_account' } & Identity)

/**
 * Claims the store for this API and application the first time, and says so when it belongs to another: its tokens and
 * waiting sign-ups must not go there. `other_account` names the one the store belongs to.
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
    return stored.apiUrl === apiUrl && stored.clientId === clientId
      ? { kind: 'ok' }
      : { kind: 'other_account', ...stored }
  })
}
