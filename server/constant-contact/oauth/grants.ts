import type { Database, SqlValue } from '../../store/database.ts'
import { forUpdate } from '../../store/fragments.ts'
import { createLease } from '../../store/lease.ts'
import { number, numberOrNull, text, textOrNull } from '../../store/row.ts'
import type { Seal } from '../../store/sealed.ts'

/** Longer than the wait for the token endpoint (5 s), its time limit (10 s) and the commit after it. */
const LEASE_MS = 20_000

/** A seed has no access token yet. */
type SealedTokens = [refreshToken: string, accessToken?: string | null]

/** Tokens with their times. No access token yet: a refresh token from the environment that was never used. */
export type StoredTokens = {
  accessToken?: string
  refreshToken: string
  expiresAt: number
  refreshedAt: number
}

/** Why the last refresh failed: the vendor is away, or a setting of the application is wrong. */
export type RefreshTrouble = 'unavailable' | 'misconfigured'
/** What the last refresh came to, for the owner. `cause`: why it failed, or `SAME_TOKEN`. */
type Refreshed = { trouble?: RefreshTrouble; cause?: string }
/** The vendor has issued the token again that it had issued before. */
export const SAME_TOKEN = 'same_access_token'

type ActiveGrant = {
  kind: 'active'
  version: number
  seed: string
  connectedAt: number
} & StoredTokens &
  Refreshed
/** `lost`: the vendor has rejected it. Its tokens are kept, since they may be good after all. */
export type KeptGrant = ActiveGrant | ({ kind: 'lost' } & Omit<ActiveGrant, 'kind'>)
export type Grant =
  | ({ kind: 'none' | 'undecryptable'; version: number; seed: string } & Refreshed)
  | KeptGrant

function refreshLease() {
  const columns = { table: 'connection', owner: 'lease_owner', until: 'lease_until' }
  return createLease({ columns, lengthMs: LEASE_MS })
}

/** Deletes the grant, and marks `seed` as used up. A refresh in progress finds it gone. */
export async function forgetGrant(transaction: Database, seed: string): Promise<void> {
  const sql = 'UPDATE connection SET version = version + 1, sealed = NULL, lost_at = NULL, seed = ?'
  await transaction.run(sql, seed)
  await refreshLease().clear(transaction)
}

export type Grants = ReturnType<typeof createGrants>

/**
 * The stored grant. Every change names the version it is based on and resolves to whether that was still the stored one:
 * another relay may have changed it. A change that has resolved to true is durable.
 */
export function createGrants(database: Database, seal: Seal, now: () => number) {
  const lease = refreshLease()

  /** Changes the grant, if `which` is true of it, and frees the refresh lease: whoever has it refreshes what is gone. */
  function change(assignments: Record<string, SqlValue>, which: string, ...parameters: SqlValue[]) {
    const set = Object.keys(assignments).map((column) => `${column} = ?`)
    return database.transaction(async (transaction) => {
      const sql = `UPDATE connection SET ${set.join(', ')} WHERE ${which}`
      const changed = await transaction.run(sql, ...Object.values(assignments), ...parameters)
      if (changed === 1) await lease.clear(transaction)
      return changed === 1
    })
  }

  function newTokens(version: number, tokens: StoredTokens, cause: string | null = null) {
    const { accessToken, refreshToken, expiresAt, refreshedAt } = tokens
    return {
      version: version + 1,
      sealed: seal.seal(JSON.stringify([refreshToken, accessToken]), boundTo(version + 1)),
      expires_at: expiresAt,
      refreshed_at: refreshedAt,
      lost_at: null,
      trouble: null,
      cause,
    }
  }

  /** While `SECRET_KEY` changes from an old key to a new one, what only the old one opens is sealed with the new one. */
  async function rotateKey(version: number, sealed: string, opened: string): Promise<void> {
    const sql = 'UPDATE connection SET sealed = ? WHERE version = ? AND sealed = ?'
    await database.run(sql, seal.seal(opened, boundTo(version)), version, sealed)
  }

  return {
    async read(): Promise<Grant> {
      const [row] = await database.all('SELECT * FROM connection')
      const at = { version: number(row, 'version'), seed: text(row, 'seed') }
      const sealed = textOrNull(row, 'sealed')
      if (sealed === null) return { kind: 'none', ...at }
      const opened = seal.open(sealed, boundTo(at.version))
      if (opened.kind === 'failed') return { kind: 'undecryptable', ...at }
      if (opened.stale) await rotateKey(at.version, sealed, opened.text)
      const [trouble, cause] = [textOrNull(row, 'trouble'), textOrNull(row, 'cause')]
      const [refreshToken, accessToken]: SealedTokens = JSON.parse(opened.text)
      return {
        kind: numberOrNull(row, 'lost_at') === null ? 'active' : 'lost',
        ...at,
        refreshToken,
        ...(accessToken && { accessToken }),
        expiresAt: number(row, 'expires_at'),
        refreshedAt: number(row, 'refreshed_at'),
        connectedAt: number(row, 'connected_at'),
        ...((trouble === 'unavailable' || trouble === 'misconfigured') && { trouble }),
        ...(cause !== null && { cause }),
      }
    },

    /** Stores newer tokens in place of those with this version, and ends the refresh lease. */
    replace: (version: number, tokens: StoredTokens, isSame: boolean) =>
      change(newTokens(version, tokens, isSame ? SAME_TOKEN : null), 'version = ?', version),

    /** Stores another grant in place of whatever there was: a person connected, or a seed was given. */
    begin: (version: number, tokens: StoredTokens, seed: string) =>
      change({ ...newTokens(version, tokens), connected_at: now(), seed }, 'version = ?', version),

    /** The vendor called the grant invalid, or rejected its token; `cause` is what may be known of why. */
    markLost: (version: number, at: number, cause: string | null = null) =>
      change({ lost_at: at, trouble: null, cause }, 'version = ? AND lost_at IS NULL', version),

    forget: (seed: string) => database.transaction((transaction) => forgetGrant(transaction, seed)),

    /** Takes the refresh lease; resolves to true when this process alone may refresh this version now. */
    lease: (version: number, kind: KeptGrant['kind'] = 'active') =>
      database.transaction(async (transaction) => {
        // Locked, so that no other relay stores newer tokens between this look and the lease.
        const current = await transaction.all(
          `SELECT 1 FROM connection WHERE version = ? AND lost_at IS ${kind === 'lost' ? 'NOT ' : ''}NULL${forUpdate(transaction.engine)}`,
          version,
        )
        return current.length > 0 && (await lease.acquire(transaction)).kind === 'ours'
      }),

    /** Frees the refresh lease after a refresh that brought no tokens. */
    release: ({ trouble, cause }: Refreshed = {}) =>
      database.transaction(async (transaction) => {
        if (!(await lease.release(transaction))) return
        const sql = 'UPDATE connection SET trouble = ?, cause = ?'
        await transaction.run(sql, trouble ?? null, cause ?? null)
      }),
  }
}

/** Tokens are bound to their version, so that older ones put back into the row by hand do not pass for the newest. */
function boundTo(version: number): string {
  return `connection ${version}`
}
