import { localAddress } from './public-url.ts'
import { type Fault, faultsOfRequired, faultsOfValues, type Given } from './rules.ts'
import { SANDBOX } from './sandbox-values.ts'
import { readSecretFiles } from './secret-files.ts'
import { OWNER_SETTINGS, type OwnerSetting, type OwnerValues } from './stored/owner-settings.ts'
import { withStored } from './stored/with-stored.ts'
import { REQUIRED_SETTINGS, SETTING_NAMES, SETTINGS_TABLE, type SettingValues } from './table.ts'
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
}

type Environment = Record<string, string | undefined>

type Reading = { kind: 'settings'; settings: Settings } | { kind: 'faults'; faults: string[] }

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

/**
 * Reads the settings: the environment, the files that it names, and what is stored, where the environment does not set it.
 * All faults are named at once, each with its setting, and none repeats a secret. `sandbox`: whether `--sandbox` asks for it;
 * an application id in the environment overrules it.
 */
export function readSettings(
  environment: Environment,
  { sandbox, stored = {} }: { sandbox: boolean; stored?: OwnerValues },
): Reading {
  const { given: variables, faults: faultsOfFiles } = environmentValues(environment)
  const isSandbox = sandbox && variables.CTCT_CLIENT_ID === undefined
  const given = withStored(variables, stored, isSandbox)
  const others = [
    ...faultsOfValues(given, isSandbox),
    ...faultsOfNames(variables, isSandbox),
    ...(isSandbox ? [] : faultsOfRequired(given)),
  ]
  const faults = new Set([
    ...faultsOfFiles.map(({ sentence }) => sentence),
    // A setting whose file is wrong is not missing as well.
    ...others
      .filter(({ name }) => !faultsOfFiles.some((fault) => fault.name === name))
      .map(({ sentence }) => sentence),
  ])
  const values = SETTINGS_TABLE.safeParse(given).data
  const complete = isSandbox ? { ...SANDBOX, ...values } : values
  if (faults.size > 0 || !values || !complete || !isComplete(complete))
    return { kind: 'faults', faults: [...faults] }
  // Named by port: otherwise a second sandbox in the same folder would deliver what the first has recorded.
  const database = isSandbox ? `sandbox-${values.PORT}` : 'relay'
  const defaults = {
    PUBLIC_URL: localAddress(values.PORT),
    DATABASE_URL: `file:data/${database}.db`,
    SANDBOX_PORT: besidePort(values.PORT),
  }
  const fromStore = OWNER_SETTINGS.filter(
    (name) => given[name] !== undefined && variables[name] === undefined,
  )
  return { kind: 'settings', settings: { ...defaults, ...complete, isSandbox, fromStore } }
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
