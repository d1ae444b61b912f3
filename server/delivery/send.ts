import type { Logger } from 'pino'
import type { Answer } from '../constant-contact/answer.ts'
import type { Client } from '../constant-contact/client.ts'
import { signUpForm } from '../constant-contact/sign-up-form.ts'
import { changeOutbox, type DatabaseTime } from '../outbox/change.ts'
import { type Database, StoreError } from '../store/database.ts'
import type { Connections } from './connection.ts'
import type { Call } from './line.ts'
import { type Settled, settleCall } from './settle.ts'

const STORE_MS = 1000

type Parts = {
  database: Database
  databaseTime: DatabaseTime
  pause: (ms: number) => Promise<unknown>
  random: () => number
  client: Pick<Client, 'signUp'>
  connections: Connections
  /** The call that was made at `madeAt` has been answered. */
  answered: (answer: Answer, madeAt: number) => void
  log: Pick<Logger, 'info' | 'warn' | 'error'>
}

/**
 * Makes a call that the lease already knows of, and writes down what came of it. The answer is kept in mind until the
 * database takes it: to forget it would be to send the same again.
 */
export function createSend(parts: Parts) {
  const { database, databaseTime, pause, random, client, connections, answered, log } = parts

  async function store<T>(work: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await work()
      } catch (error) {
        if (!(error instanceof StoreError)) throw error
        log.warn({ fault: error.fault }, 'an outcome waits for the database')
        await pause(STORE_MS)
      }
    }
  }

  return {
    async send(call: Call, accessToken: string, madeAt: number): Promise<void> {
      const answer = await client.signUp(accessToken, signUpForm(call.signUp))
      answered(answer, madeAt)
      if (answer.kind === 'unauthorized') connections.rejected(accessToken)
      else if (answer.kind !== 'down') connections.accepted(accessToken)
      const settled = await store(() =>
        changeOutbox(database, databaseTime, (change) => settleCall(change, call, answer, random)),
      )
      for (const one of settled) logSettled(one, answer)
    },

    /** Takes back a call that was written down and not made. */
    async takeBack(call: Call): Promise<void> {
      await store(() => database.run('DELETE FROM calls WHERE id = ?', call.id))
      log.warn({ requestIds: call.rows.map((row) => row.requestId) }, 'not sent in time, sent again later')
    },
  }

  function logSettled({ id, requestId, verdict }: Settled, answer: Answer): void {
    const { kind: upstream, requestId: upstreamRequestId, errorKey } = answer
    const reason = 'reason' in verdict ? verdict.reason : undefined
    const line = { id, requestId, outcome: verdict.kind, reason, upstream, upstreamRequestId, errorKey }
    if (verdict.kind !== 'parked') log.info(line, 'told')
    else if (verdict.reason === 'unsupported_media_type') log.error(line, 'parked: a fault of the relay')
    else log.warn(line, 'parked: the owner must look')
  }
}
