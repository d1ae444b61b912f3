import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { StoreError } from '../database.ts'

/** SQLite's own log and index beside the file: without them it loses what it has committed, or mixes it up. */
const SUFFIXES = ['', '-wal', '-shm']

/**
 * Watches that the files at `path` are still those that were opened. SQLite goes on with a file that was deleted, moved or
 * replaced, and all that it commits there is gone at the next start. The returned function throws a `StoreError`, after
 * `save` where the database itself is in place.
 */
export function fileIdentity(path: string, save: () => void): () => void {
  if (path === ':memory:') return () => undefined
  const files = SUFFIXES.map((suffix) => ({ name: `${resolve(path)}${suffix}`, suffix, opened: '' }))
  return () => {
    for (const file of files) {
      const found = identityOf(file.name)
      // SQLite makes the log and the index when it first needs them.
      if (file.opened === '') file.opened = found
      if (file.opened === found) continue
      if (file.suffix !== '') save()
      throw new StoreError(
        'moved',
        `the database file ${file.name} was deleted, moved or replaced while the relay was running`,
      )
    }
  }
}

/** Empty where there is no file. */
function identityOf(name: string): string {
  try {
    const found = statSync(name, { bigint: true, throwIfNoEntry: false })
    return found === undefined ? '' : `${found.dev}:${found.ino}`
  } catch (error) {
    // It may still be in place, such as in a folder that may not be entered any more.
    throw new StoreError('unreachable', `the database file ${name} cannot be reached: ${String(error)}`)
  }
}
