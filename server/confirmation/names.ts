import { z } from 'zod'
import type { Client } from '../constant-contact/api/client.ts'
import type { Read } from '../constant-contact/api/pages.ts'
import type { Database } from '../store/database.ts'
import { text } from '../store/row.ts'
import { HOUR_MS, MINUTE_MS } from '../time/duration.ts'
import type { Names } from './description.ts'

const ROW = 'owners_names'

/** What the owner calls the lists and custom fields of the account: read seldom, and kept for every relay. */
export type OwnersNames = {
  /** What is known already, however old. */
  known(): Promise<Names>
  /** What they are called now, where these lists are among them; undefined while the vendor cannot be asked. */
  fresh(lists: readonly string[]): Promise<Names | undefined>
}

type Parts = {
  database: Database
  client: Pick<Client, 'lists' | 'customFields'>
  /** Makes a reading call in its turn; undefined where it could not be made or answered. */
  ask<T>(work: (accessToken: string) => Promise<Read<T>>): Promise<T | undefined>
  now: () => number
}

const kept = z.object({
  readAt: z.number(),
  lists: z.record(z.string(), z.string()),
  fields: z.record(z.string(), z.string()),
})
type Kept = z.infer<typeof kept>

export function createOwnersNames({ database, client, ask, now }: Parts): OwnersNames {
  async function known(): Promise<Kept> {
    const [row] = await database.all('SELECT value FROM meta WHERE name = ?', ROW)
    return row === undefined
      ? { readAt: 0, lists: {}, fields: {} }
      : kept.parse(JSON.parse(text(row, 'value')))
  }

  return {
    known,
    async fresh(wanted) {
      const names = await known()
      const isComplete = wanted.every((list) => Object.hasOwn(names.lists, list.toLowerCase()))
      // A list that the account does not have is not asked for again and again.
      if (now() - names.readAt < (isComplete ? HOUR_MS : MINUTE_MS)) return names
      const lists = await ask(client.lists)
      const fields = lists && (await ask(client.customFields))
      if (lists === undefined || fields === undefined) return undefined
      const read: Kept = {
        readAt: now(),
        lists: Object.fromEntries(lists.map(({ id, name }) => [id.toLowerCase(), name])),
        fields: Object.fromEntries(fields.map(({ id, label }) => [id.toLowerCase(), label])),
      }
      await database.run(
        'INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
        ROW,
        JSON.stringify(read),
      )
      return read
    },
  }
}
