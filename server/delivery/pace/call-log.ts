import type { Database } from '../../store/database.ts'
import { isLeaseFree } from '../../store/lease.ts'
import { number, text, textOrNull } from '../../store/row.ts'
import { utcDay } from '../../time/utc-day.ts'
import type { Calls } from './pace.ts'

/** Reads the calls that this or any other relay made lately. */
export async function readCalls(database: Database): Promise<Calls> {
  const [row] = await database.all('SELECT recent, day, used FROM dispatch')
  const arrivals: number[] = JSON.parse(text(row, 'recent'))
  return {
    recent: arrivals.map((arrivesBy) => ({ madeAt: arrivesBy, arrivesBy, isAnswered: true })),
    day: number(row, 'day'),
    used: number(row, 'used'),
  }
}

/** Writes the calls, under the dispatch lease only. */
export async function writeCalls(transaction: Database, { recent, day, used }: Calls): Promise<void> {
  const sql = 'UPDATE dispatch SET recent = ?, day = ?, used = ?'
  await transaction.run(sql, JSON.stringify(recent.map(({ arrivesBy }) => arrivesBy)), day, used)
}

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
