import { randomUUID } from 'node:crypto'
import type { SignUp } from '../contract.ts'
import type { Change } from '../outbox/change.ts'
import { nextDue, type Priority } from '../outbox/due-query.ts'
import { addressFreeAt, openSignUp, type QueuedSignUp, queueOf, settledByNewer } from '../outbox/queue.ts'
import { claim, deliver, park, postponeQueue, wait } from '../outbox/transitions.ts'
import { merge } from '../sign-up/merge.ts'
import { unsettledPart } from '../sign-up/unsettled-fields.ts'
import { StoreError } from '../store/database.ts'
import type { Seal } from '../store/sealed.ts'

/** The vendor locks an address at the sixth attempt within a day; three leave room for other forms of the account. */
const CALLS_A_DAY = 3
/** More of one address than this go out in several calls. */
const MOST_MERGED = 200
/** A fault of ours while a call is prepared: its sign-up is parked, so that it holds up no other. */
type OnFault = (error: unknown) => void

/** How many sign-ups one transaction may postpone before it lets others in. */
const MOST_PER_TRANSACTION = 20

type OpenedSignUp = QueuedSignUp & { signUp: SignUp }

/** One call to the vendor: a sign-up, or several of one address, which `signUp` is merged from. */
export type Call = {
  id: string
  address: string
  rows: readonly [OpenedSignUp, ...OpenedSignUp[]]
  signUp: SignUp
}

/** The call with only so many of its sign-ups. */
export function firstOf(call: Call, count: number): Call {
  const [oldest, ...others] = call.rows
  return { ...call, rows: [oldest, ...others.slice(0, count - 1)] }
}

/**
 * Claims the next call: a sign-up that is due, and those of its address that can go with it. What turns out not to be ready
 * is postponed on the way. Undefined when nothing is ready. The call counts toward the limit of its address from now on.
 */
export async function nextCall(
  change: Change,
  seal: Seal,
  busy: Iterable<string>,
  priority: Priority,
  onFault: OnFault,
): Promise<Call | undefined> {
  const skip = [...busy]
  for (let looks = 0; looks < MOST_PER_TRANSACTION; looks += 1) {
    const due = await nextDue(change, skip, priority)
    if (due === undefined) return undefined
    const call = await callFor(change, seal, due).catch(async (error: unknown) => {
      if (error instanceof StoreError) throw error
      onFault(error)
      await parkFirst(change, due)
      return undefined
    })
    if (call === undefined) continue
    await claim(change, call.id, call.address)
    return call
  }
  return undefined
}

/** Parks the sign-up that a call would have been about, where preparing it failed. */
async function parkFirst(change: Change, due: QueuedSignUp): Promise<void> {
  const [first = due] = due.inQueue ? await queueOf(change, due.address, 1) : []
  await park(change, first, 'relay_fault')
}

/** The call for this sign-up; undefined once it is postponed, parked, or found to have nothing left to add. */
async function callFor(change: Change, seal: Seal, due: QueuedSignUp): Promise<Call | undefined> {
  const { address } = due
  const queue = due.inQueue ? await queueOf(change, address, MOST_MERGED) : [due]
  const [first = due, ...others] = queue
  if (first.dueAt > change.now) {
    await postponeQueue(change, address, first.dueAt)
    return undefined
  }
  const freeAt = await addressFreeAt(change, address, CALLS_A_DAY)
  if (freeAt > change.now) {
    await wait(change, first, { reason: 'address_limit', due_at: freeAt })
    if (due.inQueue) await postponeQueue(change, address, freeAt)
    return undefined
  }
  const signUp = await unsettled(change, seal, first)
  if (signUp === undefined) return undefined
  const call: Call = { id: randomUUID(), address, rows: [{ ...first, signUp }], signUp }
  return first.alone ? call : withOthers(change, seal, call, others)
}

/** The call with as many of the others in its queue as one call can carry. */
async function withOthers(
  change: Change,
  seal: Seal,
  call: Call,
  others: readonly QueuedSignUp[],
): Promise<Call> {
  let together = call
  for (const other of others) {
    const signUp = other.alone ? undefined : await unsettled(change, seal, other)
    const merged = signUp && merge(together.signUp, signUp)
    if (signUp === undefined || merged === undefined) return together
    together = { ...together, rows: [...together.rows, { ...other, signUp }], signUp: merged }
  }
  return together
}

/**
 * The part of a sign-up that no newer one, sent before it, has settled. Undefined for one that no key
 * opens, which is parked, since only its owner can find the key; and for one that newer ones have overtaken in everything.
 */
async function unsettled(change: Change, seal: Seal, queued: QueuedSignUp): Promise<SignUp | undefined> {
  const opened = openSignUp(seal, queued)
  if (opened === undefined) {
    await park(change, queued, 'unreadable')
    return undefined
  }
  if (queued.inQueue && queued.unconfirmedSince === null) return opened
  const signUp = unsettledPart(opened, await settledByNewer(change, queued))
  if (signUp === undefined) await deliver(change, queued, 'updated', null)
  return signUp
}
