import { publicUrlOf } from '../public-url.ts'
import type { Given } from '../rules.ts'
import { SANDBOX } from '../sandbox-values.ts'
import { aboutSetting, SETTINGS_TABLE } from '../table.ts'
import { OWNER_SETTINGS, type OwnerSetting } from './owner-settings.ts'
import type { StoredRows } from './settings-rows.ts'

/** Where a value comes from. The environment wins. */
type Source = 'environment' | 'console' | 'default'

/** A setting as it may be shown. */
export type ShownSetting = {
  name: OwnerSetting
  /** What it does. */
  description: string
  secret: boolean
  source: Source
  /** As text. Absent for a secret, and where there is none. */
  value?: string
  /** False where the default is in force. */
  isSet: boolean
  /** True for a stored secret that no key opens: it counts as not set. */
  isUnreadable: boolean
  /** When it was saved, in milliseconds since 1970; absent unless it is stored. */
  changedAt?: number
}

/** Every setting of the owner, as it may be shown. */
export function showSettings(stored: StoredRows, environment: Given, isSandbox: boolean): ShownSetting[] {
  return OWNER_SETTINGS.map((name) => {
    const { description, secret } = aboutSetting(name)
    const given = environment[name]
    const isSet = given !== undefined || stored.values[name] !== undefined
    const value = given ?? stored.values[name] ?? defaultOf(name, environment, isSandbox)
    const changedAt = given === undefined ? stored.changedAt.get(name) : undefined
    return {
      ...{ name, description, secret, isSet },
      source: given !== undefined ? 'environment' : isSet ? 'console' : 'default',
      isUnreadable: given === undefined && stored.unreadable.includes(name),
      ...(!secret && value !== undefined && { value }),
      ...(changedAt !== undefined && { changedAt }),
    }
  })
}

function defaultOf(name: OwnerSetting, environment: Given, isSandbox: boolean): string | undefined {
  if (name === 'PUBLIC_URL') return publicUrlOf(environment)
  const own: Partial<Record<OwnerSetting, unknown>> = isSandbox ? { ...DEFAULTS, ...SANDBOX } : DEFAULTS
  const value = own[name]
  return value === undefined ? undefined : String(value)
}
const DEFAULTS = SETTINGS_TABLE.parse({})
