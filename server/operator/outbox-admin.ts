import type { SignUp } from '../contract.ts'
import { type Change, changeOutbox } from '../outbox/change.ts'
import { stateOf } from '../outbox/settled.ts'
import type { State } from '../outbox/states.ts'
import type { Database, Row } from '../store/database.ts'
import type { DatabaseTime } from '../store/database-time.ts'
import { number, numberOrNull, text, textOrNull } from '../store/row.ts'
import type { Seal } from '../store/sealed.ts'
import type { Desk, KeptSignUp, ListedSignUp, NotDone, ShownSignUp } from './listed-sign-up.ts'

/** `seal` is the one the outbox was written with. */
type Parts = { database: Database; time: DatabaseTime; seal: Seal }

/** How many sign-ups an export holds in memory, and how many one transaction retries. */
const ROWS = 200

/** The desk on the outbox itself. It may be used beside running relays. */
export function createDesk({ database, time, seal }: Parts): Desk {
  const find = async (id: number) => (await database.all('SELECT * FROM signups WHERE id = ?', id))[0]

  const shown = (row: Row): ShownSignUp => ({ ...listed(row), says: kept(row, seal) })

  /** Does `work` to a sign-up that is in one of these states. */
  function act<T>(
    id: number,
    states: readonly State[],
    work: (change: Change, state: State) => Promise<T>,
  ): Promise<T | NotDone> {
    return changeOutbox(database, time, async (change) => {
      const [row] = await change.transaction.all('SELECT state FROM signups WHERE id = ?', id)
      if (row === undefined) return { kind: 'not_found' }
      const state = stateOf(row)
      return states.includes(state) ? work(change, state) : { kind: 'wrong_state', state }
    })
  }

  return {
    async list(states, most) {
      const found: Row[] = []
      for (const state of states) {
        found.push(
          ...(await database.all(
            'SELECT * FROM signups WHERE state = ? ORDER BY since, id LIMIT ?',
            state,
            most,
          )),
        )
      }
      return found
        .map(listed)
        .sort((a, b) => a.id - b.id)
        .slice(0, most)
    },

    async show(id) {
      const row = await find(id)
      return row === undefined ? undefined : shown(row)
    },

    retry: (id) =>
      act(id, ['parked'], async (change) => {
        await sendAgain(change, id)
        return { kind: 'retried' } as const
      }),

    async retryAll() {
      for (let count = 0; ; ) {
        const some = await changeOutbox(database, time, async (change) => {
          const rows = await change.transaction.all(
            "SELECT id FROM signups WHERE state = 'parked' ORDER BY since, id LIMIT ?",
            ROWS,
          )
          for (const row of rows) await sendAgain(change, number(row, 'id'))
          return rows.length
        })
        count += some
        if (some < ROWS) return count
      }
    },

    drop: (id) =>
      act(id, ['recorded', 'waiting', 'held', 'parked'], async ({ transaction, leave }, state) => {
        await transaction.run('DELETE FROM consents WHERE signup = ?', id)
        await transaction.run('DELETE FROM signups WHERE id = ?', id)
        leave(state)
        return { kind: 'dropped' } as const
      }),

    async *export() {
      for (let last = 0; ; ) {
        const rows = await database.all(
          'SELECT * FROM signups WHERE id > ? AND payload IS NOT NULL ORDER BY id LIMIT ?',
          last,
          ROWS,
        )
        if (rows.length === 0) return
        yield* rows.map(shown)
        last = number(rows.at(-1), 'id')
      }
    },
  }
}

/** Beside the line of its address: what newer sign-ups have settled since stays as it is. */
async function sendAgain({ transaction, now, move }: Change, id: number): Promise<void> {
  move('parked', 'waiting')
  await transaction.run(
    `UPDATE signups SET state = 'waiting', reason = 'retried', since = recorded_at, due_at = ?, in_line = 0
      WHERE id = ?`,
    now,
    id,
  )
  await transaction.announce('recorded', '1')
}

function listed(row: Row): ListedSignUp {
  return {
    id: number(row, 'id'),
    state: stateOf(row),
    reason: textOrNull(row, 'reason'),
    recordedAt: number(row, 'recorded_at'),
    since: number(row, 'since'),
    dueAt: numberOrNull(row, 'due_at') ?? 0,
    attempts: number(row, 'attempts'),
    requestId: text(row, 'request_id'),
    upstreamRequestId: textOrNull(row, 'upstream_request_id'),
  }
}

function kept(row: Row, seal: Seal): KeptSignUp {
  const payload = textOrNull(row, 'payload')
  if (payload === null) return { kind: 'erased' }
  const opened = seal.open(payload, text(row, 'identity'))
  if (opened.kind === 'failed') return { kind: 'unreadable' }
  const signUp: SignUp = JSON.parse(opened.text)
  return { kind: 'kept', signUp }
}
