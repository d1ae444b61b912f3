import type { Database } from '../../store/database.ts'
import type { Fault, Given } from '../rules.ts'
import { faultsOfChanges, faultsOfUnknown } from './faults-of-changes.ts'
import { faultsOfStore, moveConnection } from './move-connection.ts'
import { isOwnerSetting, type OwnerSetting, type OwnerValues } from './owner-settings.ts'
import { noteChange, type SavedBy } from './settings-history.ts'
import { lockSettings, type SettingsRows } from './settings-rows.ts'
import { withStored } from './with-stored.ts'

/** New values by name, as a person wrote them; null or an empty text removes one. */
export type Changes = { readonly [name: string]: string | null }

/** `version`: what the changes are based on; without it they are never stale. */
export type SaveOptions = { version?: number | undefined; by: SavedBy }

export type Saved =
  /** `disconnected`: the connection was made with another application, and is gone. */
  | { kind: 'saved'; version: number; disconnected: boolean }
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
  // Of two who save at once the second is told.
  await lockSettings(transaction)
  const stored = await rows.read(transaction)
  if (version !== undefined && version !== stored.version) return { kind: 'stale', version: stored.version }
  const wanted = cleaned(changes)
  const before = withStored(environment, stored.values, isSandbox)
  const after = withStored(environment, withChanges(stored.values, wanted), isSandbox)
  const faults = [
    ...faultsOfUnknown(Object.keys(changes)),
    ...faultsOfChanges(wanted, { before, after, environment, isSandbox }),
    ...(await faultsOfStore(transaction, { before, after })),
  ]
  if (faults.length > 0) return { kind: 'faults', faults }
  const changed = [...wanted].filter(([name, value]) =>
    value === null ? stored.changedAt.has(name) : value !== stored.values[name],
  )
  if (changed.length === 0) return { kind: 'saved', version: stored.version, disconnected: false }
  const at = await transaction.now()
  for (const [name, to] of changed) {
    await rows.write(transaction, name, to, at)
    await noteChange(transaction, { name, at, by, from: stored.values[name], to })
  }
  const disconnected = await moveConnection(transaction, { before, after })
  await transaction.run('UPDATE owner_settings_version SET version = version + 1')
  await transaction.announce('settings', String(stored.version + 1))
  return { kind: 'saved', version: stored.version + 1, disconnected }
}

function cleaned(changes: Changes): Map<OwnerSetting, string | null> {
  const wanted = new Map<OwnerSetting, string | null>()
  for (const [name, value] of Object.entries(changes))
    if (isOwnerSetting(name)) wanted.set(name, value?.trim() || null)
  return wanted
}

function withChanges(values: OwnerValues, changes: ReadonlyMap<OwnerSetting, string | null>): OwnerValues {
  const changed = { ...values }
  for (const [name, value] of changes) {
    if (value === null) delete changed[name]
    else changed[name] = value
  }
  return changed
}
