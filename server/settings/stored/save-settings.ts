import type { Database } from '../../store/database.ts'
import { forUpdate } from '../../store/fragments.ts'
import type { Fault, Given } from '../rules.ts'
import { faultsOfChanges } from './faults-of-changes.ts'
import { isOwnerSetting, type OwnerSetting } from './owner-settings.ts'
import { noteChange, type SavedBy } from './settings-history.ts'
import type { SettingsRows } from './settings-rows.ts'

/** New values as a person wrote them; null or an empty text removes one. */
export type Changes = { [name in OwnerSetting]?: string | null }

/** `version`: what the changes are based on; without it they are never stale. */
export type SaveOptions = { version?: number | undefined; by: SavedBy }

export type Saved =
  | { kind: 'saved'; version: number }
  /** Somebody else has saved since the version that the changes are based on. Nothing was saved. */
  | { kind: 'stale'; version: number }
  /** Nothing was saved. Each sentence names its setting and the remedy, and repeats no secret. */
  | { kind: 'faults'; faults: Fault[] }

type Parts = { rows: SettingsRows; environment: Given; isSandbox: boolean }

/** Saves all changes or none, within a transaction, and announces them. */
export async function saveSettings(
  transaction: Database,
  changes: Changes,
  { version, by, rows, environment, isSandbox }: SaveOptions & Parts,
): Promise<Saved> {
  // Locked, so that of two who save at once the second is told.
  await transaction.all(`SELECT version FROM owner_settings_version${forUpdate(transaction.engine)}`)
  const stored = await rows.read(transaction)
  if (version !== undefined && version !== stored.version) return { kind: 'stale', version: stored.version }
  const wanted = cleaned(changes)
  const faults = faultsOfChanges(wanted, { stored: stored.values, environment, isSandbox })
  if (faults.length > 0) return { kind: 'faults', faults }
  const changed = [...wanted].filter(([name, value]) =>
    value === null ? stored.changedAt.has(name) : value !== stored.values[name],
  )
  if (changed.length === 0) return { kind: 'saved', version: stored.version }
  const at = await transaction.now()
  for (const [name, to] of changed) {
    await rows.write(transaction, name, to, at)
    await noteChange(transaction, { name, at, by, from: stored.values[name], to })
  }
  await transaction.run('UPDATE owner_settings_version SET version = version + 1')
  await transaction.announce('settings', String(stored.version + 1))
  return { kind: 'saved', version: stored.version + 1 }
}

function cleaned(changes: Changes): Map<OwnerSetting, string | null> {
  const wanted = new Map<OwnerSetting, string | null>()
  for (const [name, value] of Object.entries(changes))
    if (isOwnerSetting(name)) wanted.set(name, value?.trim() || null)
  return wanted
}
