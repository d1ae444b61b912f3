import type { Database } from '../store/database.ts'
import { forUpdate } from '../store/fragments.ts'
import { number } from '../store/row.ts'
import { isTransition, STATES, type State } from './states.ts'

/** The outbox while one transaction has exclusive use of it. */
export type Change = {
  transaction: Database
  /** The database's time when the change began, in milliseconds since 1970. */
  now: number
  /** How many sign-ups are in each state; for delivered and refused, the total ever. */
  counts: Readonly<Record<State, number>>
  nextId(): number
  /** Counts a new sign-up in its first state. */
  enter(state: State): void
  /** Counts a sign-up's change from one state to another; throws if `states.ts` does not allow it. */
  move(from: State, to: State): void
  /** Subtracts erased sign-ups; the totals of delivered and refused ones stay. */
  leave(state: State, count?: number): void
}

/**
 * Changes the outbox in one transaction. All relays lock one row for it, so ids increase in the order of commits, a repeat
 * always finds the first, and counts are exact.
 */
export function changeOutbox<T>(database: Database, work: (change: Change) => Promise<T>): Promise<T> {
  return database.transaction(async (transaction) => {
    const [row] = await transaction.all(`SELECT * FROM outbox${forUpdate(database.engine)}`)
    let lastId = number(row, 'last_id')
    const counts = countsIn(row)
    const before = JSON.stringify([lastId, counts])
    const now = await transaction.now()
    const result = await work({
      transaction,
      now,
      counts,
      nextId() {
        lastId += 1
        return lastId
      },
      enter(state) {
        counts[state] += 1
      },
      move(from, to) {
        if (!isTransition(from, to)) throw new Error(`A sign-up that is ${from} cannot become ${to}`)
        counts[from] -= 1
        counts[to] += 1
      },
      leave(state, count = 1) {
        if (state !== 'delivered' && state !== 'refused') counts[state] -= count
      },
    })
    if (JSON.stringify([lastId, counts]) !== before) {
      const columns = STATES.map((state) => `${state} = ?`).join(', ')
      const sql = `UPDATE outbox SET last_id = ?, ${columns}`
      await transaction.run(sql, lastId, ...STATES.map((state) => counts[state]))
    }
    return result
  })
}

/** How many sign-ups are in each state, at a cost that does not grow with them. */
export async function countSignUps(database: Database): Promise<Record<State, number>> {
  const [row] = await database.all('SELECT * FROM outbox')
  return countsIn(row)
}

function countsIn(row: Parameters<typeof number>[0]): Record<State, number> {
  const count = (state: State) => number(row, state)
  return {
    recorded: count('recorded'),
    waiting: count('waiting'),
    held: count('held'),
    parked: count('parked'),
    delivered: count('delivered'),
    refused: count('refused'),
  }
}
