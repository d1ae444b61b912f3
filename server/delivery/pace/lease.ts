import type { Database } from '../../store/database.ts'
import { forUpdate } from '../../store/fragments.ts'
import { number, text } from '../../store/row.ts'
import type { Calls } from './pace.ts'

/** Who may call the vendor, until when, and the calls made lately by whoever might. */
export type Lease = { owner: string; fence: number; until: number; calls: Calls }

/** Reads the one lease, and keeps other relays from changing it until the transaction ends. */
export async function readLease(transaction: Database): Promise<Lease> {
  const [row] = await transaction.all(`SELECT * FROM dispatch${forUpdate(transaction.engine)}`)
  const arrivals: number[] = JSON.parse(text(row, 'recent'))
  return {
    owner: text(row, 'owner'),
    fence: number(row, 'fence'),
    until: number(row, 'until'),
    calls: {
      recent: arrivals.map((arrivesBy) => ({ madeAt: arrivesBy, arrivesBy, isAnswered: true })),
      day: number(row, 'day'),
      used: number(row, 'used'),
    },
  }
}

/** Writes the lease; resolves to what was written. */
export async function written(transaction: Database, lease: Lease): Promise<Lease> {
  const { owner, fence, until, calls } = lease
  await transaction.run(
    'UPDATE dispatch SET owner = ?, fence = ?, until = ?, recent = ?, day = ?, used = ?',
    owner,
    fence,
    until,
    JSON.stringify(calls.recent.map(({ arrivesBy }) => arrivesBy)),
    calls.day,
    calls.used,
  )
  return lease
}

/** True when nobody has the lease; one that ends too late was written before the clock was set back. */
export function isFree({ until }: Lease, now: number, leaseMs: number): boolean {
  return until <= now || until > now + leaseMs
}
