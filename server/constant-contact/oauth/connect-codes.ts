import { createHash, randomBytes } from 'node:crypto'
import type { Database } from '../../store/database.ts'
import { latestPlausible } from '../../time/clock-skew.ts'
import { HOUR_MS } from '../../time/duration.ts'

const CODE_BYTES = 16
const LIFE_MS = HOUR_MS

export type ConnectCodes = ReturnType<typeof createConnectCodes>

/**
 * One-time codes that prove an owner at `/connect`: anyone who can read the relay's log or run its commands has one. 128 random
 * bits cannot be guessed, so their hash in the database reveals nothing and needs no salt. One that a fast clock issued has
 * expired, since nobody knows when that was.
 */
export function createConnectCodes(database: Database, now: () => number) {
  const latest = () => latestPlausible(now(), LIFE_MS)
  return {
    /** A new code that works once, within an hour, at any relay on this database. */
    async issue(): Promise<string> {
      const code = randomBytes(CODE_BYTES).toString('hex')
      await database.run('DELETE FROM connect_codes WHERE expires_at <= ? OR expires_at > ?', now(), latest())
      const sql = 'INSERT INTO connect_codes (hash, expires_at) VALUES (?, ?)'
      await database.run(sql, hashOf(code), now() + LIFE_MS)
      return code
    },

    /** True if the code was valid; it no longer is. */
    async spend(code: string): Promise<boolean> {
      const sql = 'DELETE FROM connect_codes WHERE hash = ? AND expires_at > ? AND expires_at <= ?'
      return (await database.run(sql, hashOf(code.trim().toLowerCase()), now(), latest())) === 1
    },
  }
}

function hashOf(code: string): string {
  return createHash('sha256').update(code).digest('base64url')
}
