import type { SignUpRequest } from '../sign-up/request.ts'
import { TRUST } from '../sign-up/trust.ts'
import type { SqlValue } from '../store/database.ts'
import { inTexts } from '../store/fragments.ts'
import { insertRows } from '../store/insert-rows.ts'
import { number, text } from '../store/row.ts'
import { SECOND_MS } from '../time/duration.ts'
import type { Change } from './change.ts'
import type { CountedAs } from './counts/counted-as.ts'
import type { Tally } from './counts/tally.ts'
import { findPending, requestConfirmation } from './pending-confirmation.ts'
import type { Progress } from './progress.ts'
import { AWAITED, BACKLOG_EVERY, waitingCount } from './states.ts'

/** A sign-up as it is stored: hashes, the names of its properties, and everything else sealed. */
export type NewSignUp = Omit<SignUpRequest, 'language' | 'network'> & {
  address: string
  identity: string
  /** A keyed hash of its whole content. */
  content: string
  /** For how long a repeat with the same identity is the same sign-up, in milliseconds. */
  repeatMs: number
  properties: readonly string[]
  payload: string
  /** The sealed record of what was agreed to. */
  consent: string
  countedAs: CountedAs
}

/** `progress`: how far it has come, if that is known without a query. */
export type Recorded =
  | { kind: 'recorded'; id: number; duplicate: boolean; progress?: Progress }
  | { kind: 'full' }

/** `maxWaiting`: how many may wait. `perSecond`: how many calls are made at most; `callsEach`: how many a sign-up takes. */
export type Capacity = { maxWaiting: number; perSecond: number; callsEach: number }

/** Beyond a route's patience, so that the route itself ends the wait; this time limit applies only after a crash. */
const SLACK_MS = 5 * SECOND_MS

/** At most this many visitors wait at once, however long their patience. */
const MOST_AWAITED = 100

const SIGN_UPS =
  'signups (id, address, identity, state, reason, recorded_at, since, due_at, in_line, alone, attempts, awaited_until, says, payload, request_id, trust, counted)'
const CONSENTS = 'consents (signup, address, recorded_at, sealed, counted)'

/**
 * Records sign-ups in order of arrival. A visitor waits only for one that can be delivered within their patience, after
 * those that are awaited already.
 */
export async function record(
  change: Change,
  signUps: readonly NewSignUp[],
  { tally, ...capacity }: Capacity & { tally: Tally },
): Promise<Recorded[]> {
  const { transaction, now, counts } = change
  const known = await knownSignUps(change, signUps)
  const isAnyAwaited = signUps.some(({ patienceMs }) => patienceMs > 0)
  let ahead = isAnyAwaited ? await callsAhead(change, capacity) : 0
  const rows: SqlValue[][] = []
  const consents: SqlValue[][] = []
  const counted: CountedAs[] = []
  const held: { id: number; address: string; content: string }[] = []
  const results = signUps.map((signUp): Recorded => {
    const { address, identity, content, payload, hold, patienceMs, requestId } = signUp
    const first = (hold ? known.get(content) : undefined) ?? known.get(identity)
    if (first !== undefined && first.recordedAt > now - signUp.repeatMs) {
      return { kind: 'recorded', id: first.id, duplicate: true }
    }
    const waiting = hold ? counts.held : waitingCount(counts)
    if (waiting >= capacity.maxWaiting) return { kind: 'full' }
    const id = change.nextId()
    const awaited = !hold && ahead + capacity.callsEach <= callsWithin(patienceMs, capacity)
    if (awaited) ahead += capacity.callsEach
    const awaitedUntil = awaited ? now + patienceMs + SLACK_MS : null
    rows.push([
      ...[id, address, identity],
      ...(hold ? ['held', 'unconfirmed', now, now, null, 0] : ['recorded', null, now, now, now, 1]),
      ...[0, 0, awaitedUntil, signUp.properties.join(' '), payload, requestId, TRUST[signUp.trust]],
    ])
    consents.push([id, address, now, signUp.consent])
    counted.push(signUp.countedAs)
    known.set(identity, { id, recordedAt: now })
    if (hold) {
      known.set(content, { id, recordedAt: now })
      held.push({ id, address, content })
    }
    change.enter(hold ? 'held' : 'recorded')
    const progress: Progress = hold ? { kind: 'set_aside' } : { kind: 'waiting', awaited }
    return { kind: 'recorded', id, duplicate: false, progress }
  })
  const countedIn = await tally.add(change, 'signed_up', counted)
  const withCounted = (row: SqlValue[], index: number) => [...row, countedIn[index] ?? null]
  await insertRows(transaction, SIGN_UPS, rows.map(withCounted))
  await insertRows(transaction, CONSENTS, consents.map(withCounted))
  for (const one of held) await requestConfirmation(change, one)
  if (rows.length > 0) await transaction.announce('recorded', String(rows.length))
  return results
}

/**
 * How many calls may come first: those of one second, and of half the patience after it. The other half is for the visitor's
 * own call: waiting in vain is worse than not waiting.
 */
function callsWithin(patienceMs: number, { perSecond }: Capacity): number {
  if (patienceMs === 0) return 0
  const share = 1 - 1 / BACKLOG_EVERY
  return Math.min(MOST_AWAITED, perSecond + Math.ceil((patienceMs / 2 / SECOND_MS) * perSecond * share))
}

/** The newest sign-up by identity, and those already held by content. A refused one does not count as a first. */
async function knownSignUps(
  change: Change,
  signUps: readonly NewSignUp[],
): Promise<Map<string, { id: number; recordedAt: number }>> {
  const { transaction, now } = change
  const sql = `SELECT id, identity, recorded_at, since FROM signups
      WHERE identity ${inTexts(transaction.engine)} AND state <> 'refused' ORDER BY id`
  const rows = await transaction.all(sql, JSON.stringify(signUps.map(({ identity }) => identity)))
  const known = new Map(
    rows.map((row) => [
      text(row, 'identity'),
      // A fast clock may have recorded it, and one that went right again delivered it.
      { id: number(row, 'id'), recordedAt: Math.min(number(row, 'recorded_at'), number(row, 'since')) },
    ]),
  )
  for (const { address, content } of signUps.filter(({ hold }) => hold)) {
    const id = await findPending(change, address, content)
    if (id !== undefined) known.set(content, { id, recordedAt: now })
  }
  return known
}

/** How many calls come before the next visitor's: those of the last second, and those awaited but not begun. */
async function callsAhead({ transaction, now }: Change, { callsEach }: Capacity): Promise<number> {
  const lately = now - SECOND_MS
  // Ordered like the index, so that PostgreSQL uses it even before it has statistics on the table.
  const sql = `SELECT id FROM signups
      WHERE ${AWAITED} AND NOT EXISTS (SELECT 1 FROM calls WHERE calls.address = signups.address AND calls.at > ?)
      ORDER BY awaited_until, id LIMIT ?`
  const notBegun = await transaction.all(sql, now, lately, MOST_AWAITED)
  const begun = await transaction.all('SELECT id FROM calls WHERE at > ? LIMIT ?', lately, MOST_AWAITED)
  return (notBegun.length + begun.length) * callsEach
}
