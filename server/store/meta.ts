import type { Database } from './database.ts'
import { text } from './row.ts'

/** A single fact about this database; undefined if it was never written. */
export async function readMeta(database: Database, name: string): Promise<string | undefined> {
  const [row] = await database.all('SELECT value FROM meta WHERE name = ?', name)
  return row && text(row, 'value')
}

/** Writes a fact, unless it is unchanged, so that a store on a full disk can still be opened. */
export async function writeMeta(database: Database, name: string, value: string): Promise<void> {
  const sql = `INSERT INTO meta (name, value) VALUES (?, ?)
      ON CONFLICT (name) DO UPDATE SET value = excluded.value WHERE meta.value <> excluded.value`
  await database.run(sql, name, value)
}

/** Writes a fact unless there is one already; resolves to the one that is stored then. */
export async function addMeta(database: Database, name: string, value: string): Promise<string> {
  const sql = 'INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO NOTHING'
  await database.run(sql, name, value)
  return (await readMeta(database, name)) ?? value
}
