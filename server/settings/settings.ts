import { faultsOfAccount, faultsOfCaptcha } from './rules.ts'
import { REQUIRED_SETTINGS, SETTINGS_TABLE, type SettingValues } from './table.ts'

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
export type Settings = Complete & { isSandbox: boolean; PUBLIC_URL: string; DATABASE_URL: string }

type Reading = { kind: 'settings'; settings: Settings } | { kind: 'faults'; faults: string[] }

/** What keeps the relay from starting, in sentences that name the setting and the remedy. */
export class StartError extends Error {
  readonly faults: readonly string[]

  constructor(faults: readonly string[]) {
    super(faults.join('\n'))
    this.faults = faults
  }
}

/**
 * Reads the settings from the environment; an empty variable counts as not set. All faults are named at once, each with its
 * setting, and none repeats a secret. `sandbox`: whether `npm start` asks for it; a set application id overrules it.
 */
export function readSettings(
  environment: Record<string, string | undefined>,
  { sandbox }: { sandbox: boolean },
): Reading {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim()))
  const parsed = SETTINGS_TABLE.safeParse(given)
  if (!parsed.success) {
    const faults = new Set(parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`))
    return { kind: 'faults', faults: [...faults] }
  }
  const values = parsed.data
  const isSandbox = sandbox && values.CTCT_CLIENT_ID === undefined
  const faults = isSandbox ? faultsOfCaptcha(values) : faultsOfAccount(values)
  const complete = isSandbox ? { ...SANDBOX, ...values } : values
  if (faults.length > 0 || !isComplete(complete)) return { kind: 'faults', faults }
  // By the port: a second sandbox in the same folder would deliver what the first has recorded.
  const database = isSandbox ? `sandbox-${values.PORT}` : 'relay'
  const defaults = {
    PUBLIC_URL: `http://localhost:${values.PORT}`,
    DATABASE_URL: `file:data/${database}.db`,
  }
  return { kind: 'settings', settings: { ...defaults, ...complete, isSandbox } }
}

function isComplete(values: SettingValues): values is Complete {
  return REQUIRED_SETTINGS.every((name) => values[name] !== undefined)
}
