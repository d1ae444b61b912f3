import type { Database } from '../../store/database.ts'
import { number, text, textOrNull } from '../../store/row.ts'
import { aboutSetting } from '../table.ts'
import { abbreviate } from './abbreviate.ts'
import { isOwnerSetting, type OwnerSetting } from './owner-settings.ts'

/** How a change was made: on a page, by `settings set`, or by `settings import`. */
const WAYS = ['console', 'command', 'import'] as const
export type SavedBy = (typeof WAYS)[number]

/** One change of one setting. A secret has neither `from` nor `to`, nor has what was not set. */
export type SettingChange = {
  id: number
  /** Milliseconds since 1970. */
  at: number
  name: OwnerSetting
  by: SavedBy
  from?: string
  to?: string
  /** False if the value was removed. */
  isSet: boolean
}

/** As many as anybody would look through. */
const MOST_KEPT = 1000

/** Writes down what a save changes, in its transaction. Of an image, only its kind and size. */
export async function noteChange(
  transaction: Database,
  change: { name: OwnerSetting; at: number; by: SavedBy; from: string | undefined; to: string | null },
): Promise<void> {
  const { name, at, by, from, to } = change
  const values = aboutSetting(name).secret ? [null, null] : [noted(from), noted(to)]
  await transaction.run(
    `INSERT INTO owner_settings_history (id, at, name, by_whom, value_before, value_after, is_set)
      SELECT COALESCE(MAX(id), 0) + 1, ?, ?, ?, ?, ?, ? FROM owner_settings_history`,
    ...[at, name, by, ...values, to === null ? 0 : 1],
  )
  await transaction.run(
    'DELETE FROM owner_settings_history WHERE id <= (SELECT MAX(id) FROM owner_settings_history) - ?',
    MOST_KEPT,
  )
}

const noted = (value: string | null | undefined) => (value ? abbreviate(value) : null)

/** The latest changes, newest first; `before`: those with a smaller id. */
export async function readHistory(
  database: Database,
  { before = Number.MAX_SAFE_INTEGER, most }: { before?: number; most: number },
): Promise<SettingChange[]> {
  const sql = 'SELECT * FROM owner_settings_history WHERE id < ? ORDER BY id DESC LIMIT ?'
  const now = await database.now()
  const rows = await database.all(sql, before, most)
  return rows.flatMap((row) => {
    const [name, from, to] = [
      text(row, 'name'),
      textOrNull(row, 'value_before'),
      textOrNull(row, 'value_after'),
    ]
    if (!isOwnerSetting(name)) return []
    return {
      // The clock may have been set back meanwhile.
      ...{ id: number(row, 'id'), at: Math.min(number(row, 'at'), now), name },
      by: WAYS.find((way) => way === row['by_whom']) ?? 'console',
      ...(from !== null && { from }),
      ...(to !== null && { to }),
      isSet: number(row, 'is_set') === 1,
    }
  })
}
