import { createHash, randomBytes } from 'node:crypto'
import { latestPlausible } from '../time/clock-skew.ts'
import { HOUR_MS } from '../time/duration.ts'
import type { Database } from './database.ts'

const CODE_BYTES = 16
const LONGEST_LIFE_MS = HOUR_MS

/** What a code lets its owner do: connect an account, or sign in to the console. A code for one is worth nothing for the other. */
type CodePurpose = 'connect' | 'console'

export type OneTimeCodes = ReturnType<typeof createOneTimeCodes>

/**
 * One-time codes that prove an owner: anyone who can read the relay's log or run its commands has one. 128 random bits cannot
 * be guessed, so their hash in the database reveals nothing and needs no salt. One that a fast clock issued has expired,
 * since nobody knows when that was.
 */
export function createOneTimeCodes(database: Database, now: () => number) {
  const latest = () => latestPlausible(now(), LONGEST_LIFE_MS)
  return {
    /** A new code that works once, within `lifeMs` (at most an hour), at any relay on this database. */
    async issue(purpose: CodePurpose, lifeMs = LONGEST_LIFE_MS): Promise<string> {
      const code = randomBytes(CODE_BYTES).toString('hex')
      await database.run('DELETE FROM connect_codes WHERE expires_at <= ? OR expires_at > ?', now(), latest())
      const sql = 'INSERT INTO connect_codes (hash, expires_at, purpose) VALUES (?, ?, ?)'
      await database.run(sql, hashOf(code), now() + lifeMs, purpose)
      return code
    },

    /** True if the code was valid; it no longer is. */
    async spend(purpose: CodePurpose, code: string): Promise<boolean> {
      const sql =
        'DELETE FROM connect_codes WHERE hash = ? AND purpose = ? AND expires_at > ? AND expires_at <= ?'
      const hash = hashOf(code.trim().toLowerCase())
      return (await database.run(sql, hash, purpose, now(), latest())) === 1
    },

    /** Takes back every code, of either purpose. */
    async revokeAll(): Promise<void> {
      await database.run('DELETE FROM connect_codes')
    },
  }
}

function hashOf(code: string): string {
  return createHash('sha256').update(code).digest('base64url')
}
