import type { Database } from '../../store/database.ts'
import { forUpdate } from '../../store/fragments.ts'
import { number } from '../../store/row.ts'
import { createSeal } from '../../store/sealed.ts'
import type { Fault, Given } from '../rules.ts'
import { faultsOfChanges } from './faults-of-changes.ts'
import { isOwnerSetting, type OwnerSetting } from './owner-settings.ts'
import { createSettingsRows, type StoredRows } from './settings-rows.ts'

type Parts = {
  database: Database
  /** `SECRET_KEY`: the first seals, and every one opens. */
  secretKeys: readonly string[]
  /** What the environment sets, which wins. */
  environment: Given
  /** A sandbox has an application of its own, which nobody may set. */
  isSandbox: boolean
}

/** New values as a person wrote them; null or an empty text removes one. */
export type Changes = { [name in OwnerSetting]?: string | null }

export type Saved =
  | { kind: 'saved'; version: number }
  /** Somebody else has saved since the version that the change is based on. */
  | { kind: 'stale'; version: number }
  /** Nothing was saved. Each sentence names its setting and the remedy, and repeats no secret. */
  | { kind: 'faults'; faults: Fault[] }

export type StoredSettings = ReturnType<typeof createStoredSettings>

/** The owner's settings in the database. Functions reject only where the database does. */
export function createStoredSettings({ database, secretKeys, environment, isSandbox }: Parts) {
  const rows = createSettingsRows(createSeal(secretKeys, 'settings'))

  return {
    /** What is stored, with secrets opened: for the relay itself, never to be shown. */
    read: (): Promise<StoredRows> => rows.read(database),

    /** The version of what is stored: it increases with every save. */
    async version(): Promise<number> {
      const [row] = await database.all('SELECT version FROM owner_settings_version')
      return number(row, 'version')
    },

    /** Saves all changes or none. `version`: what they are based on; without it they are never stale. */
    save: (changes: Changes, { version }: { version?: number; by: SavedBy }): Promise<Saved> =>
      database.transaction(async (transaction) => {
        // Locked, so that of two who save at once the second is told.
        await transaction.all(`SELECT version FROM owner_settings_version${forUpdate(transaction.engine)}`)
        const stored = await rows.read(transaction)
        if (version !== undefined && version !== stored.version)
          return { kind: 'stale', version: stored.version }
        const wanted = cleaned(changes)
        const faults = faultsOfChanges(wanted, { stored: stored.values, environment, isSandbox })
        if (faults.length > 0) return { kind: 'faults', faults }
        const changed = [...wanted].filter(([name, value]) =>
          value === null ? stored.changedAt.has(name) : value !== stored.values[name],
        )
        if (changed.length === 0) return { kind: 'saved', version: stored.version }
        const at = await transaction.now()
        for (const [name, value] of changed) await rows.write(transaction, name, value, at)
        await transaction.run('UPDATE owner_settings_version SET version = version + 1')
        await transaction.announce('settings', String(stored.version + 1))
        return { kind: 'saved', version: stored.version + 1 }
      }),
  }
}

/** How a change was made. */
export type SavedBy = 'console' | 'command' | 'import'

function cleaned(changes: Changes): Map<OwnerSetting, string | null> {
  const wanted = new Map<OwnerSetting, string | null>()
  for (const [name, value] of Object.entries(changes))
    if (isOwnerSetting(name)) wanted.set(name, value?.trim() || null)
  return wanted
}
