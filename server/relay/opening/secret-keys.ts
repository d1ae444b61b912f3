import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { RELAY_USER } from '../../http/relay-user.ts'
import type { Given } from '../../settings/rules.ts'
import { makeSecretKeyFile, readSecretKeyFile, secretKeyPath } from '../../settings/secret-key-file.ts'
import { StartError } from '../../settings/settings.ts'
import { SETTINGS_TABLE } from '../../settings/table.ts'
import type { Database } from '../../store/database.ts'
import { isSealed, opensKeyedHash } from '../../store/keyed-hash.ts'
import { databaseFile } from '../../store/open.ts'
import { createSeal } from '../../store/sealed.ts'

/** Where a relay without `SECRET_KEY` keeps its key; undefined for a database that is in no file. */
export function keyPathOf(databaseUrl: string): string | undefined {
  const file = databaseFile(databaseUrl)
  return file === undefined ? undefined : resolve(secretKeyPath(file))
}

/**
 * The keys in the file, which is made if nothing was ever sealed: a new key would open nothing of what the database holds.
 * Undefined where there is none, and none is needed to read the database.
 */
export async function keysInFile(
  database: Database,
  path: string,
  mayMake: boolean,
): Promise<string[] | undefined> {
  // In this order, since another relay makes the file before it seals anything.
  const wasSealed = await isSealed(database)
  if (mayMake && !wasSealed) await makeSecretKeyFile(path).catch(cannotMake(path))
  const found = readSecretKeyFile(path)
  if (found.kind === 'keys') return found.keys
  if (found.kind === 'fault') throw new StartError([found.sentence])
  if (!wasSealed) return undefined
  throw new StartError([
    `SECRET_KEY is not set, and ${path} is missing, without which nobody can read what the database holds: restore that file from your backup, or set SECRET_KEY to the key that the database was begun with. If nobody has that key any more, move the database away and set the relay up anew`,
  ])
}

const cannotMake =
  (path: string) =>
  ({ code }: NodeJS.ErrnoException): never => {
    throw new StartError([
      `SECRET_KEY is not set, and the relay cannot write a key into ${path} (${code}): let ${RELAY_USER} write there, make room on the disk, or set SECRET_KEY`,
    ])
  }

/** Says where the right key is, if `SECRET_KEY` is another than the one in the file. */
export async function assertNotInFile(database: Database, given: Given, path: string): Promise<void> {
  const { SECRET_KEY: keys = [] } = SETTINGS_TABLE.pick({ SECRET_KEY: true }).parse(given)
  if (!existsSync(path) || (await opensKeyedHash(database, createSeal(keys, 'sign-ups')))) return
  throw new StartError([
    `SECRET_KEY cannot decrypt what the database holds: take it out to use the key in ${path}, or add that key, as new,old`,
  ])
}
