import { randomUUID } from 'node:crypto'
import { isFromFastClock } from '../time/clock-skew.ts'
import type { Database } from './database.ts'
import { forUpdate } from './fragments.ts'
import { number, text } from './row.ts'

/** The one-row table that holds a lease, and the columns for it: constants, never anybody's input. */
type LeaseColumns = { table: string; owner: string; until: string; fence?: string }

/** `fence` is 0 if no column holds it. `now` and `until` are the database's time, in milliseconds since 1970. */
type Acquired =
  | { kind: 'ours'; fence: number; until: number; now: number }
  | { kind: 'taken'; until: number; now: number }

type Parts = { columns: LeaseColumns; lengthMs: number }

/** True where nobody has a lease that is stored to last until then: it is over, or a fast clock has put it ahead. */
export function isLeaseFree(until: number, now: number, lengthMs: number): boolean {
  return until <= now || isFromFastClock(until, now, lengthMs)
}

/**
 * A lease of `lengthMs`: for that long, only its owner among all processes on a database may do something. Each call creates
 * another owner. Every function locks the row until `transaction` ends, so that other changes in that transaction are made
 * under the lease or not at all.
 */
export function createLease({ columns, lengthMs }: Parts) {
  const { table, owner: ownerColumn, until: untilColumn, fence: fenceColumn } = columns
  const ownId = randomUUID()

  async function read(transaction: Database) {
    const sql = `SELECT ${ownerColumn} AS owner, ${untilColumn} AS until, ${fenceColumn ?? '0'} AS fence
        FROM ${table}${forUpdate(transaction.engine)}`
    const [row] = await transaction.all(sql)
    const found = { owner: text(row, 'owner'), until: number(row, 'until'), fence: number(row, 'fence') }
    // Read after the row is locked, so that it is later than any time that an earlier owner has read.
    return { ...found, now: await transaction.now() }
  }

  async function write(transaction: Database, owner: string, until: number): Promise<void> {
    await transaction.run(`UPDATE ${table} SET ${ownerColumn} = ?, ${untilColumn} = ?`, owner, until)
  }

  /**
   * The lease if it is ours, still under the fence it was acquired with; undefined once another owner has had it. An expired
   * lease stays ours until somebody else takes it.
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
      if (!isOurs && !isLeaseFree(until, now, lengthMs)) return { kind: 'taken', until, now }
      await write(transaction, ownId, now + lengthMs)
      const renewed = { kind: 'ours', fence, until: now + lengthMs, now } as const
      if (isOurs || fenceColumn === undefined) return renewed
      await transaction.run(`UPDATE ${table} SET ${fenceColumn} = ?`, fence + 1)
      return { ...renewed, fence: fence + 1 }
    },

    check,

    /** Frees the lease if it is ours; resolves to true if it was. */
    async release(transaction: Database, fence?: number): Promise<boolean> {
      if ((await check(transaction, fence)) === undefined) return false
      await write(transaction, '', 0)
      return true
    },

    /** Frees the lease, whoever has it, because what it protected is gone. */
    clear: (transaction: Database) => write(transaction, '', 0),
  }
}
