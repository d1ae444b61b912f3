import { randomUUID } from 'node:crypto'
import { isFromFastClock } from '../time/clock-skew.ts'
import type { Database } from './database.ts'
import type { DatabaseTime } from './database-time.ts'
import { forUpdate } from './fragments.ts'
import { number, text } from './row.ts'

/** The table of one row that keeps a lease, and the columns that do. Names only, never anybody's input. */
type LeaseColumns = { table: string; owner: string; until: string; fence?: string }

/** `fence` is 0 where no column keeps it. `now` and `until` are the database's time, in milliseconds since 1970. */
type Acquired =
  | { kind: 'ours'; fence: number; until: number; now: number }
  | { kind: 'taken'; until: number; now: number }

type Parts = { columns: LeaseColumns; lengthMs: number; time: DatabaseTime }

/**
 * A lease of `lengthMs`: the right to do something alone among all processes on a database, for a while. Each call makes
 * another owner. Every function locks the row until `transaction` ends, so whatever is changed beside it is changed under
 * the lease or not at all.
 */
export function createLease({ columns, lengthMs, time }: Parts) {
  const { table, owner: ownerColumn, until: untilColumn, fence: fenceColumn } = columns
  const ownId = randomUUID()

  async function read(transaction: Database) {
    const [row] = await transaction.all(
      `SELECT ${ownerColumn} AS owner, ${untilColumn} AS until, ${fenceColumn ?? '0'} AS fence
        FROM ${table}${forUpdate(transaction.engine)}`,
    )
    const found = { owner: text(row, 'owner'), until: number(row, 'until'), fence: number(row, 'fence') }
    // After the row is locked: whoever had it before has read an earlier time.
    return { ...found, now: await time(transaction) }
  }

  async function write(transaction: Database, owner: string, until: number): Promise<void> {
    await transaction.run(`UPDATE ${table} SET ${ownerColumn} = ?, ${untilColumn} = ?`, owner, until)
  }

  /**
   * The lease if it is ours, still under the fence it was acquired with; undefined once another has had it. One that has
   * run out stays ours until somebody takes it.
   */
  async function check(transaction: Database, fence?: number) {
    const found = await read(transaction)
    const isOurs = found.owner === ownId && (fence === undefined || fence === found.fence)
    return isOurs ? { until: found.until, now: found.now } : undefined
  }

  return {
    /** Takes the lease if it is free, under a higher fence, and renews it if it is ours. */
    async acquire(transaction: Database): Promise<Acquired> {
      const { owner, until, fence, now } = await read(transaction)
      const isOurs = owner === ownId
      const isFree = until <= now || isFromFastClock(until, now, lengthMs)
      if (!isOurs && !isFree) return { kind: 'taken', until, now }
      await write(transaction, ownId, now + lengthMs)
      const renewed = { kind: 'ours', fence, until: now + lengthMs, now } as const
      if (isOurs || fenceColumn === undefined) return renewed
      await transaction.run(`UPDATE ${table} SET ${fenceColumn} = ?`, fence + 1)
      return { ...renewed, fence: fence + 1 }
    },

    check,

    /** Frees the lease if it is ours; resolves to whether it was. */
    async release(transaction: Database, fence?: number): Promise<boolean> {
      if ((await check(transaction, fence)) === undefined) return false
      await write(transaction, '', 0)
      return true
    },

    /** Frees the lease whoever has it: what it guarded is gone. */
    clear: (transaction: Database) => write(transaction, '', 0),
  }
}
