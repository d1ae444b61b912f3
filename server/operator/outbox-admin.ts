import { type Change, changeOutbox, countSignUps } from '../outbox/change.ts'
import { consentsBetween, consentsOf } from '../outbox/consent.ts'
import {
  allSignUps,
  findState,
  listSignUps,
  parkedIds,
  type ShownSignUp,
  showSignUp,
} from '../outbox/listing.ts'
import { contentsOf, newestSignUps, type Position, parkedReasons } from '../outbox/newest.ts'
import { readPerson } from '../outbox/person.ts'
import type { State } from '../outbox/states.ts'
import { drop, eraseAddress, retry } from '../outbox/transitions.ts'
import { addressKey } from '../sign-up/address-key.ts'
import type { Database } from '../store/database.ts'
import type { KeyedHash } from '../store/keyed-hash.ts'
import type { Seal } from '../store/sealed.ts'

/** Why nothing was done. `wrong_state`: this cannot be done to a sign-up in this state. */
export type NotDone = { kind: 'not_found' } | { kind: 'wrong_state'; state: State }

/** `seal` and `keyedHash` are those the outbox was written with. */
type Parts = { database: Database; seal: Seal; keyedHash: KeyedHash }

/** How many sign-ups an export holds in memory, and how many one transaction retries. */
const ROWS = 200

export type OutboxAdmin = ReturnType<typeof createOutboxAdmin>

/** What an operator may do with the outbox; safe while relays run. Functions reject with a `StoreError` only. */
export function createOutboxAdmin({ database, seal, keyedHash }: Parts) {
  /** Does `work` to a sign-up that is in one of these states. */
  function act<T>(
    id: number,
    states: readonly State[],
    work: (change: Change, state: State) => Promise<T>,
  ): Promise<T | NotDone> {
    return changeOutbox(database, async (change) => {
      const state = await findState(change, id)
      if (state === undefined) return { kind: 'not_found' }
      return states.includes(state) ? work(change, state) : { kind: 'wrong_state', state }
    })
  }

  return {
    /** The oldest sign-ups in these states, at most `most`. */
    list: (states: readonly State[], most: number) => listSignUps(database, states, most),

    /** The sign-ups that entered these states last, at most `most`, those after `after` if it is given. */
    newest: (states: readonly State[], most: number, after?: Position) =>
      newestSignUps(database, states, most, after),

    /** How many sign-ups are in each state; for delivered and refused, the total ever. */
    counts: () => countSignUps(database),

    /** Why sign-ups are parked, and how many for each reason, counted up to a limit. */
    parkedReasons: () => parkedReasons(database),

    show: (id: number) => showSignUp(database, seal, id),

    /** Sends a parked sign-up again. */
    retry: (id: number) =>
      act(id, ['parked'], async (change) => {
        await retry(change, id)
        return { kind: 'retried' } as const
      }),

    /** Sends every parked sign-up again, or those with this reason, at most `most`; resolves to how many. */
    async retryAll(reason?: string, most = Number.POSITIVE_INFINITY): Promise<number> {
      for (let count = 0; ; ) {
        const some = await changeOutbox(database, async (change) => {
          const ids = await parkedIds(change, Math.min(ROWS, most - count), reason)
          for (const id of ids) await retry(change, id)
          return ids.length
        })
        count += some
        if (some < ROWS || count >= most) return count
      }
    },

    /** Throws away a sign-up that is waiting, held or parked. */
    drop: (id: number) =>
      act(id, ['recorded', 'waiting', 'held', 'parked'], async (change, state) => {
        await drop(change, id, state)
        return { kind: 'dropped' } as const
      }),

    /** Every sign-up that still has its content, oldest first, read on demand. */
    export: (): AsyncIterable<ShownSignUp> => allSignUps(database, seal, ROWS),

    /** The same of these states, newest first, some at a time. */
    contents: (states: readonly State[]) => contentsOf(database, seal, states, ROWS),

    /** Everything that is stored about the person with this address. */
    person: (email: string) => readPerson(database, seal, keyedHash(addressKey(email))),

    /** The consents given from `from` on and before `to` (milliseconds since 1970), oldest first, some at a time. */
    consentsBetween: (times: { from: number; to: number }) => consentsBetween(database, seal, times, ROWS),

    /** What the person with this address agreed to, oldest first. */
    consents: (email: string) => consentsOf(database, seal, keyedHash(addressKey(email))),

    /**
     * Erases everything that is stored about a person; resolves to how much there was. What stays is under a keyed hash: the
     * wish not to be mailed, for the rest of its 30 days, and the tries on the address, for a day. What is in flight to
     * Constant Contact at that moment still arrives.
     */
    forget: (email: string) =>
      changeOutbox(database, (change) => eraseAddress(change, keyedHash(addressKey(email)))),
  }
}
