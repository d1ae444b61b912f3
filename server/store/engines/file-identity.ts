import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { StoreError } from '../database.ts'

/** SQLite's own log and index beside the file: without them it loses what it has committed, or mixes it up. */
const SUFFIXES = ['', '-wal', '-shm']

/**
 * Watches that the files at `path` are still those that were opened. SQLite goes on with a file that was deleted, moved or
 * replaced, and all that it commits there is gone at the next start. The returned function throws a `StoreError`.
 */
export function fileIdentity(path: string): () => void {
  if (path === ':memory:') return () => undefined
  const files = SUFFIXES.map((suffix) => ({ name: `${resolve(path)}${suffix}`, opened: '' }))
  return () => {
    for (const file of files) {
      const found = identityOf(file.name)
      // SQLite makes the log and the index when it first needs them.
      if (file.opened === '') file.opened = found
      if (file.opened === found) continue
      throw new StoreError(
        'moved',
        `the database file ${file.name} was deleted, moved or replaced while the relay was running`,
      )
    }
  }
}

/** Empty where there is no file, or none that can be reached. */
function identityOf(name: string): string {
  try {
    const { dev, ino } = statSync(name, { bigint: true })
    return `${dev}:${ino}`
  } catch {
    return ''
  }
}
