import pg from 'pg'
import type { Topic } from '../database.ts'
import type { Announcements } from './announcements.ts'
import { withStoreErrors } from './postgres-faults.ts'

const TOPICS: readonly Topic[] = ['recorded', 'settled', 'lease', 'settings']
const RECONNECT_MS = 1000
export const BACKEND = 'SELECT pg_backend_pid() AS pid'

/**
 * Listens for the announcements of all relays, on a connection of its own because LISTEN belongs to one connection and a pool
 * changes them. A lost connection is replaced as often as it takes; announcements in between are missed.
 */
export function listenForAnnouncements(
  settings: pg.ClientConfig,
  { emit }: Announcements,
): {
  start(): Promise<void>
  /** The process of the server that now serves this connection; it stays the same unless a pooler changes it. */
  backend(): Promise<number | undefined>
  close(): Promise<void>
} {
  let client: pg.Client | undefined
  let reconnecting: NodeJS.Timeout | undefined
  let closed = false

  async function connect(): Promise<void> {
    const next = new pg.Client({ ...settings, application_name: 'signup-widget listener' })
    client = next
    next.on('error', () => undefined)
    next.on('notification', ({ channel, payload }) => {
      const topic = TOPICS.find((known) => known === channel)
      if (topic !== undefined) emit(topic, payload ?? '')
    })
    try {
      await withStoreErrors(async () => {
        await next.connect()
        await next.query(TOPICS.map((topic) => `LISTEN ${topic}`).join(';'))
      })
    } catch (error) {
      await next.end().catch(() => undefined)
      throw error
    }
    next.once('end', reconnectLater)
    if (closed) await next.end()
  }

  function reconnectLater(): void {
    if (closed) return
    reconnecting = setTimeout(() => void connect().catch(reconnectLater), RECONNECT_MS)
    reconnecting.unref()
  }

  return {
    start: connect,
    async backend() {
      const result = await withStoreErrors(async () => client?.query<{ pid: number }>(BACKEND))
      return result?.rows[0]?.pid
    },
    async close() {
      closed = true
      clearTimeout(reconnecting)
      await client?.end()
    },
  }
}
