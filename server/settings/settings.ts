import { faultsOfAccount, faultsOfCaptcha, type Given } from './rules.ts'
import { readSecretFiles } from './secret-files.ts'
import { REQUIRED_SETTINGS, SETTING_NAMES, SETTINGS_TABLE, type SettingValues } from './table.ts'
import { misspelledSettings } from './unknown-variables.ts'

/** The sandbox's own values: it has no real account and no real people, so nothing here is a secret. */
const SANDBOX = {
  CTCT_CLIENT_ID: 'sandbox-application',
  SECRET_KEY: ['the sandbox holds no real person and no secret'],
  ALLOWED_ORIGINS: [],
  ALLOWED_LISTS: [
    'd13d60d0-f256-11e8-b47d-fa163e56c9b0',
    'd13d60d1-f256-11e8-b47d-fa163e56c9b0',
    'd13d60d2-f256-11e8-b47d-fa163e56c9b0',
  ],
  EXISTING_CONTACTS: 'update',
  SITE_NAME: 'Juniper & Rye',
} satisfies Partial<SettingValues>

type Complete = SettingValues & Required<Pick<SettingValues, (typeof REQUIRED_SETTINGS)[number]>>

/** Everything the relay is told at start, by the settings' names. Secrets are here and in no log. */
export type Settings = Complete & {
  isSandbox: boolean
  PUBLIC_URL: string
  DATABASE_URL: string
  SANDBOX_PORT: number
}

type Reading = { kind: 'settings'; settings: Settings } | { kind: 'faults'; faults: string[] }

/** Why the relay cannot start, in sentences that name the setting and the remedy. */
export class StartError extends Error {
  readonly faults: readonly string[]

  constructor(faults: readonly string[]) {
    super(faults.join('\n'))
    this.faults = faults
  }
}

/**
 * Reads the settings from the environment, and the files that it names; an empty variable counts as not set. All faults are
 * named at once, each with its setting, and none repeats a secret. `sandbox`: whether `--sandbox` asks for it; a set
 * application id overrules it.
 */
export function readSettings(
  environment: Record<string, string | undefined>,
  { sandbox }: { sandbox: boolean },
): Reading {
  const files = readSecretFiles(environment)
  const given: Given = Object.fromEntries(
    Object.entries({ ...environment, ...files.values }).filter(([, value]) => value?.trim()),
  )
  const isSandbox = sandbox && given.CTCT_CLIENT_ID === undefined
  const parsed = SETTINGS_TABLE.safeParse(given)
  const others = [
    ...(parsed.error?.issues ?? []).map(({ path, message }) => `${path.join('.')} ${message}`),
    ...faultsOfNames(given, isSandbox),
    ...(isSandbox ? faultsOfCaptcha(given) : faultsOfAccount(given)),
  ]
  const faults = new Set([
    ...files.faults.map(({ sentence }) => sentence),
    // A setting whose file is wrong is not missing as well.
    ...others.filter((fault) => !files.faults.some(({ name }) => fault.startsWith(`${name} `))),
  ])
  const values = parsed.data
  const complete = isSandbox ? { ...SANDBOX, ...values } : values
  if (faults.size > 0 || !values || !complete || !isComplete(complete))
    return { kind: 'faults', faults: [...faults] }
  // Named by port: otherwise a second sandbox in the same folder would deliver what the first has recorded.
  const database = isSandbox ? `sandbox-${values.PORT}` : 'relay'
  const defaults = {
    PUBLIC_URL: `http://localhost:${values.PORT}`,
    DATABASE_URL: `file:data/${database}.db`,
    SANDBOX_PORT: besidePort(values.PORT),
  }
  return { kind: 'settings', settings: { ...defaults, ...complete, isSandbox } }
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
function faultsOfNames(given: Given, isSandbox: boolean): string[] {
  const names: readonly string[] = SETTING_NAMES
  const invisible = Object.keys(given).flatMap((name) => {
    const visible = name.replace(/[^\x21-\x7e]/g, '')
    return visible !== name && names.includes(visible)
      ? [`${visible} is set under a name with an invisible character: write the name again`]
      : []
  })
  const misspelled = misspelledSettings(given)
    .filter(({ meant }) => isSandbox && meant === 'CTCT_CLIENT_ID')
    .map(({ given }) => `CTCT_CLIENT_ID is perhaps misspelled as ${given}: correct or remove it`)
  return invisible.length > 0 ? invisible : misspelled
}

function isComplete(values: Partial<SettingValues>): values is Complete {
  return REQUIRED_SETTINGS.every((name) => values[name] !== undefined)
}
