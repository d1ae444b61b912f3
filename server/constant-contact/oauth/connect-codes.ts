import { createHash, randomBytes } from 'node:crypto'
import type { Database } from '../../store/database.ts'
import { HOUR_MS } from '../../time/duration.ts'

/** One-time codes that prove an owner at `/connect`: anyone who can read the relay's log or run its commands has one. */
export type ConnectCodes = {
  /** A new code that works once, within an hour, at any relay on this database. */
  issue(): Promise<string>
  /** True if the code was valid; it no longer is. */
  spend(code: string): Promise<boolean>
}

const CODE_BYTES = 16
const LIFE_MS = HOUR_MS

/** 128 random bits cannot be guessed, so their hash in the database reveals nothing and needs no salt. */
export function createConnectCodes(database: Database, now: () => number): ConnectCodes {
  return {
    async issue() {
      const code = randomBytes(CODE_BYTES).toString('hex')
      await database.run('DELETE FROM connect_codes WHERE expires_at <= ?', now())
      await database.run(
        'INSERT INTO connect_codes (hash, expires_at) VALUES (?, ?)',
        hashOf(code),
        now() + LIFE_MS,
      )
      return code
    },

    async spend(code) {
      const spent = await database.run(
        'DELETE FROM connect_codes WHERE hash = ? AND expires_at > ?',
        hashOf(code.trim().toLowerCase()),
        now(),
      )
      return spent === 1
    },
  }
}

function hashOf(code: string): string {
  return createHash('sha256').update(code).digest('base64url')
}
