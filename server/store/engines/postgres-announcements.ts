import pg from 'pg'
import type { Topic } from '../database.ts'
import type { Announcements } from './announcements.ts'
import { named } from './postgres-faults.ts'

const TOPICS: readonly Topic[] = ['recorded', 'settled', 'lease']
const RECONNECT_MS = 1000

/**
 * Listens for the announcements of every relay on a connection of its own, since one of a pool's may be another the next
 * moment. A lost connection is replaced, for ever; what was said meanwhile is missed.
 */
export function hearAnnouncements(
  settings: pg.ClientConfig,
  { tell }: Announcements,
): { start(): Promise<void>; close(): Promise<void> } {
  let client: pg.Client | undefined
  let again: NodeJS.Timeout | undefined
  let closed = false

  async function connect(): Promise<void> {
    const next = new pg.Client({ ...settings, application_name: 'signup-widget listener' })
    client = next
    next.on('error', () => undefined)
    next.on('notification', ({ channel, payload }) => {
      const topic = TOPICS.find((known) => known === channel)
      if (topic !== undefined) tell(topic, payload ?? '')
    })
    try {
      await named(async () => {
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
    again = setTimeout(() => void connect().catch(reconnectLater), RECONNECT_MS)
    again.unref()
  }

  return {
    start: connect,
    async close() {
      closed = true
      clearTimeout(again)
      await client?.end()
    },
  }
}
