import type { Database } from '../../store/database.ts'
import { forUpdate } from '../../store/fragments.ts'
import { number, text, textOrNull } from '../../store/row.ts'
import type { Seal } from '../../store/sealed.ts'
import { aboutSetting } from '../table.ts'
import { isOwnerSetting, type OwnerSetting, type OwnerValues } from './owner-settings.ts'

/** What the database holds. `version` increases with every save. `changedAt`: milliseconds since 1970. */
export type StoredRows = {
  version: number
  /** Secrets are opened. */
  values: OwnerValues
  /** Secrets that no key of `SECRET_KEY` opens: they count as not set. */
  unreadable: OwnerSetting[]
  changedAt: Map<OwnerSetting, number>
}

/** Keeps all others from saving until the transaction ends. */
export async function lockSettings(transaction: Database): Promise<void> {
  await transaction.all(`SELECT version FROM owner_settings_version${forUpdate(transaction.engine)}`)
}

export type SettingsRows = ReturnType<typeof createSettingsRows>

/** The rows of the owner's settings. A secret is sealed, and bound to its name. */
export function createSettingsRows(seal: Seal) {
  /** While `SECRET_KEY` changes from an old key to a new one, what only the old one opens is sealed with the new one. */
  async function rotateKey(database: Database, name: OwnerSetting, sealed: string, opened: string) {
    const sql = 'UPDATE owner_settings SET value = ? WHERE name = ? AND value = ?'
    await database.run(sql, seal.seal(opened, name), name, sealed)
  }

  return {
    async read(database: Database): Promise<StoredRows> {
      // One statement, so that values and version belong together.
      const rows = await database.all(
        `SELECT version, name, value, changed_at FROM owner_settings_version
          LEFT JOIN owner_settings ON owner_settings.name <> ''`,
      )
      const now = await database.now()
      const stored: StoredRows = {
        version: number(rows[0], 'version'),
        ...{ values: {}, unreadable: [], changedAt: new Map() },
      }
      for (const row of rows) {
        const name = textOrNull(row, 'name')
        if (name === null || !isOwnerSetting(name)) continue
        const value = text(row, 'value')
        // The clock may have been set back meanwhile.
        stored.changedAt.set(name, Math.min(number(row, 'changed_at'), now))
        if (!aboutSetting(name).secret) {
          stored.values[name] = value
          continue
        }
        const opened = seal.open(value, name)
        if (opened.kind === 'failed') {
          stored.unreadable.push(name)
          continue
        }
        stored.values[name] = opened.text
        if (opened.stale) await rotateKey(database, name, value, opened.text)
      }
      return stored
    },

    /** Stores a value; `null` deletes it. */
    async write(transaction: Database, name: OwnerSetting, value: string | null, at: number): Promise<void> {
      await transaction.run('DELETE FROM owner_settings WHERE name = ?', name)
      if (value === null) return
      const kept = aboutSetting(name).secret ? seal.seal(value, name) : value
      const sql = 'INSERT INTO owner_settings (name, value, changed_at) VALUES (?, ?, ?)'
      await transaction.run(sql, name, kept, at)
    },
  }
}
