import { fileURLToPath } from 'node:url'
import type { Database } from './database.ts'
import { openPostgres } from './postgres.ts'
import { openSqlite } from './sqlite.ts'

/**
 * Opens the database that `DATABASE_URL` names: `file:data/relay.db` (relative to the working directory),
 * `file:///srv/relay.db`, `file::memory:`, or `postgres://…`. The caller migrates it.
 */
export function openDatabase(url: string): Promise<Database> {
  if (!url.startsWith('file:')) return openPostgres(url)
  return openSqlite(url.startsWith('file://') ? fileURLToPath(url) : url.slice('file:'.length))
}
