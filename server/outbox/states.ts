/**
 * The life of a sign-up in the outbox. `recorded`: safe, not yet tried. `waiting`: tried, or known to be in vain for now.
 * `held`: until the contact confirms. `parked`: the owner must look. `delivered`: the vendor knows. `refused`: by the
 * vendor, while the visitor waited and was told. Before it is recorded a sign-up is `received`, and nowhere kept.
 */
export const STATES = ['recorded', 'waiting', 'held', 'parked', 'delivered', 'refused'] as const
export type State = (typeof STATES)[number]

/** What may become of a sign-up, and nothing else. The owner may drop one that is not settled. */
export const BECOMES = {
  recorded: ['waiting', 'held', 'parked', 'delivered', 'refused'],
  waiting: ['waiting', 'held', 'parked', 'delivered', 'refused'],
  held: ['waiting'],
  parked: ['waiting'],
  delivered: [],
  refused: [],
} as const satisfies Record<State, readonly State[]>

/** True for rows that are recorded or waiting. Not by their state: too many have the same for an index to be of use. */
export const TO_DELIVER = 'due_at IS NOT NULL'

/** A sign-up that failed is tried again within this time, unless it is held back for its address. */
export const TRIED_WITHIN_MS = 600_000

/** True for those of them whose visitors still wait; the parameter is the time. */
export const AWAITED = 'awaited_until > ?'

/**
 * Of four calls three are for those whose visitors wait, and one is for whoever has waited longest: so a long line makes
 * no visitor wait, and no visitors make the line stand still.
 */
export const AWAITED_SHARE = { of: 4, forTheLine: 1 } as const

export function isToDeliver(state: State): boolean {
  return state === 'recorded' || state === 'waiting'
}

export function mayBecome(from: State, to: State): boolean {
  return BECOMES[from].some((next) => next === to)
}

export function isState(text: string): text is State {
  return STATES.some((state) => state === text)
}

/** Why a sign-up waits, is held or is parked; the sentences for the owner stand with the commands. */
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
export type HoldReason = 'unconfirmed'
export type ParkReason =
  | 'refused'
  | 'refused_again'
  | 'forbidden'
  | 'not_found'
  | 'unsupported_media_type'
  | 'unreadable'
