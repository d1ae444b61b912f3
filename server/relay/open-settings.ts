import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { isUnclaimed } from '../constant-contact/oauth/identity.ts'
import { RELAY_USER } from '../http/relay-user.ts'
import { publicUrlOf } from '../settings/public-url.ts'
import { type Given, whyNoConsole } from '../settings/rules.ts'
import { SANDBOX } from '../settings/sandbox-values.ts'
import { makeSecretKeyFile, readSecretKeyFile, secretKeyPath } from '../settings/secret-key-file.ts'
import {
  databaseUrlOf,
  type Environment,
  environmentValues,
  faultsOfEnvironment,
  type Reading,
  readSettings,
  runsSandbox,
  type Settings,
  StartError,
} from '../settings/settings.ts'
import { createStoredSettings, type StoredSettings } from '../settings/stored/stored-settings.ts'
import { SETTINGS_TABLE } from '../settings/table.ts'
import type { Database } from '../store/database.ts'
import { isSealed } from '../store/keyed-hash.ts'
import { databaseFile, missingFile } from '../store/open.ts'
import { openStore, openStoreForCommand } from './kept-parts.ts'

type OpenStored = {
  database: Database
  stored: StoredSettings
  /** Reads environment and database as they are now. */
  read(): Promise<{ version: number; reading: Reading }>
}

/** The settings in force at the start, and where to read newer ones. */
export type OpenSettings = OpenStored & { settings: Settings; version: number }

type Options = {
  /** Whether `--sandbox` asks for it. */
  sandbox: boolean
  /** A command makes no database and no key. */
  isCommand?: boolean
}

/**
 * Opens the database and reads the settings: what the environment sets, and what the owner keeps in the database. Rejects with
 * a `StartError`. Where `CTCT_CLIENT_ID` is in neither, and the database is nobody's yet, settings of the owner may be missing:
 * the relay waits to be set up in the browser.
 */
export async function openSettings(environment: Environment, options: Options): Promise<OpenSettings> {
  const opened = await openStored(environment, options)
  return orClose(opened.database, async () => {
    const { version, reading } = await opened.read()
    if (reading.kind === 'faults') throw new StartError(reading.faults)
    return { ...opened, settings: reading.settings, version }
  })
}

/** The same for `settings`, which can mend what is stored: that may be incomplete, or wrong. */
export async function openStoredForCommand(
  environment: Environment,
  { sandbox }: { sandbox: boolean },
): Promise<OpenStored> {
  const opened = await openStored(environment, { sandbox, isCommand: true })
  return orClose(opened.database, async () => {
    // Nothing may be sealed without a key.
    const { reading } = await opened.read()
    const faults = faultsOf(reading).filter((sentence) => sentence.startsWith('SECRET_KEY '))
    if (faults.length > 0) throw new StartError(faults)
    return opened
  })
}

async function openStored(environment: Environment, options: Options): Promise<OpenStored> {
  const { sandbox, isCommand = false } = options
  const { given: variables } = environmentValues(environment)
  const isSandbox = runsSandbox(variables, sandbox)
  const mayBeSetUp = !isSandbox && variables.CTCT_CLIENT_ID === undefined && hasConsole(variables)
  const databaseUrl = databaseUrlOf(variables, isSandbox)
  // Before a database is made, nothing can be stored.
  const isNew = (await missingFile(databaseUrl)) !== undefined
  const keyPath = isSandbox || variables.SECRET_KEY !== undefined ? undefined : keyPathOf(databaseUrl)
  const mayUseFile = keyPath !== undefined && (mayBeSetUp || !isNew || existsSync(keyPath))

  const known = mayUseFile ? { ...environment, SECRET_KEY: SOME_KEY } : environment
  const faults = isNew
    ? faultsOf(readSettings(known, { sandbox, mayBeIncomplete: mayBeSetUp }))
    : faultsOfEnvironment(known, { sandbox })
  if (faults.length > 0) throw new StartError(faults)

  const database = await (isCommand ? openStoreForCommand : openStore)({ DATABASE_URL: databaseUrl })
  return orClose(database, async () => {
    const keys = mayUseFile ? await keysInFile(database, keyPath, mayBeSetUp && !isCommand) : undefined
    const complete = keys === undefined ? environment : { ...environment, SECRET_KEY: keys.join() }
    return storedIn(database, complete, { sandbox, isSandbox, mayBeSetUp })
  })
}

function hasConsole(variables: Given): boolean {
  return whyNoConsole({ CONSOLE: variables.CONSOLE, PUBLIC_URL: publicUrlOf(variables) }) === undefined
}

/** Closes the database if the work fails. */
async function orClose<T>(database: Database, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    await database.close()
    throw error
  }
}

type Start = { sandbox: boolean; isSandbox: boolean; mayBeSetUp: boolean }

function storedIn(
  database: Database,
  environment: Environment,
  { sandbox, isSandbox, mayBeSetUp }: Start,
): OpenStored {
  const faults = faultsOfEnvironment(environment, { sandbox })
  if (faults.length > 0) throw new StartError(faults)
  const { given } = environmentValues(environment)
  const { SECRET_KEY: secretKeys = SANDBOX.SECRET_KEY } = SETTINGS_TABLE.parse(given)
  const stored = createStoredSettings({ database, secretKeys, environment: given, isSandbox })

  async function read() {
    const { version, values } = await stored.read()
    const isBegun = values.CTCT_CLIENT_ID !== undefined || (await isUnclaimed(database))
    const mayBeIncomplete = mayBeSetUp && isBegun && hasConsole({ ...values, ...given })
    return { version, reading: readSettings(environment, { sandbox, stored: values, mayBeIncomplete }) }
  }
  return { database, stored, read }
}

/** Stands for a key that is in a file. */
const SOME_KEY = '-'.repeat(32)

function faultsOf(reading: Reading): string[] {
  return reading.kind === 'faults' ? reading.faults : []
}

function keyPathOf(databaseUrl: string): string | undefined {
  const file = databaseFile(databaseUrl)
  return file === undefined ? undefined : resolve(secretKeyPath(file))
}

/**
 * The keys in the file, which is made if nothing was ever sealed: a new key would open nothing of what the database holds.
 * Undefined where there is none, and none is needed to read the database.
 */
async function keysInFile(database: Database, path: string, mayMake: boolean): Promise<string[] | undefined> {
  // In this order, since another relay makes the file before it seals anything.
  const wasSealed = await isSealed(database)
  if (mayMake && !wasSealed) await makeSecretKeyFile(path).catch(cannotMake(path))
  const found = readSecretKeyFile(path)
  if (found.kind === 'keys') return found.keys
  if (found.kind === 'fault') throw new StartError([found.sentence])
  if (!wasSealed) return undefined
  throw new StartError([
    `SECRET_KEY is not set, and ${path} is missing, without which nobody can read what the database holds: restore that file from your backup, or set SECRET_KEY to the key that the database was begun with`,
  ])
}

const cannotMake =
  (path: string) =>
  ({ code }: NodeJS.ErrnoException): never => {
    throw new StartError([
      `SECRET_KEY is not set, and the relay cannot write a key into ${path} (${code}): let ${RELAY_USER} write there, make room on the disk, or set SECRET_KEY`,
    ])
  }
