import { randomBytes } from 'node:crypto'
import { statSync } from 'node:fs'
import { constants, copyFile, link, open, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { RELAY_USER } from '../http/relay-user.ts'
import { SETTINGS_TABLE } from './table.ts'
import { readTextFile } from './text-file.ts'

const FILE = 'secret.key'
const KEY_BYTES = 32
/** Read by others than its owner. */
const OTHERS = 0o077

type Found = { kind: 'keys'; keys: string[] } | { kind: 'missing' } | { kind: 'fault'; sentence: string }

/** Where the relay keeps its key if `SECRET_KEY` is not set: beside the database's file. */
export function secretKeyPath(databaseFile: string): string {
  return join(dirname(databaseFile), FILE)
}

/** Reads the key. The sentence names the file and the remedy, and repeats nothing of its content. */
export function readSecretKeyFile(path: string): Found {
  const file = readTextFile(path)
  const fault = (what: string): Found => ({
    kind: 'fault',
    sentence: `SECRET_KEY is in ${path}, which ${what}`,
  })
  if ('fault' in file)
    return file.fault === 'ENOENT'
      ? { kind: 'missing' }
      : fault(FAULTS[file.fault] ?? `cannot be read (${file.fault})`)
  const text = file.text.trim()
  if (text === '') return fault('is empty: restore it from your backup')
  const keys = SETTINGS_TABLE.shape.SECRET_KEY.safeParse(text)
  if (!keys.success || keys.data === undefined) return fault('is too short: restore it from your backup')
  // Windows has no such bits.
  if (process.platform !== 'win32' && (statSync(path).mode & OTHERS) !== 0)
    return fault(`others may read: run chmod 600 ${path}`)
  return { kind: 'keys', keys: keys.data }
}

const FORBIDDEN = `the relay may not read: let ${RELAY_USER} own it`
const FAULTS: Record<string, string> = {
  EISDIR: 'is a folder: restore the file from your backup',
  EACCES: FORBIDDEN,
  EPERM: FORBIDDEN,
  'not UTF-8': 'holds no key: restore it from your backup',
}

/**
 * Makes a key that only this user may read, unless there is one, and resolves once it is on the disk. The file appears under
 * its name when it is whole, so that a relay which is killed meanwhile leaves none, and of two that start at once the second
 * uses the key of the first. Rejects with Node's error.
 */
export async function makeSecretKeyFile(path: string): Promise<void> {
  const draft = `${path}.${randomBytes(6).toString('hex')}`
  try {
    const file = await open(draft, 'wx', 0o600)
    await file.writeFile(`${randomBytes(KEY_BYTES).toString('hex')}\n`)
    await file.sync()
    await file.close()
    await publish(draft, path)
    await syncFolder(dirname(path))
  } finally {
    await rm(draft, { force: true })
  }
}

/** Gives the draft its name, but never replaces a file. */
async function publish(draft: string, path: string): Promise<void> {
  await link(draft, path).catch(async ({ code }: NodeJS.ErrnoException) => {
    if (code === 'EEXIST') return
    // Some file systems have no links.
    await copyFile(draft, path, constants.COPYFILE_EXCL).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
  })
}

/** A key whose name is lost with the power would lock up all that was sealed with it. */
async function syncFolder(path: string): Promise<void> {
  // Windows opens no folder, and writes names by itself.
  const folder = await open(path).catch(() => undefined)
  await folder?.sync().catch(() => undefined)
  await folder?.close()
}
