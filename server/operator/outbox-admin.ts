import { type Change, changeOutbox } from '../outbox/change.ts'
import {
  allSignUps,
  findState,
  listSignUps,
  parkedIds,
  type ShownSignUp,
  showSignUp,
} from '../outbox/listing.ts'
import type { State } from '../outbox/states.ts'
import { drop, retry } from '../outbox/transitions.ts'
import type { Database } from '../store/database.ts'
import type { Seal } from '../store/sealed.ts'

/** Why nothing was done. `wrong_state`: this cannot be done to a sign-up in this state. */
export type NotDone = { kind: 'not_found' } | { kind: 'wrong_state'; state: State }

/** `seal` is the one the outbox was written with. */
type Parts = { database: Database; seal: Seal }

/** How many sign-ups an export holds in memory, and how many one transaction retries. */
const ROWS = 200

export type OutboxAdmin = ReturnType<typeof createOutboxAdmin>

/** What an operator may do with the outbox; safe while relays run. Functions reject with a `StoreError` only. */
export function createOutboxAdmin({ database, seal }: Parts) {
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

    show: (id: number) => showSignUp(database, seal, id),

    /** Sends a parked sign-up again. */
    retry: (id: number) =>
      act(id, ['parked'], async (change) => {
        await retry(change, id)
        return { kind: 'retried' } as const
      }),

    /** Sends every parked sign-up again; resolves to how many. */
    async retryAll(): Promise<number> {
      for (let count = 0; ; ) {
        const some = await changeOutbox(database, async (change) => {
          const ids = await parkedIds(change, ROWS)
          for (const id of ids) await retry(change, id)
          return ids.length
        })
        count += some
        if (some < ROWS) return count
      }
    },

    /** Throws away a sign-up that is waiting, held or parked. */
    drop: (id: number) =>
      act(id, ['recorded', 'waiting', 'held', 'parked'], async (change, state) => {
        await drop(change, id, state)
        return { kind: 'dropped' } as const
      }),

    /** Every sign-up that still says something, oldest first, read as it is asked for. */
    export: (): AsyncIterable<ShownSignUp> => allSignUps(database, seal, ROWS),
  }
}
