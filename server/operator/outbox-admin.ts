import { type Change, changeOutbox } from '../outbox/change.ts'
import {
  allSignUps,
  findState,
  type ListedSignUp,
  listSignUps,
  parkedIds,
  type ShownSignUp,
  showSignUp,
} from '../outbox/listing.ts'
import type { State } from '../outbox/states.ts'
import { drop, retry } from '../outbox/transitions.ts'
import type { Database } from '../store/database.ts'
import type { DatabaseTime } from '../store/database-time.ts'
import type { Seal } from '../store/sealed.ts'

/** Why nothing was done. `wrong_state`: this cannot be done to a sign-up in this state. */
export type NotDone = { kind: 'not_found' } | { kind: 'wrong_state'; state: State }

/** What an operator may do with the outbox. Functions reject with a `StoreError` only. */
export type OutboxAdmin = {
  /** The oldest sign-ups in these states, at most `most`. */
  list(states: readonly State[], most: number): Promise<ListedSignUp[]>
  show(id: number): Promise<ShownSignUp | undefined>
  /** Sends a parked sign-up again. */
  retry(id: number): Promise<{ kind: 'retried' } | NotDone>
  /** Sends every parked sign-up again; resolves to how many. */
  retryAll(): Promise<number>
  /** Throws away a sign-up that is waiting, held or parked. */
  drop(id: number): Promise<{ kind: 'dropped' } | NotDone>
  /** Every sign-up that still says something, oldest first, read as it is asked for. */
  export(): AsyncIterable<ShownSignUp>
}

/** `seal` is the one the outbox was written with. */
type Parts = { database: Database; time: DatabaseTime; seal: Seal }

/** How many sign-ups an export holds in memory, and how many one transaction retries. */
const ROWS = 200

/** Safe to use while relays run. */
export function createOutboxAdmin({ database, time, seal }: Parts): OutboxAdmin {
  /** Does `work` to a sign-up that is in one of these states. */
  function act<T>(
    id: number,
    states: readonly State[],
    work: (change: Change, state: State) => Promise<T>,
  ): Promise<T | NotDone> {
    return changeOutbox(database, time, async (change) => {
      const state = await findState(change, id)
      if (state === undefined) return { kind: 'not_found' }
      return states.includes(state) ? work(change, state) : { kind: 'wrong_state', state }
    })
  }

  return {
    list: (states, most) => listSignUps(database, states, most),
    show: (id) => showSignUp(database, seal, id),

    retry: (id) =>
      act(id, ['parked'], async (change) => {
        await retry(change, id)
        return { kind: 'retried' } as const
      }),

    async retryAll() {
      for (let count = 0; ; ) {
        const some = await changeOutbox(database, time, async (change) => {
          const ids = await parkedIds(change, ROWS)
          for (const id of ids) await retry(change, id)
          return ids.length
        })
        count += some
        if (some < ROWS) return count
      }
    },

    drop: (id) =>
      act(id, ['recorded', 'waiting', 'held', 'parked'], async (change, state) => {
        await drop(change, id, state)
        return { kind: 'dropped' } as const
      }),

    export: () => allSignUps(database, seal, ROWS),
  }
}
