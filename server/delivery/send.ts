import type { Logger } from 'pino'
import type { Answer } from '../constant-contact/api/answer.ts'
import type { Client } from '../constant-contact/api/client.ts'
import type { Read } from '../constant-contact/api/pages.ts'
import type { Contact } from '../constant-contact/api/records.ts'
import { signUpForm } from '../constant-contact/api/sign-up-form.ts'
import { type Change, changeOutbox } from '../outbox/change.ts'
import { rememberResubscribe } from '../outbox/contact-cooldown.ts'
import { contentOf } from '../sign-up/content.ts'
import { type Database, StoreError } from '../store/database.ts'
import type { DatabaseTime } from '../store/database-time.ts'
import type { KeyedHash } from '../store/keyed-hash.ts'
import type { Sleep } from '../time/timeout.ts'
import { knownOf } from './contact-state.ts'
import { holdCall } from './hold-call.ts'
import type { Call } from './next-call.ts'
import type { Slot, Slots } from './pace/call-permits.ts'
import { looksUp, type Policy, type Telling, tellTogether } from './policy.ts'
import { type Settled, settleCall } from './settle.ts'

const STORE_MS = 1000

type Parts = {
  database: Database
  databaseTime: DatabaseTime
  now: () => number
  sleep: Sleep
  random: () => number
  client: Pick<Client, 'signUp' | 'findContact' | 'resubscribe'>
  keyedHash: KeyedHash
  policy: Policy
  slots: Pick<Slots, 'ask'>
  /** The call that was made in this slot has been answered. */
  answered: (answer: Answer, slot: Slot) => void
  looked: (read: Read<Contact | null>, slot: Slot) => void
  log: Pick<Logger, 'info' | 'warn' | 'error'>
}

/**
 * Makes a call that the lease already knows of, and writes down what came of it; where the policy wants to know the
 * contact first, that is two calls. The answer is kept in mind until the database takes it: to forget it would be to
 * send the same again.
 */
export function createSend(parts: Parts) {
  const { database, databaseTime, now, sleep, client, policy, slots, log } = parts
  const free = { random: parts.random, isFree: true }

  async function store<T>(work: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await work()
      } catch (error) {
        if (!(error instanceof StoreError)) throw error
        log.warn({ fault: error.fault }, 'an outcome waits for the database')
        await sleep(STORE_MS)
      }
    }
  }

  /** Takes back a call that was written down and not made. */
  async function takeBack(call: Call): Promise<void> {
    await store(() => database.run('DELETE FROM calls WHERE id = ?', call.id))
    log.warn({ requestIds: call.rows.map((row) => row.requestId) }, 'not sent in time, sent again later')
  }

  async function settle(
    call: Call,
    answer: Answer,
    how: Parameters<typeof settleCall>[3],
    asked = false,
  ): Promise<void> {
    const write = async (change: Change) => {
      if (asked) await rememberResubscribe(change, call.address)
      return settleCall(change, call, answer, how)
    }
    const settled = await store(() => changeOutbox(database, databaseTime, write))
    for (const one of settled) logSettled(one, answer)
  }

  async function signUp(call: Call, telling: Extract<Telling, { kind: 'sign_up' }>, slot: Slot) {
    const answer = await client.signUp(slot.accessToken, signUpForm(telling.signUp))
    parts.answered(answer, slot)
    await settle(call, answer, { random: parts.random })
  }

  async function resubscribe(
    call: Call,
    { contactId, lists }: Extract<Telling, { kind: 'resubscribe' }>,
    slot: Slot,
  ): Promise<void> {
    const answer = await client.resubscribe(slot.accessToken, contactId, lists)
    parts.answered(answer, slot)
    // The vendor asks once for each time that somebody left; a conflict says that it has.
    const done: Answer = answer.kind === 'conflict' ? { ...answer, kind: 'updated' } : answer
    await settle(call, done, { random: parts.random, isOurs: true }, done.kind === 'updated')
  }

  /** What to tell of which of the rows, once their contact was looked up. */
  function toTell(call: Call, found: Contact | null) {
    return store(async () => {
      const known = await knownOf(database, found, call.address, await databaseTime(database))
      const [first, ...others] = call.rows
      const { telling, count } = tellTogether(policy, known, [
        first.signUp,
        ...others.map((row) => row.signUp),
      ])
      const told: Call = { ...call, rows: [first, ...others.slice(0, count - 1)] }
      return { telling, told }
    })
  }

  async function hold(call: Call): Promise<void> {
    const contents = call.rows.map((row) => parts.keyedHash(contentOf(row.signUp)))
    await store(() => changeOutbox(database, databaseTime, (change) => holdCall(change, call, contents)))
    for (const { id, requestId } of call.rows) log.info({ id, requestId, outcome: 'held' }, 'told')
  }

  async function consult(call: Call, slot: Slot): Promise<void> {
    const found = await client.findContact(slot.accessToken, call.signUp.email_address.trim())
    parts.looked(found, slot)
    if (found.kind !== 'read') return settle(call, found, free)
    const { telling, told } = await toTell(call, found.value)
    if (telling.kind === 'hold') return hold(told)
    const { requestId } = found
    const nothing: Answer = { kind: 'updated', ...(requestId !== undefined && { requestId }) }
    if (telling.kind === 'nothing') return settle(told, nothing, free)
    const next = await slots.ask()
    if (next === undefined || now() > next.startBy) return takeBack(call)
    return telling.kind === 'sign_up' ? signUp(told, telling, next) : resubscribe(told, telling, next)
  }

  return {
    async send(call: Call, slot: Slot): Promise<void> {
      // A process that was stopped between the claim and here may have lost the lease meanwhile.
      if (now() > slot.startBy) return takeBack(call)
      const [{ confirmed }] = call.rows
      return confirmed || !looksUp(policy)
        ? signUp(call, { kind: 'sign_up', signUp: call.signUp }, slot)
        : consult(call, slot)
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
