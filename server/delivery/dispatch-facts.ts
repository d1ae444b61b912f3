import type { Database } from '../store/database.ts'
import { isLeaseFree } from '../store/lease.ts'
import { number, textOrNull } from '../store/row.ts'
import { utcDay } from '../time/utc-day.ts'

/**
 * What any relay on a database may know of the delivery: whether one of them delivers, how many calls it made today (UTC), and
 * why the vendor is down, null while it is not. `leaseMs`: how long the dispatch lease lasts.
 */
export async function readDispatchFacts(database: Database, now: number, leaseMs: number) {
  const [row] = await database.all('SELECT until, day, used, cause FROM dispatch')
  return {
    isDispatched: !isLeaseFree(number(row, 'until'), now, leaseMs),
    used: number(row, 'day') === utcDay(now) ? number(row, 'used') : 0,
    downCause: textOrNull(row, 'cause'),
  }
}
