import type { Database, Row } from '../../store/database.ts'
import { databaseTime } from '../../store/database-time.ts'
import { number, numberOrNull, text, textOrNull } from '../../store/row.ts'
import type { Seal } from '../../store/sealed.ts'

/** Longer than a call's turn (5 s), its time limit (10 s) and the commit after it. */
const LEASE_MS = 20_000
/**
 * A lease that ends later than this was written before the clock was set back, and binds nobody. Well beyond the lease:
 * another relay may have read the time, and written its lease, a moment after we read ours.
 */
const BEYOND_MS = 300_000

/** A pair of tokens with its times. No access token yet: a refresh token from the environment, not used so far. */
export type HeldPair = { accessToken?: string; refreshToken: string; expiresAt: number; refreshedAt: number }

export type HeldGrant = { kind: 'held'; version: number; seed: string; connectedAt: number } & HeldPair
export type Grant =
  | { kind: 'none'; version: number; seed: string }
  | { kind: 'lost'; version: number; seed: string; lostAt: number }
  | { kind: 'undecryptable'; version: number; seed: string }
  | HeldGrant

/**
 * The stored grant. Every change names the version it is based on and resolves to whether that was still the stored one:
 * another relay may have changed it. What has resolved to true is durable.
 */
export type Grants = {
  read(): Promise<Grant>
  /** Stores a new pair in place of the one with this version, and ends the lease. */
  replace(version: number, pair: HeldPair): Promise<boolean>
  /** Stores another grant in place of whatever there was: a person connected, or a seed was given. */
  begin(version: number, pair: HeldPair, seed: string): Promise<boolean>
  /** The vendor called the grant invalid. The tokens are kept: an answer on its way to another relay may still save it. */
  markLost(version: number, at: number): Promise<boolean>
  forget(seed: string): Promise<void>
  /** Resolves to true when `owner` alone may refresh this version now. */
  lease(version: number, owner: string): Promise<boolean>
  release(owner: string): Promise<void>
}

export function createGrants(database: Database, seal: Seal, now: () => number): Grants {
  const sealPair = ({ accessToken, refreshToken }: HeldPair, version: number) =>
    seal.seal(
      JSON.stringify([refreshToken, ...(accessToken === undefined ? [] : [accessToken])]),
      place(version),
    )

  /** While `SECRET_KEY` changes from an old key to a new one, what only the old one opens is sealed again. */
  async function sealAgain(row: Row, opened: string): Promise<void> {
    const version = number(row, 'version')
    await database.run(
      'UPDATE connection SET sealed = ? WHERE id = 1 AND version = ? AND sealed = ?',
      seal.seal(opened, place(version)),
      version,
      text(row, 'sealed'),
    )
  }

  return {
    async read() {
      const [row] = await database.all('SELECT * FROM connection WHERE id = 1')
      if (row === undefined) throw new Error('The row of the connection is missing')
      const at = { version: number(row, 'version'), seed: text(row, 'seed') }
      const sealed = textOrNull(row, 'sealed')
      const lostAt = numberOrNull(row, 'lost_at')
      if (sealed === null) return { kind: 'none', ...at }
      if (lostAt !== null) return { kind: 'lost', ...at, lostAt }
      const opened = seal.open(sealed, place(at.version))
      const tokens = opened.kind === 'opened' ? readTokens(opened.text) : undefined
      if (opened.kind !== 'opened' || tokens === undefined) return { kind: 'undecryptable', ...at }
      if (opened.stale) await sealAgain(row, opened.text)
      return {
        kind: 'held',
        ...at,
        ...tokens,
        expiresAt: number(row, 'expires_at'),
        refreshedAt: number(row, 'refreshed_at'),
        connectedAt: number(row, 'connected_at'),
      }
    },

    async replace(version, pair) {
      const changed = await database.run(
        `UPDATE connection SET version = ?, sealed = ?, expires_at = ?, refreshed_at = ?, lost_at = NULL,
           lease_owner = '', lease_until = 0
         WHERE id = 1 AND version = ?`,
        version + 1,
        sealPair(pair, version + 1),
        pair.expiresAt,
        pair.refreshedAt,
        version,
      )
      return changed === 1
    },

    async begin(version, pair, seed) {
      const changed = await database.run(
        `UPDATE connection SET version = ?, sealed = ?, expires_at = ?, refreshed_at = ?, connected_at = ?,
           lost_at = NULL, seed = ?, lease_owner = '', lease_until = 0
         WHERE id = 1 AND version = ?`,
        version + 1,
        sealPair(pair, version + 1),
        pair.expiresAt,
        pair.refreshedAt,
        now(),
        seed,
        version,
      )
      return changed === 1
    },

    async markLost(version, at) {
      const changed = await database.run(
        `UPDATE connection SET lost_at = ?, lease_owner = '', lease_until = 0
         WHERE id = 1 AND version = ? AND lost_at IS NULL`,
        at,
        version,
      )
      return changed === 1
    },

    async forget(seed) {
      await database.run(
        `UPDATE connection SET version = version + 1, sealed = NULL, lost_at = NULL, seed = ?,
           lease_owner = '', lease_until = 0
         WHERE id = 1`,
        seed,
      )
    },

    async lease(version, owner) {
      const time = await databaseTime(database, now)
      const changed = await database.run(
        `UPDATE connection SET lease_owner = ?, lease_until = ?
         WHERE id = 1 AND version = ? AND lost_at IS NULL AND (lease_until <= ? OR lease_until > ?)`,
        owner,
        time + LEASE_MS,
        version,
        time,
        time + BEYOND_MS,
      )
      return changed === 1
    },

    async release(owner) {
      await database.run(
        "UPDATE connection SET lease_owner = '', lease_until = 0 WHERE id = 1 AND lease_owner = ?",
        owner,
      )
    },
  }
}

/** A pair is bound to its version: an older one, put back into the row by hand, does not pass for the newest. */
function place(version: number): string {
  return `connection ${version}`
}

function readTokens(opened: string): { refreshToken: string; accessToken?: string } | undefined {
  const tokens: unknown = JSON.parse(opened)
  if (!Array.isArray(tokens)) return undefined
  const [refreshToken, accessToken]: unknown[] = tokens
  if (typeof refreshToken !== 'string') return undefined
  return { refreshToken, ...(typeof accessToken === 'string' && { accessToken }) }
}
