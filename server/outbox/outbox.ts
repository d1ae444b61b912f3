import type { SignUp } from '../contract.ts'
import { addressKey } from '../sign-up/address-key.ts'
import { contentOf, saidBy } from '../sign-up/content.ts'
import type { SignUpRequest } from '../sign-up/request.ts'
import { type Database, StoreError, type StoreFault } from '../store/database.ts'
import type { DatabaseTime } from '../store/database-time.ts'
import type { KeyedHash } from '../store/keyed-hash.ts'
import type { Seal } from '../store/sealed.ts'
import { DAY_MS, MINUTE_MS } from '../time/duration.ts'
import { type Sleep, withTimeout } from '../time/timeout.ts'
import { createBatches } from './batches.ts'
import { changeOutbox } from './change.ts'
import { sealConsent } from './consent.ts'
import { type Entry, type Recorded, recordAll } from './record.ts'
import { heardOf, release, type Settlement, type Standing, standings } from './settled.ts'

export type StoreFailed = { kind: 'store_failed'; fault: StoreFault }

export type Outbox = {
  /**
   * Commits a sign-up, or finds it committed already; when this resolves to `recorded` no power cut takes it back. `full`:
   * too many wait. `store_failed`: nothing is known to be kept, and the visitor may try again.
   */
  record(signUp: SignUp, request: SignUpRequest): Promise<Recorded | StoreFailed>
  /**
   * Waits for the outcome of a recorded sign-up, `patienceMs` at most and not at all where there is no hope; `known`: how
   * things stood with it when it was recorded, a moment ago. `waiting`
   * promises that from now on nobody counts on this visitor being told; `store_failed` that this cannot be promised, so
   * that the visitor must be asked to try again, which finds the same sign-up.
   */
  settled(
    id: number,
    patienceMs: number,
    known?: Standing,
  ): Promise<Settlement | { kind: 'waiting' } | StoreFailed>
  /** From now on nobody waits for longer than `inMs`, whatever their patience: the relay stops. */
  endWaits(inMs: number): void
}

type Parts = {
  database: Database
  seal: Seal
  keyedHash: KeyedHash
  time: DatabaseTime
  now: () => number
  sleep: Sleep
  /** `MAX_WAITING` */
  maxWaiting: number
  /** How many calls a second the vendor takes, and how many a sign-up needs at the most. */
  perSecond: number
  callsEach: number
}

/** A submission_id binds for a week; a form post without one is known by its content for a minute. */
export const SUBMISSION_BINDS_MS = 7 * DAY_MS
const CONTENT_BINDS_MS = MINUTE_MS
const BATCH = 500
/** More than this at once and the newest are told to come again, before memory runs out. */
const MOST_UNCOMMITTED = 10_000
/** For announcements that were missed: how often those who wait look for themselves. */
const LOOK_MS = 250

export function createOutbox(parts: Parts): Outbox {
  const { database, seal, keyedHash, time, now, sleep, maxWaiting, perSecond, callsEach } = parts

  const records = createBatches<Entry, Recorded>(BATCH, (entries) =>
    changeOutbox(database, time, (change) =>
      recordAll(change, entries, { most: maxWaiting, perSecond, callsEach }),
    ),
  )
  const looks = createBatches<number, Standing>(BATCH, (ids) => standings(database, ids))
  const releases = createBatches<number, Standing>(BATCH, (ids) =>
    changeOutbox(database, time, async ({ transaction }) => {
      await release(transaction, ids)
      return standings(transaction, ids)
    }),
  )

  let waitsEndAt = Number.POSITIVE_INFINITY

  function entryOf(signUp: SignUp, request: SignUpRequest): Entry {
    const { requestId, patienceMs, language, hold, trust } = request
    const id = signUp.submission_id?.toLowerCase()
    const content = contentOf(signUp)
    const identity = keyedHash(`${id ?? 'no id'}\n${content}`)
    const address = keyedHash(addressKey(signUp.email_address))
    return {
      address,
      identity,
      content: keyedHash(content),
      bindsMs: id === undefined ? CONTENT_BINDS_MS : SUBMISSION_BINDS_MS,
      says: saidBy(signUp),
      payload: seal.seal(JSON.stringify(signUp), identity),
      consent: sealConsent(seal, signUp, signUp.language ?? language, address),
      hold,
      trust,
      patienceMs,
      requestId,
    }
  }

  /** Looks until the sign-up is settled, there is no hope, or the patience ends, or all waits do. */
  async function watch(id: number, patienceMs: number, known?: Standing): Promise<Standing> {
    const end = now() + patienceMs
    let ring = (_: Settlement | undefined) => {}
    const stop = database.listen('settled', (announced) => {
      const heard = heardOf(id, announced)
      if (heard !== 'nothing') ring(heard === 'look' ? undefined : heard)
    })
    try {
      for (let standing = known; ; ) {
        const rung = new Promise<Settlement | undefined>((resolve) => {
          ring = resolve
        })
        standing ??= await looks.add(id)
        const left = Math.min(end, waitsEndAt) - now()
        if (standing.kind !== 'waiting' || !standing.awaited || left <= 0) return standing
        standing = await withTimeout(Math.min(left, LOOK_MS), rung, sleep)
      }
    } finally {
      stop()
    }
  }

  return {
    async record(signUp, request) {
      if (records.size() >= MOST_UNCOMMITTED) return { kind: 'full' }
      return orStoreFailed(records.add(entryOf(signUp, request)))
    },

    settled: (id, patienceMs, known) =>
      orStoreFailed(
        watch(id, patienceMs, known).then(async (seen) => {
          const standing = seen.kind === 'waiting' && seen.awaited ? await releases.add(id) : seen
          return standing.kind === 'waiting' ? { kind: 'waiting' } : standing
        }),
      ),

    endWaits(inMs) {
      waitsEndAt = now() + inMs
    },
  }
}

async function orStoreFailed<T>(work: Promise<T>): Promise<T | StoreFailed> {
  try {
    return await work
  } catch (error) {
    if (error instanceof StoreError) return { kind: 'store_failed', fault: error.fault }
    throw error
  }
}
