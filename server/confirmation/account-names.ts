import type { Client } from '../constant-contact/api/client.ts'
import type { Read } from '../constant-contact/api/pages.ts'
import type { Database } from '../store/database.ts'
import { readMeta, writeMeta } from '../store/meta.ts'
import { isFromFastClock } from '../time/clock-skew.ts'
import { HOUR_MS, MINUTE_MS } from '../time/duration.ts'
import type { Names } from './description.ts'

const NAME = 'owners_names'

export type AccountNames = ReturnType<typeof createAccountNames>

export type AccountNamesParts = {
  database: Database
  client: Pick<Client, 'lists' | 'customFields'>
  /** Makes a reading call at the dispatcher's pace; undefined where it could not be made or answered. */
  read<T>(work: (accessToken: string) => Promise<Read<T>>): Promise<T | undefined>
  now: () => number
}

type Cache = Names & { readAt: number }

/** What the owner calls the lists and custom fields of the account: read seldom, and cached for every relay. */
export function createAccountNames({ database, client, read, now }: AccountNamesParts) {
  /** What was read last, however old. */
  async function cached(): Promise<Cache> {
    const stored = await readMeta(database, NAME)
    return stored === undefined ? { readAt: 0, lists: {}, fields: {} } : JSON.parse(stored)
  }

  return {
    cached,
    /** What they are called now, for these lists at least; undefined while the vendor cannot be asked. */
    async current(wanted: readonly string[]): Promise<Names | undefined> {
      const names = await cached()
      const isComplete = wanted.every((list) => Object.hasOwn(names.lists, list.toLowerCase()))
      // So that a list which the account does not have is not asked for at every mail.
      const isFresh = now() - names.readAt < (isComplete ? HOUR_MS : MINUTE_MS)
      if (isFresh && !isFromFastClock(names.readAt, now())) return names
      const lists = await read(client.lists)
      const fields = lists && (await read(client.customFields))
      if (lists === undefined || fields === undefined) return undefined
      const fresh: Cache = {
        readAt: now(),
        lists: Object.fromEntries(lists.map(({ id, name }) => [id.toLowerCase(), name])),
        fields: Object.fromEntries(fields.map(({ id, label }) => [id.toLowerCase(), label])),
      }
      await writeMeta(database, NAME, JSON.stringify(fresh))
      return fresh
    },
  }
}
