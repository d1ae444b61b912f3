import { access, constants } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Database } from './database.ts'
import { openPostgres } from './engines/postgres.ts'
import { openSqlite } from './engines/sqlite.ts'

/**
 * Opens the database that `DATABASE_URL` names: `file:data/relay.db` (relative to the working directory),
 * `file:///srv/relay.db`, `file::memory:`, or `postgres://…`. The caller migrates it.
 */
export function openDatabase(url: string): Promise<Database> {
  const path = fileOf(url)
  return path === undefined ? openPostgres(url) : openSqlite(path)
}

/** The absolute path of the file that `url` names, if it cannot be read. */
export async function missingFile(url: string): Promise<string | undefined> {
  const path = fileOf(url)
  if (path === undefined || path === ':memory:') return undefined
  return access(path, constants.R_OK).then(
    () => undefined,
    () => resolve(path),
  )
}

/** What keeps a database from being opened, if that is a permission: the file that `url` names, or the folder it is in or would be in. */
export async function unwritablePath(url: string): Promise<string | undefined> {
  const named = fileOf(url)
  if (named === undefined || named === ':memory:') return undefined
  const file = resolve(named)
  if (!['', 'ENOENT'].includes(await writeFault(file))) return file
  let folder = dirname(file)
  while ((await writeFault(folder)) === 'ENOENT') folder = dirname(folder)
  return (await writeFault(folder)) === '' ? undefined : folder
}

/** Node's code for why a path cannot be written; empty if it can. */
function writeFault(path: string): Promise<string> {
  return access(path, constants.W_OK).then(
    () => '',
    (error: NodeJS.ErrnoException) => error.code ?? 'unknown error',
  )
}

function fileOf(url: string): string | undefined {
  if (!url.startsWith('file:')) return undefined
  return url.startsWith('file://') ? fileURLToPath(url) : url.slice('file:'.length)
}
