import { createHmac, hkdfSync, randomBytes } from 'node:crypto'
import type { Database } from '../../store/database.ts'
import { latestPlausible } from '../../time/clock-skew.ts'
import { DAY_MS, HOUR_MS } from '../../time/duration.ts'

const ID_BYTES = 32
const LIFE_MS = 12 * HOUR_MS
const LONG_LIFE_MS = 30 * DAY_MS
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
  const key = Buffer.from(hkdfSync('sha256', secretKey, 'signup-widget', 'key, console sessions', 32))
  const keyed = (purpose: string, id: string) =>
    createHmac('sha256', key).update(`${purpose} ${id}`).digest('base64url')
  const sessionOf = (id: string): Session => ({ hash: keyed('session', id), token: keyed('token', id) })

  return {
    /** Begins a session of 12 hours, or of 30 days if asked. */
    async begin({ long }: { long: boolean }): Promise<NewSession> {
      const id = randomBytes(ID_BYTES).toString('base64url')
      const lifeMs = long ? LONG_LIFE_MS : LIFE_MS
      const session = sessionOf(id)
      const [from, to] = [now(), latestPlausible(now(), LONG_LIFE_MS)]
      await database.run('DELETE FROM console_sessions WHERE expires_at <= ? OR expires_at > ?', from, to)
      const sql = 'INSERT INTO console_sessions (hash, expires_at) VALUES (?, ?)'
      await database.run(sql, session.hash, from + lifeMs)
      return { ...session, id, lifeMs }
    },

    /** The session with this id, unless it has ended. */
    async find(id: string): Promise<Session | undefined> {
      if (!ID.test(id)) return undefined
      const session = sessionOf(id)
      const sql = 'SELECT hash FROM console_sessions WHERE hash = ? AND expires_at > ? AND expires_at <= ?'
      const rows = await database.all(sql, session.hash, now(), latestPlausible(now(), LONG_LIFE_MS))
      return rows.length === 1 ? session : undefined
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
