import type { SqlValue } from '../store/database.ts'
import { anyText } from '../store/fragments.ts'
import { number, text } from '../store/row.ts'
import type { Change } from './change.ts'
import { AWAITED, AWAITED_SHARE } from './states.ts'

/** A sign-up as it goes into the outbox: hashes, names of properties, and the sealed rest. */
export type Entry = {
  address: string
  identity: string
  /** How long the same identity means the same sign-up, in milliseconds. */
  bindsMs: number
  says: readonly string[]
  payload: string
  /** How long a visitor waits for the outcome; 0: nobody does. */
  patienceMs: number
  requestId: string
}
export type Recorded = { kind: 'recorded'; id: number; duplicate: boolean } | { kind: 'full' }

/** `most`: how many may wait. `perSecond`: how many are delivered at best. */
export type Room = { most: number; perSecond: number }

/** Beyond a route's patience, so that the route itself ends the wait, and the clock only after a crash. */
const SLACK_MS = 5000

const COLUMNS =
  'id, address, identity, state, recorded_at, since, due_at, in_line, alone, attempts, awaited_until, says, payload, request_id'
const ROWS_A_STATEMENT = 50

/**
 * Records what came in, in order. A sign-up is awaited where it can be delivered within its patience beside those that
 * are awaited already; where it cannot, its visitor is told at once that it is safe.
 */
export async function recordAll(change: Change, entries: readonly Entry[], room: Room): Promise<Recorded[]> {
  const { transaction, now } = change
  const known = await knownSignUps(change, entries)
  const longestPatienceMs = Math.max(...entries.map((entry) => entry.patienceMs))
  let awaitedBefore = await countAwaited(change, promptly(longestPatienceMs, room))
  const rows: SqlValue[][] = []
  const results = entries.map((entry): Recorded => {
    const first = known.get(entry.identity)
    if (first !== undefined && first.recordedAt > now - entry.bindsMs) {
      return { kind: 'recorded', id: first.id, duplicate: true }
    }
    if (change.counts.recorded + change.counts.waiting >= room.most) return { kind: 'full' }
    const id = change.nextId()
    const isAwaited = awaitedBefore < promptly(entry.patienceMs, room)
    const awaitedUntil = isAwaited ? now + entry.patienceMs + SLACK_MS : null
    if (isAwaited) awaitedBefore += 1
    const { address, identity, says, payload, requestId } = entry
    rows.push([id, address, identity, 'recorded', now, now, now, 1, 0, 0, awaitedUntil, says.join(' ')])
    rows.at(-1)?.push(payload, requestId)
    known.set(identity, { id, recordedAt: now })
    change.enter('recorded')
    return { kind: 'recorded', id, duplicate: false }
  })
  for (let from = 0; from < rows.length; from += ROWS_A_STATEMENT) {
    const some = rows.slice(from, from + ROWS_A_STATEMENT)
    const places = some.map((row) => `(${row.map(() => '?').join(', ')})`).join(', ')
    await transaction.run(`INSERT INTO signups (${COLUMNS}) VALUES ${places}`, ...some.flat())
  }
  if (rows.length > 0) await transaction.announce('recorded', String(rows.length))
  return results
}

/** How many sign-ups can be delivered within that time, at best, while their visitors wait. */
function promptly(patienceMs: number, { perSecond }: Room): number {
  const share = 1 - AWAITED_SHARE.forTheLine / AWAITED_SHARE.of
  return Math.ceil((patienceMs / 1000) * perSecond * share)
}

/** The newest sign-up of each identity. A refusal binds nothing. */
async function knownSignUps(
  { transaction }: Change,
  entries: readonly Entry[],
): Promise<Map<string, { id: number; recordedAt: number }>> {
  const rows = await transaction.all(
    `SELECT id, identity, recorded_at FROM signups
      WHERE identity ${anyText(transaction.engine)} AND state <> 'refused' ORDER BY id`,
    JSON.stringify(entries.map((entry) => entry.identity)),
  )
  return new Map(
    rows.map((row) => [
      text(row, 'identity'),
      { id: number(row, 'id'), recordedAt: number(row, 'recorded_at') },
    ]),
  )
}

/** How many visitors wait for the outcome of their sign-up, counted no further than `most`. */
async function countAwaited({ transaction, now }: Change, most: number): Promise<number> {
  const rows = await transaction.all(`SELECT id FROM signups WHERE ${AWAITED} LIMIT ?`, now, most)
  return rows.length
}
