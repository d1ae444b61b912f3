import { number, text } from '../../store/row.ts'
import { latestPlausible } from '../../time/clock-skew.ts'
import { utcDay } from '../../time/utc-day.ts'
import type { Change } from '../change.ts'

/** Few, since each looks through all sign-ups. */
const ROWS = 5

/** Moves to today what a fast clock, since set back, counted on days to come; resolves to how many rows. */
export async function correctFutureCounts({ transaction, now }: Change): Promise<number> {
  const today = utcDay(now)
  const sql = 'SELECT * FROM daily_counts WHERE day > ? ORDER BY id LIMIT ?'
  const rows = await transaction.all(sql, utcDay(latestPlausible(now)), ROWS)
  for (const row of rows) {
    const id = number(row, 'id')
    const [same] = await transaction.all(
      'SELECT id FROM daily_counts WHERE day = ? AND page = ? AND form = ? AND campaign = ?',
      ...[today, text(row, 'page'), text(row, 'form'), text(row, 'campaign')],
    )
    if (same === undefined) {
      await transaction.run('UPDATE daily_counts SET day = ? WHERE id = ?', today, id)
      continue
    }
    const target = number(same, 'id')
    const column = (name: string) => `${name} = ${name} + (SELECT ${name} FROM daily_counts WHERE id = ?)`
    const sums = ['started', 'signed_up', 'created', 'updated'].map(column).join(', ')
    await transaction.run(`UPDATE daily_counts SET ${sums} WHERE id = ?`, id, id, id, id, target)
    await transaction.run('UPDATE signups SET counted = ? WHERE counted = ?', target, id)
    await transaction.run('DELETE FROM daily_counts WHERE id = ?', id)
  }
  return rows.length
}
