import type { Database } from '../../store/database.ts'
import { number, text } from '../../store/row.ts'
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
