import { TRUST, type Trust } from '../sign-up/trust.ts'
import type { SqlValue } from '../store/database.ts'
import { anyText } from '../store/fragments.ts'
import { insertRows } from '../store/insert-rows.ts'
import { number, text } from '../store/row.ts'
import type { Change } from './change.ts'
import { beginConfirmation, heldAlready, type ToHold } from './hold.ts'
import type { Standing } from './settled.ts'
import { AWAITED, AWAITED_SHARE } from './states.ts'

/** A sign-up as it goes into the outbox: hashes, names of properties, and the sealed rest. */
export type Entry = {
  address: string
  identity: string
  /** A keyed hash of all that it says. */
  content: string
  /** How long the same identity means the same sign-up, in milliseconds. */
  bindsMs: number
  says: readonly string[]
  payload: string
  /** The sealed record of what was agreed to. */
  consent: string
  /** It is for the contact alone to let it go on, whatever the policy says. */
  hold: boolean
  trust: Trust
  /** How long a visitor waits for the outcome; 0: nobody does. */
  patienceMs: number
  requestId: string
}

/** `standing`: how things stand with it, where that is known without looking. */
export type Recorded =
  | { kind: 'recorded'; id: number; duplicate: boolean; standing?: Standing }
  | { kind: 'full' }

/** `most`: how many may wait. `perSecond`: how many calls are made at best; `callsEach`: how many one sign-up takes. */
export type Room = { most: number; perSecond: number; callsEach: number }

/** Beyond a route's patience, so that the route itself ends the wait, and the clock only after a crash. */
const SLACK_MS = 5000

/** More visitors than this are not let wait, however long their patience. */
const MOST_COUNTED = 100

const SIGN_UPS =
  'signups (id, address, identity, state, reason, recorded_at, since, due_at, in_line, alone, attempts, awaited_until, says, payload, request_id, trust)'
const CONSENTS = 'consents (signup, address, recorded_at, sealed)'

/**
 * Records what came in, in order. A sign-up is awaited where it can be delivered within its patience beside those that
 * are awaited already; where it cannot, its visitor is told at once that it is safe.
 */
export async function recordAll(change: Change, entries: readonly Entry[], room: Room): Promise<Recorded[]> {
  const { transaction, now, counts } = change
  const known = await knownSignUps(change, entries)
  const longestPatienceMs = Math.max(...entries.map((entry) => entry.patienceMs))
  let before = longestPatienceMs === 0 ? 0 : await callsBefore(change, room)
  const signUps: SqlValue[][] = []
  const consents: SqlValue[][] = []
  const held: ToHold[] = []
  const results = entries.map((entry): Recorded => {
    const first = (entry.hold ? known.get(entry.content) : undefined) ?? known.get(entry.identity)
    if (first !== undefined && first.recordedAt > now - entry.bindsMs) {
      return { kind: 'recorded', id: first.id, duplicate: true }
    }
    if ((entry.hold ? counts.held : counts.recorded + counts.waiting) >= room.most) return { kind: 'full' }
    const id = change.nextId()
    const { address, identity, content, payload, requestId } = entry
    const says = entry.says.join(' ')
    const awaited = !entry.hold && before + room.callsEach <= promptly(entry.patienceMs, room)
    if (entry.hold) {
      signUps.push([id, address, identity, 'held', 'unconfirmed', now, now, null, 0, 0, 0, null, says])
      held.push({ id, address, content })
    } else {
      const awaitedUntil = awaited ? now + entry.patienceMs + SLACK_MS : null
      if (awaited) before += room.callsEach
      signUps.push([id, address, identity, 'recorded', null, now, now, now, 1, 0, 0, awaitedUntil, says])
    }
    signUps.at(-1)?.push(payload, requestId, TRUST[entry.trust])
    consents.push([id, address, now, entry.consent])
    known.set(identity, { id, recordedAt: now })
    if (entry.hold) known.set(content, { id, recordedAt: now })
    change.enter(entry.hold ? 'held' : 'recorded')
    const standing: Standing = entry.hold ? { kind: 'set_aside' } : { kind: 'waiting', awaited }
    return { kind: 'recorded', id, duplicate: false, standing }
  })
  await insertRows(transaction, SIGN_UPS, signUps)
  await insertRows(transaction, CONSENTS, consents)
  for (const one of held) await beginConfirmation(change, one)
  if (signUps.length > 0) await transaction.announce('recorded', String(signUps.length))
  return results
}

/**
 * How many calls may be made up to the last one of a visitor who is to wait: as many as can be within a second, and within
 * half of the patience after it. The other half is for the call itself: a wait that ends in vain is worse than none.
 */
function promptly(patienceMs: number, { perSecond }: Room): number {
  if (patienceMs === 0) return 0
  const share = 1 - AWAITED_SHARE.forTheLine / AWAITED_SHARE.of
  return Math.min(MOST_COUNTED, perSecond + Math.ceil((patienceMs / 2 / 1000) * perSecond * share))
}

/** The newest sign-up of each identity, and those that are held already by what they say. A refusal binds nothing. */
async function knownSignUps(
  change: Change,
  entries: readonly Entry[],
): Promise<Map<string, { id: number; recordedAt: number }>> {
  const { transaction, now } = change
  const rows = await transaction.all(
    `SELECT id, identity, recorded_at FROM signups
      WHERE identity ${anyText(transaction.engine)} AND state <> 'refused' ORDER BY id`,
    JSON.stringify(entries.map((entry) => entry.identity)),
  )
  const known = new Map(
    rows.map((row) => [
      text(row, 'identity'),
      { id: number(row, 'id'), recordedAt: number(row, 'recorded_at') },
    ]),
  )
  for (const entry of entries.filter(({ hold }) => hold)) {
    const id = await heldAlready(change, entry)
    if (id !== undefined) known.set(entry.content, { id, recordedAt: now })
  }
  return known
}

/**
 * How many calls are still to be made for those whose visitors wait, and how many of the last second are before them too.
 * What one that is under way has had of its calls is among the latter.
 */
async function callsBefore({ transaction, now }: Change, { callsEach }: Room): Promise<number> {
  const lately = now - 1000
  // The order is the index's, and leads PostgreSQL to it even where it knows nothing of the table yet.
  const awaited = await transaction.all(
    `SELECT id, (SELECT COUNT(*) FROM calls WHERE calls.address = signups.address AND calls.at > ?) AS begun
      FROM signups WHERE ${AWAITED} ORDER BY awaited_until, id LIMIT ?`,
    lately,
    now,
    MOST_COUNTED,
  )
  const begun = awaited.filter((row) => number(row, 'begun') > 0)
  const [dispatch] = await transaction.all('SELECT recent FROM dispatch')
  const calls: number[] = JSON.parse(text(dispatch, 'recent'))
  return awaited.length * callsEach - begun.length + calls.filter((time) => time > lately).length
}
