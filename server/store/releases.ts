import type { Database } from './database.ts'
import type { KeyedHash } from './keyed-hash.ts'
import { text } from './row.ts'

/** One built file of the widget, in one version. */
export type ReleasedFile = { version: string; name: string }

/**
 * The widget's files of every version that ran on this database. Pages that were loaded, cached or pinned before an
 * upgrade request files that the new build does not have; during a rolling upgrade new pages reach old relays too.
 */
export type Releases = ReturnType<typeof createReleases>

/**
 * Pages run these files. Somebody who can write to the database but does not have SECRET_KEY must not be able to change them,
 * so each file is signed with the database's keyed hash.
 */
export function createReleases(database: Database, keyedHash: KeyedHash) {
  const markOf = ({ version, name }: ReleasedFile, content: string) =>
    keyedHash(`release\n${version}\n${name}\n${content}`)
  return {
    /** Stores the files of one version by name, replacing those of the same name. */
    keep: (version: string, files: ReadonlyMap<string, Uint8Array>): Promise<void> =>
      database.transaction(async (transaction) => {
        for (const [name, bytes] of files) {
          const content = Buffer.from(bytes).toString('base64')
          const sql = `INSERT INTO releases (version, name, content, mark) VALUES (?, ?, ?, ?)
              ON CONFLICT (version, name) DO UPDATE SET content = excluded.content, mark = excluded.mark
              WHERE releases.mark <> excluded.mark`
          await transaction.run(sql, version, name, content, markOf({ version, name }, content))
        }
      }),
    async list(): Promise<ReleasedFile[]> {
      const rows = await database.all('SELECT version, name FROM releases ORDER BY version, name')
      return rows.map((row) => ({ version: text(row, 'version'), name: text(row, 'name') }))
    },
    /** Undefined if it is not stored, or was not written by a holder of the key. */
    async read(file: ReleasedFile): Promise<Uint8Array<ArrayBuffer> | undefined> {
      const sql = 'SELECT content, mark FROM releases WHERE version = ? AND name = ?'
      const [row] = await database.all(sql, file.version, file.name)
      const content = row && text(row, 'content')
      if (content === undefined || text(row, 'mark') !== markOf(file, content)) return
      return new Uint8Array(Buffer.from(content, 'base64'))
    },
  }
}
