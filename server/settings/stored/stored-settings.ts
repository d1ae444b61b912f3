import type { Database } from '../../store/database.ts'
import { number } from '../../store/row.ts'
import { createSeal } from '../../store/sealed.ts'
import type { Given } from '../rules.ts'
import { aboutSetting } from '../table.ts'
import { OWNER_SETTINGS, type OwnerSetting, type OwnerValues } from './owner-settings.ts'
import { type Changes, type Saved, type SaveOptions, saveSettings } from './save-settings.ts'
import { readHistory } from './settings-history.ts'
import { createSettingsRows, type StoredRows } from './settings-rows.ts'
import { type ShownSetting, showSettings } from './show-settings.ts'

type Parts = {
  database: Database
  /** `SECRET_KEY`: the first seals, and every one opens. */
  secretKeys: readonly string[]
  /** What the environment sets, which wins. */
  environment: Given
  /** A sandbox has an application of its own, which nobody may set. */
  isSandbox: boolean
}

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

    /** Every setting of the owner as it may be shown, with the version to base changes on. */
    async show(): Promise<{ version: number; settings: ShownSetting[] }> {
      const stored = await rows.read(database)
      return { version: stored.version, settings: showSettings(stored, environment, isSandbox) }
    },

    /** Saves all changes or none. They are in force once every relay has heard of them, within seconds. */
    save: (changes: Changes, options: SaveOptions): Promise<Saved> =>
      database.transaction((transaction) =>
        saveSettings(transaction, changes, { ...options, rows, environment, isSandbox }),
      ),

    /** The latest changes, newest first; `before`: those with a smaller id. */
    history: (page: { before?: number; most: number }) => readHistory(database, page),

    /** What is stored, without secrets; `missing` names those. */
    async export(): Promise<{ settings: OwnerValues; missing: OwnerSetting[] }> {
      const { values, changedAt } = await rows.read(database)
      const settings = { ...values }
      const missing = OWNER_SETTINGS.filter((name) => aboutSetting(name).secret && changedAt.has(name))
      for (const name of missing) delete settings[name]
      return { settings, missing }
    },
  }
}
