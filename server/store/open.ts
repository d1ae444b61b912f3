import { access, constants, stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { RELAY_USER } from '../http/relay-user.ts'
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
  const path = databaseFile(url)
  if (path === undefined) return undefined
  return access(path, constants.R_OK).then(
    () => undefined,
    () => resolve(path),
  )
}

/** What to do about a database that cannot be opened, if the place that `url` names is to blame. */
export async function remedyAtPlace(url: string): Promise<string | undefined> {
  const named = databaseFile(url)
  if (named === undefined) return undefined
  const file = resolve(named)
  const found = await stat(file).catch(() => undefined)
  if (found?.isDirectory()) return `Name a file: ${file} is a folder`
  let folder = dirname(file)
  while ((await writeFault(folder)) === 'ENOENT') folder = dirname(folder)
  const unwritable = ['', 'ENOENT'].includes(await writeFault(file)) ? folder : file
  if ((await writeFault(unwritable)) === '') return undefined
  return `Let ${RELAY_USER} write ${unwritable}, or name another place`
}

/** Node's code for why a path cannot be written; empty if it can. */
function writeFault(path: string): Promise<string> {
  return access(path, constants.W_OK).then(
    () => '',
    (error: NodeJS.ErrnoException) => error.code ?? 'unknown error',
  )
}

/** The file that `url` names; undefined for a database that is in none. */
export function databaseFile(url: string): string | undefined {
  const path = fileOf(url)
  return path === ':memory:' ? undefined : path
}

function fileOf(url: string): string | undefined {
  if (!url.startsWith('file:')) return undefined
  return url.startsWith('file://') ? fileURLToPath(url) : url.slice('file:'.length)
}
