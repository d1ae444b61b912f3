import type { Database } from './database.ts'
import { text } from './row.ts'

/** A single fact about this database; undefined where it was never written. */
export async function readMeta(database: Database, name: string): Promise<string | undefined> {
  const [row] = await database.all('SELECT value FROM meta WHERE name = ?', name)
  return row && text(row, 'value')
}

/** Writes a fact. One that stays the same is not written, so that a store on a full disk opens. */
export async function writeMeta(database: Database, name: string, value: string): Promise<void> {
  await database.run(
    `INSERT INTO meta (name, value) VALUES (?, ?)
      ON CONFLICT (name) DO UPDATE SET value = excluded.value WHERE meta.value <> excluded.value`,
    name,
    value,
  )
}

/** Writes a fact unless there is one already; resolves to the one that stands. */
export async function addMeta(database: Database, name: string, value: string): Promise<string> {
  await database.run(
    'INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO NOTHING',
    name,
    value,
  )
  return (await readMeta(database, name)) ?? value
}
