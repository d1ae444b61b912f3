import { randomUUID } from 'node:crypto'
import { isFromFastClock } from '../time/clock-skew.ts'
import type { Database } from './database.ts'
import type { DatabaseTime } from './database-time.ts'
import { forUpdate } from './fragments.ts'
import { number, text } from './row.ts'

/** The table of one row that keeps a lease, and the columns that do. Names only, never anybody's input. */
type LeaseColumns = { table: string; owner: string; until: string; fence?: string }

/**
 * `ours`: nobody else may act until `until`. `taken`: another process has it. `fence` rises whenever the lease changes hands
 * (0 where no column keeps it). `now` and `until` are the database's time, in milliseconds since 1970.
 */
type Acquired =
  | { kind: 'ours'; fence: number; until: number; now: number }
  | { kind: 'taken'; until: number; now: number }

/**
 * The right to do something alone among all processes on a database, for a while. Every function locks the row until
 * `transaction` ends, so whatever is changed beside it is changed under the lease or not at all.
 */
export type Lease = {
  /** Takes the lease if it is free, and renews it if it is ours. */
  acquire(transaction: Database): Promise<Acquired>
  /**
   * The lease if it is ours, still under the fence it was acquired with; undefined once another has had it. One that has
   * run out stays ours until somebody takes it.
   */
  check(transaction: Database, fence?: number): Promise<{ until: number; now: number } | undefined>
  /** Frees the lease if it is ours; resolves to whether it was. */
  release(transaction: Database, fence?: number): Promise<boolean>
  /** Frees the lease whoever has it: what it guarded is gone. */
  clear(transaction: Database): Promise<void>
}

type Parts = { columns: LeaseColumns; lengthMs: number; time: DatabaseTime }

/** A lease of `lengthMs` for one process; each call makes another owner. */
export function createLease({ columns, lengthMs, time }: Parts): Lease {
  const { table, owner: ownerColumn, until: untilColumn, fence: fenceColumn } = columns
  const owner = randomUUID()

  async function read(transaction: Database) {
    const [row] = await transaction.all(
      `SELECT ${ownerColumn} AS owner, ${untilColumn} AS until, ${fenceColumn ?? '0'} AS fence
        FROM ${table}${forUpdate(transaction.engine)}`,
    )
    const found = { owner: text(row, 'owner'), until: number(row, 'until'), fence: number(row, 'fence') }
    // After the row is locked: whoever had it before has read an earlier time.
    return { ...found, now: await time(transaction) }
  }

  async function write(transaction: Database, newOwner: string, until: number): Promise<void> {
    await transaction.run(`UPDATE ${table} SET ${ownerColumn} = ?, ${untilColumn} = ?`, newOwner, until)
  }

  async function take(transaction: Database, until: number, fence: number): Promise<number> {
    await write(transaction, owner, until)
    if (fenceColumn === undefined) return fence
    await transaction.run(`UPDATE ${table} SET ${fenceColumn} = ?`, fence + 1)
    return fence + 1
  }

  async function check(transaction: Database, fence?: number) {
    const found = await read(transaction)
    const isOurs = found.owner === owner && (fence === undefined || fence === found.fence)
    return isOurs ? { until: found.until, now: found.now } : undefined
  }

  return {
    async acquire(transaction) {
      const { owner: foundOwner, until: foundUntil, fence, now } = await read(transaction)
      const until = now + lengthMs
      if (foundOwner === owner) {
        await write(transaction, owner, until)
        return { kind: 'ours', fence, until, now }
      }
      const isFree = foundUntil <= now || isFromFastClock(foundUntil, now, lengthMs)
      if (!isFree) return { kind: 'taken', until: foundUntil, now }
      return { kind: 'ours', fence: await take(transaction, until, fence), until, now }
    },

    check,

    async release(transaction, fence) {
      if ((await check(transaction, fence)) === undefined) return false
      await write(transaction, '', 0)
      return true
    },

    clear: (transaction) => write(transaction, '', 0),
  }
}
