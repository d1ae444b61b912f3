import type { Row } from '../store/database.ts'
import { text } from '../store/row.ts'
import { MINUTE_MS } from '../time/duration.ts'

/**
 * The life of a sign-up. `recorded`: safe, not tried yet. `waiting`: tried, or cannot be sent for now. `held`: until the
 * contact confirms. `parked`: a dead letter for the owner. `delivered`: the vendor has it. `refused`: by the vendor, while
 * the visitor waited and was told.
 */
export const STATES = ['recorded', 'waiting', 'held', 'parked', 'delivered', 'refused'] as const
export type State = (typeof STATES)[number]

/** Which state may follow which. The owner may drop a sign-up that is not settled. */
const TRANSITIONS = {
  recorded: ['waiting', 'held', 'parked', 'delivered', 'refused'],
  waiting: ['waiting', 'held', 'parked', 'delivered', 'refused'],
  held: ['waiting'],
  parked: ['waiting'],
  delivered: [],
  refused: [],
} as const satisfies Record<State, readonly State[]>

/** SQL that is true for rows that are recorded or waiting. Too many rows share a state for an index on it to help. */
export const TO_DELIVER = 'due_at IS NOT NULL'

/** A sign-up that failed is tried again within this time, unless it waits because of its address. */
export const TRIED_WITHIN_MS = 10 * MINUTE_MS

/** SQL that is true for rows whose visitors still wait; the parameter is the current time. */
export const AWAITED = 'awaited_until > ?'

/** Every fourth call is for the sign-up due longest, the others for awaited ones: neither backlog nor visitors starve. */
export const BACKLOG_EVERY = 4

/** How many sign-ups are to be delivered. */
export function waitingCount({ recorded, waiting }: Readonly<Record<State, number>>): number {
  return recorded + waiting
}

export function isToDeliver(state: State): boolean {
  return state === 'recorded' || state === 'waiting'
}

export function isTransition(from: State, to: State): boolean {
  return TRANSITIONS[from].some((next) => next === to)
}

export function isState(text: string): text is State {
  return STATES.some((state) => state === text)
}

export function stateOf(row: Row): State {
  const state = text(row, 'state')
  if (!isState(state)) throw new Error(`The outbox holds a sign-up that is ${state}`)
  return state
}

/** Why a sign-up waits, is held or is parked; the sentences for the owner are in the operator's part. */
export type WaitReason =
  | 'throttled'
  | 'quota_exceeded'
  | 'unauthorized'
  | 'down'
  | 'no_answer'
  | 'conflict'
  | 'address_limit'
  | 'abuse_lock'
  | 'split'
  | 'retried'
  | 'confirmed'
  | 'pending_at_vendor'
export type HoldReason = 'unconfirmed' | 'pending_at_vendor'
export type ParkReason =
  | 'never_confirmed'
  | 'refused'
  | 'refused_again'
  | 'forbidden'
  | 'not_found'
  | 'form_refused'
  | 'failing'
  | 'relay_fault'
  | 'unsupported_media_type'
  | 'unreadable'
