import type { Logger } from 'pino'
import type { Answer } from '../constant-contact/api/answer.ts'
import type { Client } from '../constant-contact/api/client.ts'
import type { Read } from '../constant-contact/api/pages.ts'
import type { Contact } from '../constant-contact/api/records.ts'
import { signUpForm } from '../constant-contact/api/sign-up-form.ts'
import type { SignUp } from '../contract.ts'
import { type Change, changeOutbox } from '../outbox/change.ts'
import { rememberResubscribe, wasResubscribed } from '../outbox/contact-cooldown.ts'
import { hold } from '../outbox/pending-confirmation.ts'
import { stillQueued } from '../outbox/queue.ts'
import { unclaim } from '../outbox/transitions.ts'
import { contentOf } from '../sign-up/content.ts'
import { type Database, StoreError } from '../store/database.ts'
import type { DatabaseTime } from '../store/database-time.ts'
import type { KeyedHash } from '../store/keyed-hash.ts'
import { SECOND_MS } from '../time/duration.ts'
import type { Sleep } from '../time/timeout.ts'
import type { Call } from './next-call.ts'
import type { CallPermit, CallPermits } from './pace/call-permits.ts'
import { type ContactState, type Decision, decideTogether, needsLookup, type Policy } from './policy.ts'
import { type Settled, settleCall } from './settle.ts'

/** How long to wait before an outcome is written down again that the store did not take. */
const STORE_RETRY_MS = SECOND_MS

export type SendParts = {
  database: Database
  databaseTime: DatabaseTime
  now: () => number
  sleep: Sleep
  random: () => number
  client: Pick<Client, 'signUp' | 'findContact' | 'resubscribe'>
  keyedHash: KeyedHash
  policy: Policy
  permits: Pick<CallPermits, 'request'>
  /** The call that was made with this permit has been answered. */
  onAnswer: (answer: Answer, permit: CallPermit) => void
  onRead: (read: Read<Contact | null>, permit: CallPermit) => void
  log: Pick<Logger, 'info' | 'warn' | 'error'>
}

/**
 * Makes a claimed call and writes down what came of it; where the policy must know the contact first, that is two calls. The
 * answer is kept in memory until the database takes it: to lose it would be to send the same again.
 */
export function createSend(parts: SendParts) {
  const { database, databaseTime, now, sleep, random, client, policy, permits, log } = parts

  async function untilStored<T>(work: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await work()
      } catch (error) {
        if (!(error instanceof StoreError)) throw error
        log.warn({ fault: error.fault }, 'an outcome waits for the database')
        await sleep(STORE_RETRY_MS)
      }
    }
  }

  const change = <T>(work: (change: Change) => Promise<T>) =>
    untilStored(() => changeOutbox(database, databaseTime, work))

  async function notSent(call: Call): Promise<void> {
    await untilStored(() => unclaim(database, call.id))
    log.warn({ requestIds: call.rows.map((row) => row.requestId) }, 'not sent in time, sent again later')
  }

  async function settle(call: Call, answer: Answer, isFree = false): Promise<void> {
    const settled = await change((outbox) => settleCall(outbox, call, answer, { random, isFree }))
    for (const one of settled) logSettled(one, answer)
  }

  async function signUp(call: Call, what: SignUp, permit: CallPermit): Promise<void> {
    const answer = await client.signUp(permit.accessToken, signUpForm(what))
    parts.onAnswer(answer, permit)
    await settle(call, answer)
  }

  async function resubscribe(
    call: Call,
    { contactId, lists }: Extract<Decision, { kind: 'resubscribe' }>,
    permit: CallPermit,
  ): Promise<void> {
    const answer = await client.resubscribe(permit.accessToken, contactId, lists)
    parts.onAnswer(answer, permit)
    // The vendor asks once each time somebody leaves; a conflict says that it has asked.
    const done: Answer = answer.kind === 'conflict' ? { ...answer, kind: 'updated' } : answer
    const settled = await change(async (outbox) => {
      if (done.kind === 'updated') await rememberResubscribe(outbox, call.address)
      return settleCall(outbox, call, done, { random, isOurs: true })
    })
    for (const one of settled) logSettled(one, done)
  }

  /** Each sign-up is held by itself; its owner may have dropped one while the contact was looked up. */
  async function holdAll(call: Call): Promise<void> {
    const contents = new Map(call.rows.map(({ id, signUp }) => [id, parts.keyedHash(contentOf(signUp))]))
    await change(async (outbox) => {
      for (const signUp of await stillQueued(outbox, [...contents.keys()])) {
        await hold(outbox, signUp, contents.get(signUp.id) ?? '')
      }
      await unclaim(outbox.transaction, call.id)
    })
    for (const { id, requestId } of call.rows) log.info({ id, requestId, outcome: 'held' }, 'settled')
  }

  async function contactState(found: Contact | null, address: string): Promise<ContactState> {
    if (found === null) return { kind: 'absent' }
    const { deleted, ...contact } = found
    if (deleted) return { kind: 'deleted' }
    const resubscribed = await wasResubscribed(database, address, await databaseTime(database))
    return { kind: 'contact', ...contact, resubscribed }
  }

  /** Looks the contact up, and does what the policy says to as many of the sign-ups as one call can be about. */
  async function lookUpAndDecide(call: Call, permit: CallPermit): Promise<void> {
    const found = await client.findContact(permit.accessToken, call.signUp.email_address.trim())
    parts.onRead(found, permit)
    if (found.kind !== 'read') return settle(call, found, true)
    const contact = await untilStored(() => contactState(found.value, call.address))
    const [first, ...others] = call.rows
    const signUps = [first.signUp, ...others.map((row) => row.signUp)] as const
    const { decision, count } = decideTogether(policy, contact, signUps)
    const decided: Call = { ...call, rows: [first, ...others.slice(0, count - 1)] }
    if (decision.kind === 'hold') return holdAll(decided)
    const { requestId } = found
    const nothing: Answer = { kind: 'updated', ...(requestId !== undefined && { requestId }) }
    if (decision.kind === 'nothing') return settle(decided, nothing, true)
    const next = await permits.request()
    if (next === undefined || now() > next.startBy) return notSent(call)
    return decision.kind === 'sign_up'
      ? signUp(decided, decision.signUp, next)
      : resubscribe(decided, decision, next)
  }

  return async (call: Call, permit: CallPermit): Promise<void> => {
    // A process that was stopped between the claim and here may have lost the lease meanwhile.
    if (now() > permit.startBy) return notSent(call)
    const [{ confirmed }] = call.rows
    return confirmed || !needsLookup(policy)
      ? signUp(call, call.signUp, permit)
      : lookUpAndDecide(call, permit)
  }

  function logSettled({ id, requestId, verdict }: Settled, answer: Answer): void {
    const { kind: upstream, requestId: upstreamRequestId, errorKey } = answer
    const property = 'property' in answer ? answer.property : undefined
    const reason = 'reason' in verdict ? verdict.reason : undefined
    const entry = {
      id,
      requestId,
      outcome: verdict.kind,
      reason,
      upstream,
      upstreamRequestId,
      errorKey,
      property,
    }
    if (verdict.kind !== 'parked') log.info(entry, 'settled')
    else if (verdict.reason === 'unsupported_media_type') log.error(entry, 'parked: a fault of the relay')
    else log.warn(entry, 'parked: the owner must look')
  }
}
