import { type Change, changeOutbox } from '../../outbox/change.ts'
import type { Database } from '../../store/database.ts'
import { createLease } from '../../store/lease.ts'
import { readCalls, writeCalls } from './call-log.ts'
import {
  type Calls,
  isDayShort,
  type Limits,
  nextCallAt,
  withAnswer,
  withCall,
  withoutFutureCalls,
} from './pace.ts'

/**
 * `leaseMs` must be longer than the longest call (`callMs`), since a call cannot be taken back once it is made. The lease is
 * renewed before so little is left that calls would have to wait for it.
 */
export type LeaseTimes = { leaseMs: number; callMs: number }

/**
 * A call that is written down. It must be made at once, before `startBy` by this process's clock, and counts as made at
 * `madeAt` by the database's.
 */
type Claim<T> = { value: T; madeAt: number; startBy: number }

type Parts = { database: Database; now: () => number; limits: Limits; times: LeaseTimes }

/** The lease under which one relay of all calls the vendor, and the pace it keeps while it has the lease. */
export function createDispatchLease({ database, now, limits, times }: Parts) {
  const { leaseMs, callMs } = times
  const columns = { table: 'dispatch', owner: 'owner', until: 'until', fence: 'fence' }
  const lease = createLease({ columns, lengthMs: leaseMs })
  let ours: { fence: number; until: number } | undefined
  let calls: Calls = { recent: [], day: 0, used: 0 }
  /** When those calls arrive that the database had when this process last read or wrote them. */
  let stored: number[] = []
  /** How far the database's clock is ahead of ours. */
  let ahead = 0
  /** The database's time, estimated by this process's clock. */
  const time = () => now() + ahead

  function setCalls(latest: Calls, inDatabase = latest): void {
    calls = latest
    stored = inDatabase.recent.map(({ arrivesBy }) => arrivesBy)
  }

  /** Takes in what relays without the lease have written down beside our calls. */
  async function takeOthers(transaction: Database): Promise<void> {
    const latest = await readCalls(transaction)
    const known = [...stored]
    const others = latest.recent.filter(({ arrivesBy }) => {
      const index = known.indexOf(arrivesBy)
      if (index !== -1) known.splice(index, 1)
      return index === -1
    })
    setCalls({ ...latest, recent: [...calls.recent, ...others] }, latest)
  }

  /** Also false where the clock was set back and more seems to be left than a lease lasts. */
  function lastsLongEnough(until: number): boolean {
    const leftMs = until - time()
    return leftMs > callMs + (leaseMs - callMs) / 4 && leftMs <= leaseMs
  }

  /** Takes or renews the lease; resolves to 0 when it is ours, else to how long another relay has it, in milliseconds. */
  async function acquire(): Promise<number> {
    if (ours !== undefined && lastsLongEnough(ours.until)) return 0
    const before = now()
    const { acquired, latest } = await database.transaction(async (transaction) => {
      const acquired = await lease.acquire(transaction)
      // While nobody else had the lease, this process knows better than the database which calls were answered.
      const wasOurs = acquired.kind === 'ours' && acquired.fence === ours?.fence
      if (wasOurs) await takeOthers(transaction)
      const latest = withoutFutureCalls(wasOurs ? calls : await readCalls(transaction), acquired.now)
      if (acquired.kind === 'ours') await writeCalls(transaction, latest)
      return { acquired, latest }
    })
    ahead = acquired.now - before
    if (acquired.kind === 'taken') {
      ours = undefined
      return acquired.until - acquired.now
    }
    ours = { fence: acquired.fence, until: acquired.until }
    setCalls(latest)
    return 0
  }

  return {
    acquire,
    time,
    /** True while the lease is known to be ours. */
    isOurs: () => ours !== undefined && ours.until > time(),
    /** How long until the pace allows a call, in milliseconds. */
    waitMs: () => Math.max(0, nextCallAt(calls, limits, time()) - time()),
    /** True while the last calls of the day are reserved for proven sign-ups. */
    isDayShort: () => isDayShort(calls, limits, time()),

    /**
     * If `pick` finds something to send, writes down that a call is being made, before it is made. Undefined if it finds
     * nothing, the pace does not allow a call yet, the lease ends too soon, or another relay has it.
     */
    async claim<T>(pick: (change: Change) => Promise<T | undefined>): Promise<Claim<T> | undefined> {
      const started = now()
      const claim = await changeOutbox(database, async (change) => {
        ahead = change.now - started
        const checked = ours && (await lease.check(change.transaction, ours.fence))
        if (checked === undefined) {
          ours = undefined
          return undefined
        }
        await takeOthers(change.transaction)
        const startBy = checked.until - callMs - ahead
        if (startBy <= started || nextCallAt(calls, limits, change.now) > change.now) return undefined
        const value = await pick(change)
        if (value === undefined) return undefined
        const written = withCall(calls, limits, change.now)
        await writeCalls(change.transaction, written)
        return { value, startBy, written }
      })
      if (claim === undefined) return undefined
      // The commit took its time, and only now the call goes out.
      const madeAt = time()
      const { written, ...claimed } = claim
      setCalls(withCall(calls, limits, madeAt), written)
      return { ...claimed, madeAt }
    },

    /**
     * Writes down a call that a relay without the lease makes at once; resolves to 0, or to how long until the pace of all
     * allows one, in milliseconds.
     */
    claimBeside: (): Promise<number> =>
      database.transaction(async (transaction) => {
        // Locks the row.
        await lease.check(transaction)
        const latest = await readCalls(transaction)
        const time = await transaction.now()
        const waitMs = nextCallAt(withoutFutureCalls(latest, time), limits, time) - time
        if (waitMs <= 0) await writeCalls(transaction, withCall(latest, limits, time))
        return Math.max(0, waitMs)
      }),

    /** The call claimed at `madeAt` has been answered. */
    answered(madeAt: number): void {
      calls = withAnswer(calls, madeAt, time())
    },

    async release(): Promise<void> {
      const { fence } = ours ?? {}
      if (fence === undefined) return
      await database.transaction(async (transaction) => {
        if ((await lease.check(transaction, fence)) === undefined) return
        await takeOthers(transaction)
        await writeCalls(transaction, calls)
        await lease.release(transaction, fence)
        await transaction.announce('lease', '')
      })
      ours = undefined
    },
  }
}
