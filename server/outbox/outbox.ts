import type { SignUp } from '../contract.ts'
import { addressKey } from '../sign-up/address-key.ts'
import { contentOf, propertiesOf } from '../sign-up/content.ts'
import type { SignUpRequest } from '../sign-up/request.ts'
import { type Database, StoreError, type StoreFault } from '../store/database.ts'
import type { KeyedHash } from '../store/keyed-hash.ts'
import type { Seal } from '../store/sealed.ts'
import { DAY_MS, MINUTE_MS } from '../time/duration.ts'
import type { Sleep } from '../time/timeout.ts'
import { createWakeUp } from '../time/wake-up.ts'
import { changeOutbox } from './change.ts'
import { sealConsent } from './consent.ts'
import { countedAs, type IsOwnOrigin } from './counts/counted-as.ts'
import { createTally } from './counts/tally.ts'
import { createGroupCommit } from './group-commit.ts'
import { type Progress, progressOf, stopAwaiting } from './progress.ts'
import { type Capacity, type NewSignUp, type Recorded, record } from './record.ts'

export type StoreFailed = { kind: 'store_failed'; fault: StoreFault }

export type Outbox = ReturnType<typeof createOutbox>

type Parts = Capacity & {
  database: Database
  seal: Seal
  keyedHash: KeyedHash
  isOwnOrigin: IsOwnOrigin
  now: () => number
  sleep: Sleep
}

/** A submission_id binds for a week; a form post without one is recognized by its content for a minute. */
export const SUBMISSION_REPEAT_MS = 7 * DAY_MS
const CONTENT_REPEAT_MS = MINUTE_MS
const MOST_PER_COMMIT = 500
/** With more than this at once the newest are told to try again, before memory runs out. */
const MOST_UNCOMMITTED = 10_000
/** How often a waiting route looks for itself, since an announcement may be missed. */
const LOOK_MS = 250

export function createOutbox(parts: Parts) {
  const { database, seal, keyedHash, isOwnOrigin, now, sleep } = parts
  const tally = createTally()

  const records = createGroupCommit<NewSignUp, Recorded>(MOST_PER_COMMIT, (signUps) =>
    changeOutbox(database, (change) => record(change, signUps, { ...parts, tally })),
  )
  const endedWaits = createGroupCommit<number, Progress>(MOST_PER_COMMIT, (ids) =>
    changeOutbox(database, async ({ transaction }) => {
      await stopAwaiting(transaction, ids)
      return progressOf(transaction, ids)
    }),
  )

  let waitsEndAt = Number.POSITIVE_INFINITY

  function newSignUp(signUp: SignUp, request: SignUpRequest): NewSignUp {
    const { language, network, ...rest } = request
    const id = signUp.submission_id?.toLowerCase()
    const content = contentOf(signUp)
    const identity = keyedHash(`${id ?? 'no id'}\n${content}`)
    const address = keyedHash(addressKey(signUp.email_address))
    return {
      ...{ ...rest, address, identity },
      content: keyedHash(content),
      repeatMs: id === undefined ? CONTENT_REPEAT_MS : SUBMISSION_REPEAT_MS,
      properties: propertiesOf(signUp),
      payload: seal.seal(JSON.stringify(signUp), identity),
      consent: sealConsent(seal, signUp, { language: signUp.language ?? language, network }, address),
      countedAs: countedAs(signUp.page, signUp.list_memberships, isOwnOrigin),
    }
  }

  async function look(id: number): Promise<Progress> {
    const [progress] = await progressOf(database, [id])
    return progress ?? { kind: 'set_aside' }
  }

  /** Looks until the sign-up is settled or cannot be in time, the patience ends, or all waits do. */
  async function watch(id: number, patienceMs: number, recorded?: Progress): Promise<Progress> {
    const end = now() + patienceMs
    const wakeUp = createWakeUp(sleep)
    const stop = database.listen('settled', (settled) => {
      if (settled === String(id)) wakeUp.wake()
    })
    try {
      for (let progress = recorded ?? (await look(id)); ; progress = await look(id)) {
        const leftMs = Math.min(end, waitsEndAt) - now()
        // More is left than at first if the clock was set back: the visitor is told at once that the sign-up is safe.
        const isOver = leftMs <= 0 || leftMs > patienceMs
        if (progress.kind !== 'waiting' || !progress.awaited || isOver) return progress
        await wakeUp.sleep(Math.min(leftMs, LOOK_MS))
      }
    } finally {
      stop()
    }
  }

  async function settled(id: number, patienceMs: number, recorded?: Progress) {
    const seen = await watch(id, patienceMs, recorded)
    const progress = seen.kind === 'waiting' && seen.awaited ? await endedWaits.add(id) : seen
    return progress.kind === 'waiting' ? ({ kind: 'waiting' } as const) : progress
  }

  return {
    /**
     * Commits a sign-up, or finds it committed. After `recorded` no power cut takes it back; after `store_failed` perhaps
     * nothing is stored, and the visitor may try again.
     */
    async record(signUp: SignUp, request: SignUpRequest): Promise<Recorded | StoreFailed> {
      if (records.size() >= MOST_UNCOMMITTED) return { kind: 'full' }
      return orStoreFailed(records.add(newSignUp(signUp, request)))
    },
    /**
     * Waits for the outcome, `patienceMs` at most, and not at all where it cannot come in time. `progress`: what recording
     * it said. After `waiting` a refusal parks the sign-up. After `store_failed` that cannot be promised, so the visitor
     * must try again, which finds the same sign-up.
     */
    settled: (id: number, patienceMs: number, progress?: Progress) =>
      orStoreFailed(settled(id, patienceMs, progress)),
    /** From now on nobody waits for longer than `inMs`, whatever their patience: the relay stops. */
    endWaits(inMs: number): void {
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
