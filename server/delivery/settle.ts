import type { Answer } from '../constant-contact/api/answer.ts'
import type { Change } from '../outbox/change.ts'
import { announceSettled, stateOf } from '../outbox/settled.ts'
import { type ParkReason, type State, TO_DELIVER, type WaitReason } from '../outbox/states.ts'
import type { Row } from '../store/database.ts'
import { anyNumber } from '../store/fragments.ts'
import { number, numberOrNull, text } from '../store/row.ts'
import { isCounted, type Verdict, verdictOn } from './verdict.ts'

/** A row of the outbox that is still to be delivered. */
export type Waiting = {
  id: number
  state: State
  address: string
  inLine: boolean
  alone: boolean
  /** The contact has confirmed it: no policy stands in its way. */
  confirmed: boolean
  dueAt: number
  attempts: number
  awaitedUntil: number
  requestId: string
}

export function waiting(row: Row): Waiting {
  return {
    id: number(row, 'id'),
    state: stateOf(row),
    address: text(row, 'address'),
    inLine: number(row, 'in_line') === 1,
    alone: number(row, 'alone') === 1,
    confirmed: number(row, 'confirmed') === 1,
    dueAt: number(row, 'due_at'),
    attempts: number(row, 'attempts'),
    awaitedUntil: numberOrNull(row, 'awaited_until') ?? 0,
    requestId: text(row, 'request_id'),
  }
}

/** What became of one sign-up, for the log. */
export type Settled = { id: number; requestId: string; verdict: Verdict }

/**
 * Writes what an answer means for each sign-up of its call, and tells whoever waits for them. `isFree`: it was no call that
 * counts toward the vendor's lock. `isOurs`: what was refused was none of the visitor's doing.
 */
export async function settleCall(
  change: Change,
  call: { id: string; rows: readonly { id: number }[] },
  answer: Answer,
  { random, isFree = false, isOurs = false }: { random: () => number; isFree?: boolean; isOurs?: boolean },
): Promise<Settled[]> {
  const { transaction, now } = change
  // Its owner may have dropped one while the call was under way.
  const rows = await transaction.all(
    `SELECT id, state, address, in_line, alone, confirmed, due_at, attempts, awaited_until, request_id FROM signups
      WHERE id ${anyNumber(transaction.engine)} AND ${TO_DELIVER} ORDER BY id`,
    JSON.stringify(call.rows.map(({ id }) => id)),
  )
  const settled: Settled[] = []
  for (const row of rows.map(waiting)) {
    const verdict = verdictOn(inOrder(answer, settled.length), {
      awaited: !isOurs && row.awaitedUntil > now,
      merged: call.rows.length > 1,
      waitedForLock: !row.inLine,
      attempts: row.attempts,
      random,
    })
    await write(change, row, verdict, answer.requestId ?? null)
    settled.push({ id: row.id, requestId: row.requestId, verdict })
  }
  if (isFree || !isCounted(answer)) await transaction.run('DELETE FROM calls WHERE id = ?', call.id)
  await announce(change, settled)
  return settled
}

/** One after another, the first sign-up of a call creates the contact and the others update it. */
function inOrder(answer: Answer, place: number): Answer {
  return answer.kind === 'created' && place > 0 ? { ...answer, kind: 'updated' } : answer
}

/** Those a visitor may wait for; the others have nothing to hear. */
async function announce({ transaction }: Change, settled: readonly Settled[]): Promise<void> {
  const over = settled.filter(({ verdict }) => verdict.kind !== 'again' && verdict.kind !== 'split')
  const news = over.map(({ id, verdict }) =>
    verdict.kind === 'delivered' ? { id, action: verdict.action } : { id },
  )
  await announceSettled(transaction, news)
}

async function write(
  change: Change,
  row: Waiting,
  verdict: Verdict,
  requestId: string | null,
): Promise<void> {
  switch (verdict.kind) {
    case 'delivered':
      return settle(change, row, 'delivered', verdict.action, requestId)
    case 'refused':
      await settle(change, row, 'refused', JSON.stringify(verdict.fields), requestId)
      // Its visitor has it back in the form; there is no reason to keep it, nor what they agreed to.
      await change.transaction.run('UPDATE signups SET payload = NULL WHERE id = ?', row.id)
      await change.transaction.run('DELETE FROM consents WHERE signup = ?', row.id)
      return
    case 'parked':
      return park(change, row, verdict.reason, requestId)
    case 'again': {
      const inMs = verdict.inMs
      await makeWait(change, row, verdict.reason, inMs === 0 ? row.dueAt : change.now + inMs)
      const attempts = row.attempts + (inMs === 0 ? 0 : 1)
      const inLine = row.inLine && verdict.aside !== true ? 1 : 0
      await change.transaction.run(
        'UPDATE signups SET attempts = ?, in_line = ?, upstream_request_id = ? WHERE id = ?',
        attempts,
        inLine,
        requestId,
        row.id,
      )
      return
    }
    case 'split':
      await makeWait(change, row, 'split', row.dueAt)
      await change.transaction.run('UPDATE signups SET alone = 1 WHERE id = ?', row.id)
  }
}

async function settle(
  change: Change,
  row: Waiting,
  state: 'delivered' | 'refused',
  outcome: string,
  requestId: string | null,
): Promise<void> {
  change.move(row.state, state)
  await change.transaction.run(
    `UPDATE signups SET state = ?, reason = NULL, since = ?, due_at = NULL, awaited_until = NULL, outcome = ?,
      upstream_request_id = ? WHERE id = ?`,
    state,
    change.now,
    outcome,
    requestId,
    row.id,
  )
}

/** A sign-up whose every word newer ones have settled is delivered with them. */
export async function settleWithoutCall(change: Change, row: Waiting): Promise<void> {
  await settle(change, row, 'delivered', 'updated', null)
  await announceSettled(change.transaction, [{ id: row.id, action: 'updated' }])
}

export async function makeWait(
  change: Change,
  row: Waiting,
  reason: WaitReason,
  dueAt: number,
): Promise<void> {
  change.move(row.state, 'waiting')
  await change.transaction.run(
    "UPDATE signups SET state = 'waiting', reason = ?, due_at = ? WHERE id = ?",
    reason,
    dueAt,
    row.id,
  )
}

/** Sets a sign-up aside for its owner to look at; those behind it in its line go on. */
export async function park(
  change: Change,
  row: Waiting,
  reason: ParkReason,
  requestId: string | null = null,
): Promise<void> {
  change.move(row.state, 'parked')
  await change.transaction.run(
    `UPDATE signups SET state = 'parked', reason = ?, since = ?, due_at = NULL, awaited_until = NULL, in_line = 0,
      upstream_request_id = ? WHERE id = ?`,
    reason,
    change.now,
    requestId,
    row.id,
  )
}
