import { localAddress } from './public-url.ts'
import { type Fault, faultsOfRequired, faultsOfValues, type Given } from './rules.ts'
import { SANDBOX } from './sandbox-values.ts'
import { readSecretFiles } from './secret-files.ts'
import {
  isOwnerSetting,
  OWNER_SETTINGS,
  type OwnerSetting,
  type OwnerValues,
} from './stored/owner-settings.ts'
import { withStored } from './stored/with-stored.ts'
import {
  DEFAULT_PORT,
  REQUIRED_SETTINGS,
  SETTING_NAMES,
  SETTINGS_TABLE,
  type SettingValues,
} from './table.ts'
import { misspelledSettings } from './unknown-variables.ts'

type Complete = SettingValues & Required<Pick<SettingValues, (typeof REQUIRED_SETTINGS)[number]>>

/** Everything the relay is told, by the settings' names. Secrets are here and in no log. */
export type Settings = Complete & {
  isSandbox: boolean
  PUBLIC_URL: string
  DATABASE_URL: string
  SANDBOX_PORT: number
  /** Which of them the owner keeps in the database, rather than the environment. */
  fromStore: readonly OwnerSetting[]
  /** Required ones that the owner has yet to give. While there are any, the relay takes no sign-ups. */
  missing: readonly OwnerSetting[]
}

/** What stands for a setting that is missing. */
const NOT_YET = {
  CTCT_CLIENT_ID: '',
  ALLOWED_ORIGINS: [],
  ALLOWED_LISTS: [],
  EXISTING_CONTACTS: 'append',
} satisfies Partial<SettingValues>

export type Environment = Record<string, string | undefined>

export type Reading = { kind: 'settings'; settings: Settings } | { kind: 'faults'; faults: string[] }

/** Why the relay cannot start, in sentences that name the setting and the remedy. */
export class StartError extends Error {
  readonly faults: readonly string[]

  constructor(faults: readonly string[]) {
    super(faults.join('\n'))
    this.faults = faults
  }
}

/** What the environment sets itself, and by the files that it names; an empty variable counts as not set. */
export function environmentValues(environment: Environment): { given: Given; faults: Fault[] } {
  const files = readSecretFiles(environment)
  const given = Object.entries({ ...environment, ...files.values }).filter(([, value]) => value?.trim())
  return { given: Object.fromEntries(given), faults: files.faults }
}

/** Whether the sandbox runs. `asked`: by `--sandbox`; an application id in the environment overrules it. */
export function runsSandbox(variables: Given, asked: boolean): boolean {
  return asked && variables.CTCT_CLIENT_ID === undefined
}

/** What is wrong with the environment, whatever the database holds. */
export function faultsOfEnvironment(environment: Environment, { sandbox }: { sandbox: boolean }): string[] {
  const { given: variables, faults } = environmentValues(environment)
  const isSandbox = runsSandbox(variables, sandbox)
  return sentencesOf(faults, [
    ...faultsOfValues(variables, isSandbox, OWNER_SETTINGS),
    ...faultsOfNames(variables, isSandbox),
    ...(isSandbox ? [] : faultsOfRequired(variables).filter(({ name }) => !isOwnerSetting(name))),
  ])
}

type Options = {
  /** Whether `--sandbox` asks for it. */
  sandbox: boolean
  /** What the database holds. */
  stored?: OwnerValues
  /** Whether settings that the owner may store can be missing, because the relay is yet to be set up. */
  mayBeIncomplete?: boolean
}

/**
 * Reads the settings: the environment, the files that it names, and what is stored, where the environment does not set it.
 * All faults are named at once, each with its setting, and none repeats a secret.
 */
export function readSettings(
  environment: Environment,
  { sandbox, stored = {}, mayBeIncomplete = false }: Options,
): Reading {
  const { given: variables, faults: faultsOfFiles } = environmentValues(environment)
  const isSandbox = runsSandbox(variables, sandbox)
  const given = withStored(variables, stored, isSandbox)
  const required = isSandbox ? [] : faultsOfRequired(given)
  const missing = mayBeIncomplete ? required.map(({ name }) => name).filter(isOwnerSetting) : []
  const faults = sentencesOf(faultsOfFiles, [
    ...faultsOfValues(given, isSandbox),
    ...faultsOfNames(variables, isSandbox),
    ...required.filter(({ name }) => !missing.some((known) => known === name)),
  ])
  const values = SETTINGS_TABLE.safeParse(given).data
  const complete = { ...(isSandbox ? SANDBOX : mayBeIncomplete ? NOT_YET : {}), ...values }
  if (faults.length > 0 || !values || !isComplete(complete)) return { kind: 'faults', faults }
  const defaults = {
    PUBLIC_URL: localAddress(values.PORT),
    DATABASE_URL: databaseUrlOf(values, isSandbox),
    SANDBOX_PORT: besidePort(values.PORT),
  }
  const fromStore = OWNER_SETTINGS.filter(
    (name) => given[name] !== undefined && variables[name] === undefined,
  )
  return { kind: 'settings', settings: { ...defaults, ...complete, isSandbox, fromStore, missing } }
}

type DatabasePlace = { DATABASE_URL?: string | undefined; PORT?: string | number | undefined }

/** Where the database is. The sandbox's is named by port: a second one in the same folder would deliver what the first has recorded. */
export function databaseUrlOf(
  { DATABASE_URL, PORT = DEFAULT_PORT }: DatabasePlace,
  isSandbox: boolean,
): string {
  return DATABASE_URL ?? `file:data/${isSandbox ? `sandbox-${Number(PORT)}` : 'relay'}.db`
}

/** A setting whose file is wrong is not missing as well. */
function sentencesOf(faultsOfFiles: readonly Fault[], others: readonly Fault[]): string[] {
  const rest = others.filter(({ name }) => !faultsOfFiles.some((fault) => fault.name === name))
  return [...new Set([...faultsOfFiles, ...rest].map(({ sentence }) => sentence))]
}

/** The port after the relay's, so that two of `npm start` with ports of their own do not collide. */
function besidePort(port: number): number {
  if (port === 0) return 8081
  return port < 65_535 ? port + 1 : port - 1
}

/**
 * Variables whose name is a setting's except for an invisible character, such as a byte order mark; and, if the sandbox would
 * start because no application id is set, a variable that looks like a misspelling of it.
 */
function faultsOfNames(given: Given, isSandbox: boolean): Fault[] {
  const names: readonly string[] = SETTING_NAMES
  const invisible = Object.keys(given).flatMap((name) => {
    const visible = name.replace(/[^\x21-\x7e]/g, '')
    return visible !== name && names.includes(visible)
      ? [
          {
            name: visible,
            sentence: `${visible} is set under a name with an invisible character: write the name again`,
          },
        ]
      : []
  })
  const misspelled = misspelledSettings(given)
    .filter(({ meant }) => isSandbox && meant === 'CTCT_CLIENT_ID')
    .map(({ given, meant }) => ({
      name: meant,
      sentence: `${meant} is perhaps misspelled as ${given}: correct or remove it`,
    }))
  return invisible.length > 0 ? invisible : misspelled
}

function isComplete(values: Partial<SettingValues>): values is Complete {
  return REQUIRED_SETTINGS.every((name) => values[name] !== undefined)
}
