import { randomUUID } from 'node:crypto'
import { type Change, changeOutbox } from '../../outbox/change.ts'
import type { Database } from '../../store/database.ts'
import type { DatabaseTime } from '../../store/database-time.ts'
import { isFree, type Lease, readLease, written } from './lease.ts'
import { COLD_MS, createTravel } from './network-latency.ts'
import {
  afterSetBack,
  type Calls,
  isDayShort,
  type Limits,
  nextCallAt,
  withAnswer,
  withCall,
} from './pace.ts'

/**
 * `leaseMs` must outlive the longest call (`callMs`), which nothing can take back once it is made. It is renewed before
 * what is left over is spent.
 */
export type TurnTimes = { leaseMs: number; callMs: number }

/**
 * `claimed`: the call is written down, and must be made at once, before `startBy` by this process's clock; it counts as
 * made at `madeAt` by the database's. `nothing`: nothing was ready. `later`: the pace does not allow it yet, or the lease
 * ends too soon. `lost`: another relay has the lease.
 */
export type Claim<T> =
  | { kind: 'claimed'; value: T; madeAt: number; startBy: number }
  | { kind: 'nothing' }
  | { kind: 'later' }
  | { kind: 'lost' }

/** One relay's turn to call the vendor: the lease, and within it the pace. */
export type Turn = {
  /** Takes or keeps the lease; resolves to how long another relay will have it, or to 0 when it is ours. */
  keep(): Promise<number>
  /** True while the lease is known to be ours. */
  isOurs(): boolean
  /** How long until the pace allows a call, in milliseconds. */
  waitMs(): number
  /** True while the last calls of the day are kept for those who have shown what they are. */
  isDayShort(): boolean
  /** Writes down that a call is being made, before it is made, if `pick` finds something to send. */
  claim<T>(pick: (change: Change) => Promise<T | undefined>): Promise<Claim<T>>
  /** The call claimed at `madeAt` has been answered. */
  answered(madeAt: number): void
  /** The database's time, as this process reckons it. */
  time(): number
  release(): Promise<void>
}

type Parts = {
  database: Database
  databaseTime: DatabaseTime
  now: () => number
  limits: Limits
  times: TurnTimes
}

export function createTurn({ database, databaseTime, now, limits, times }: Parts): Turn {
  const owner = randomUUID()
  const { leaseMs, callMs } = times
  let held: { fence: number; until: number } | undefined
  const travel = createTravel()
  let calls: Calls = { recent: [], day: 0, used: 0 }
  /** How far the database's clock is ahead of ours. */
  let ahead = 0
  const time = () => now() + ahead

  const isHeld = (lease: Lease) => held !== undefined && lease.owner === owner && lease.fence === held.fence

  async function keep(): Promise<number> {
    const leftMs = held === undefined ? 0 : held.until - time()
    // With more left than a lease has, a clock was set back.
    if (leftMs > callMs + (leaseMs - callMs) / 4 && leftMs <= leaseMs) return 0
    const before = now()
    const { lease, databaseNow } = await database.transaction(async (transaction) => {
      const found = await readLease(transaction)
      const databaseNow = await databaseTime(transaction)
      const until = databaseNow + leaseMs
      if (isHeld(found)) return { databaseNow, lease: await written(transaction, { ...found, until, calls }) }
      if (!isFree(found, databaseNow, leaseMs)) return { databaseNow, lease: found }
      const taken = { ...found, owner, fence: found.fence + 1, until }
      return { databaseNow, lease: await written(transaction, taken) }
    })
    ahead = databaseNow - before
    if (lease.owner !== owner) {
      held = undefined
      return Math.max(1, lease.until - databaseNow)
    }
    // Ours before too: then what this process knows of its calls is newer.
    calls = afterSetBack(held?.fence === lease.fence ? calls : lease.calls, databaseNow)
    held = { fence: lease.fence, until: lease.until }
    return 0
  }

  return {
    keep,
    time,
    isOurs: () => held !== undefined && held.until > time(),
    waitMs: () => Math.max(0, nextCallAt(calls, limits, time()) - time()),
    isDayShort: () => isDayShort(calls, limits, time()),

    async claim<T>(pick: (change: Change) => Promise<T | undefined>): Promise<Claim<T>> {
      const started = now()
      const pickInTurn = async (change: Change): Promise<Claim<T>> => {
        ahead = change.now - started
        const lease = await readLease(change.transaction)
        if (!isHeld(lease)) return { kind: 'lost' }
        held = lease
        const startBy = lease.until - callMs - ahead
        if (startBy <= started || nextCallAt(calls, limits, change.now) > change.now) return { kind: 'later' }
        const value = await pick(change)
        if (value === undefined) return { kind: 'nothing' }
        const withThis = withCall(calls, limits, change.now, COLD_MS)
        await written(change.transaction, { ...lease, calls: withThis })
        return { kind: 'claimed', value, madeAt: change.now, startBy }
      }
      const claim = await changeOutbox(database, databaseTime, pickInTurn)
      if (claim.kind === 'lost') held = undefined
      if (claim.kind !== 'claimed') return claim
      // The commit took its time, and only now the call goes out.
      const madeAt = time()
      calls = withCall(calls, limits, madeAt, travel.begin(madeAt))
      return { ...claim, madeAt }
    },

    answered(madeAt) {
      calls = withAnswer(calls, madeAt, time())
      travel.end(time())
    },

    async release() {
      if (held === undefined) return
      await database.transaction(async (transaction) => {
        const lease = await readLease(transaction)
        if (!isHeld(lease)) return
        await written(transaction, { ...lease, until: 0, calls })
        await transaction.announce('lease', '')
      })
      held = undefined
    },
  }
}
