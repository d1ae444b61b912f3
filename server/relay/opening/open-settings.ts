import { existsSync } from 'node:fs'
import { isUnclaimed } from '../../constant-contact/oauth/identity.ts'
import { publicUrlOf } from '../../settings/public-url.ts'
import { type Given, whyNoConsole } from '../../settings/rules.ts'
import { SANDBOX } from '../../settings/sandbox-values.ts'
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
} from '../../settings/settings.ts'
import { createStoredSettings, type StoredSettings } from '../../settings/stored/stored-settings.ts'
import { SETTINGS_TABLE } from '../../settings/table.ts'
import type { Database } from '../../store/database.ts'
import { missingFile } from '../../store/open.ts'
import { openStore, openStoreForCommand } from './open-store.ts'
import { assertNotInFile, keyPathOf, keysInFile } from './secret-keys.ts'

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
  const keyPath = isSandbox ? undefined : keyPathOf(databaseUrl)
  const isKeyGiven = variables.SECRET_KEY !== undefined
  const mayUseFile = keyPath !== undefined && !isKeyGiven && (mayBeSetUp || !isNew || existsSync(keyPath))

  const known = mayUseFile ? { ...environment, SECRET_KEY: SOME_KEY } : environment
  const faults = isNew
    ? faultsOf(readSettings(known, { sandbox, mayBeIncomplete: mayBeSetUp }))
    : faultsOfEnvironment(known, { sandbox })
  if (faults.length > 0) throw new StartError(faults)

  const database = await (isCommand ? openStoreForCommand : openStore)(databaseUrl)
  return orClose(database, async () => {
    const keys = mayUseFile ? await keysInFile(database, keyPath, mayBeSetUp && !isCommand) : undefined
    if (isKeyGiven && keyPath !== undefined) await assertNotInFile(database, variables, keyPath)
    const complete = keys === undefined ? environment : { ...environment, SECRET_KEY: keys.join() }
    return storedIn(database, complete, { sandbox, isSandbox, mayBeSetUp })
  })
}

function hasConsole(variables: Given): boolean {
  return whyNoConsole({ CONSOLE: variables.CONSOLE, PUBLIC_URL: publicUrlOf(variables) }) === undefined
}

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
