import { createHmac, randomBytes } from 'node:crypto'
import type { Database } from '../../store/database.ts'
import { deriveKey } from '../../store/secrets.ts'
import { latestPlausible } from '../../time/clock-skew.ts'
import { DAY_MS, HOUR_MS } from '../../time/duration.ts'

const ID_BYTES = 32
const LIVES_MS = { short: 12 * HOUR_MS, long: 30 * DAY_MS }
const ID = /^[\w-]{43}$/

/** Somebody who is signed in. `token` must come with every form that they post; nobody else can know it. */
export type Session = { hash: string; token: string }

/** `id` is the secret that the browser keeps, for `lifeMs`. */
type NewSession = Session & { id: string; lifeMs: number }

type Parts = {
  database: Database
  /** The newest of `SECRET_KEY`: another one ends every session. */
  secretKey: string
  now: () => number
}

export type Sessions = ReturnType<typeof createSessions>

/**
 * Who is signed in to the console, at any relay on this database. The id is 256 random bits, made at sign-in and never taken
 * from a browser; the database keeps only its keyed hash. A session that a fast clock began has expired.
 */
export function createSessions({ database, secretKey, now }: Parts) {
  const key = deriveKey(secretKey, 'key, console sessions')
  const keyed = (purpose: string, id: string) =>
    createHmac('sha256', key).update(`${purpose} ${id}`).digest('base64url')
  // The hash tells how long the session lasts at most: a fast clock, set back since, may have written when it ends.
  const sessionOf = (id: string, life: keyof typeof LIVES_MS): Session => ({
    hash: keyed(`${life} session`, id),
    token: keyed('token', id),
  })
  const latest = (life: keyof typeof LIVES_MS) => latestPlausible(now(), LIVES_MS[life])

  return {
    /** Begins a session of 12 hours, or of 30 days if asked. */
    async begin({ long }: { long: boolean }): Promise<NewSession> {
      const id = randomBytes(ID_BYTES).toString('base64url')
      const life = long ? 'long' : 'short'
      const lifeMs = LIVES_MS[life]
      const session = sessionOf(id, life)
      const ended = 'DELETE FROM console_sessions WHERE expires_at <= ? OR expires_at > ?'
      await database.run(ended, now(), latest('long'))
      const sql = 'INSERT INTO console_sessions (hash, expires_at) VALUES (?, ?)'
      await database.run(sql, session.hash, now() + lifeMs)
      return { ...session, id, lifeMs }
    },

    /** The session with this id, unless it has ended. */
    async find(id: string): Promise<Session | undefined> {
      if (!ID.test(id)) return undefined
      for (const life of ['short', 'long'] as const) {
        const session = sessionOf(id, life)
        const sql = 'SELECT hash FROM console_sessions WHERE hash = ? AND expires_at > ? AND expires_at <= ?'
        const rows = await database.all(sql, session.hash, now(), latest(life))
        if (rows.length === 1) return session
      }
      return undefined
    },

    async end({ hash }: Session): Promise<void> {
      await database.run('DELETE FROM console_sessions WHERE hash = ?', hash)
    },

    /** Signs everybody out, in every browser. */
    async endAll(): Promise<void> {
      await database.run('DELETE FROM console_sessions')
    },
  }
}
