import type { SignUp } from '../contract.ts'
import type { State } from '../outbox/states.ts'

/** A sign-up as a list shows it, without what it says. Times in milliseconds since 1970. */
export type ListedSignUp = {
  id: number
  state: State
  /** Why it waits or is parked; null for no reason to name. */
  reason: string | null
  recordedAt: number
  /** When it came into its state; while it waits, when it was recorded. */
  since: number
  /** When it is tried next, if it waits. */
  dueAt: number
  attempts: number
  /** By which the logs name it, and the vendor its last call. */
  requestId: string
  upstreamRequestId: string | null
}

/** `erased`: it was delivered and is no longer kept. `unreadable`: no key of `SECRET_KEY` opens it. */
export type KeptSignUp = { kind: 'kept'; signUp: SignUp } | { kind: 'erased' } | { kind: 'unreadable' }
export type ShownSignUp = ListedSignUp & { says: KeptSignUp }

/** Why an operator's wish was not done. `wrong_state`: what is asked for cannot be done to a sign-up in this state. */
export type NotDone = { kind: 'not_found' } | { kind: 'wrong_state'; state: State }

/** What an operator may do with the outbox. Functions reject with a `StoreError` only. */
export type Desk = {
  /** The oldest sign-ups in these states, at most `most`. */
  list(states: readonly State[], most: number): Promise<ListedSignUp[]>
  show(id: number): Promise<ShownSignUp | undefined>
  /** Sends a parked sign-up again, in its turn. */
  retry(id: number): Promise<{ kind: 'retried' } | NotDone>
  /** Sends every parked sign-up again; resolves to how many. */
  retryAll(): Promise<number>
  /** Throws away a sign-up that is waiting, held or parked. */
  drop(id: number): Promise<{ kind: 'dropped' } | NotDone>
  /** Every sign-up that still says something, oldest first, read as it is asked for. */
  export(): AsyncIterable<ShownSignUp>
}
