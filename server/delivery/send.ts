import type { Logger } from 'pino'
import type { Answer } from '../constant-contact/api/answer.ts'
import type { Client } from '../constant-contact/api/client.ts'
import type { Read } from '../constant-contact/api/pages.ts'
import type { Contact } from '../constant-contact/api/records.ts'
import { signUpForm } from '../constant-contact/api/sign-up-form.ts'
import type { SignUp } from '../contract.ts'
import { loggableError } from '../http/loggable-error.ts'
import { type Change, changeOutbox } from '../outbox/change.ts'
import { rememberResubscribe } from '../outbox/contact-cooldown.ts'
import { stillQueued } from '../outbox/queue.ts'
import { noteAbsence, park, unclaim } from '../outbox/transitions.ts'
import { type Database, StoreError } from '../store/database.ts'
import type { KeyedHash } from '../store/keyed-hash.ts'
import { SECOND_MS } from '../time/duration.ts'
import type { Sleep } from '../time/timeout.ts'
import { type ContactState, contactState, deliveredBefore } from './contact-state.ts'
import { withoutHidden } from './hidden-fields.ts'
import { holdCall } from './hold.ts'
import { type Call, firstOf } from './next-call.ts'
import type { CallPermit, CallPermits } from './pace/call-permits.ts'
import { type Decision, decideTogether, needsLookup, type Policy } from './policy.ts'
import { logSettled, type SettleOptions, settleCall } from './settle.ts'

/** How long to wait before an outcome is written down again that the store did not take. */
const STORE_RETRY_MS = SECOND_MS

export type SendParts = {
  database: Database
  now: () => number
  sleep: Sleep
  random: () => number
  client: Pick<Client, 'signUp' | 'findContact' | 'resubscribe'>
  keyedHash: KeyedHash
  policy: Policy
  /** `CONFIRMED_OPT_IN`: the vendor asks new contacts to confirm, and a second call would confirm in their place. */
  confirmedOptIn: boolean
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
  const { database, now, sleep, random, client, policy, confirmedOptIn, permits, log } = parts

  /** The calls whose try was made: it may have reached the vendor, and counts. */
  const made = new Set<string>()

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

  const change = <T>(work: (change: Change) => Promise<T>) => untilStored(() => changeOutbox(database, work))

  async function notSent(call: Call, newlyAbsent: readonly number[] = []): Promise<void> {
    await change(async ({ transaction }) => {
      await noteAbsence(transaction, newlyAbsent, false)
      await unclaim(transaction, call.id)
    })
    log.warn({ requestIds: call.rows.map((row) => row.requestId) }, 'not sent in time, sent again later')
  }

  async function settle(
    call: Call,
    answer: Answer,
    options: Omit<SettleOptions, 'random'>,
    also: (outbox: Change) => Promise<void> = async () => undefined,
  ): Promise<void> {
    const settled = await change(async (outbox) => {
      await also(outbox)
      return settleCall(outbox, call, answer, { random, ...options })
    })
    for (const one of settled) logSettled(log, one, answer)
  }

  /** Other sign-ups in a call for a new contact wait for the same confirmation: nothing is updated yet. */
  const othersAction = confirmedOptIn ? 'accepted' : 'updated'

  /**
   * `newlyAbsent`: the sign-ups that were noted, just before, to have found no contact. `unchanged`: those that `what` says
   * nothing of.
   */
  async function signUp(
    call: Call,
    what: SignUp,
    permit: CallPermit,
    newlyAbsent: readonly number[] = [],
    unchanged: ReadonlySet<number> = new Set(),
  ): Promise<void> {
    const form = signUpForm(what)
    made.add(call.id)
    const answer = withoutHidden(await client.signUp(permit.accessToken, form), what.signals?.hidden_fields)
    parts.onAnswer(answer, permit)
    const isLost = answer.kind === 'down' && answer.sent
    await settle(call, answer, { others: othersAction, unchanged }, async ({ transaction }) => {
      if (!isLost) await noteAbsence(transaction, newlyAbsent, false)
    })
  }

  async function resubscribe(
    call: Call,
    { contactId, lists }: Extract<Decision, { kind: 'resubscribe' }>,
    permit: CallPermit,
  ): Promise<void> {
    made.add(call.id)
    const answer = await client.resubscribe(permit.accessToken, contactId, lists)
    parts.onAnswer(answer, permit)
    await settle(call, answer, { isOurs: true }, async (outbox) => {
      if (answer.kind === 'updated') await rememberResubscribe(outbox, call.address)
    })
  }

  /** What to do about as many sign-ups of a call as one call can be about (`decided`), and which of them it says nothing of. */
  function decideOn(call: Call, contact: ContactState) {
    const [{ confirmed, signUp }, ...others] = call.rows
    const signUps = [signUp, ...others.map((row) => row.signUp)] as const
    // No policy applies to what the contact has confirmed, but the vendor's own mail must be confirmed too.
    const effective = confirmed ? 'update' : policy
    const { decision, count, unchanged } = decideTogether(effective, contact, signUps, confirmedOptIn)
    const decided = firstOf(call, count)
    const ids = decided.rows.filter((_, place) => unchanged.includes(place)).map(({ id }) => id)
    return { decision, decided, unchanged: new Set(ids) }
  }

  /** Looks the contact up, and does what the policy says to as many of the sign-ups as one call can be about. */
  async function lookUpAndDecide(call: Call, permit: CallPermit): Promise<void> {
    const found = await client.findContact(permit.accessToken, call.signUp.email_address.trim())
    parts.onRead(found, permit)
    if (found.kind !== 'read') return settle(call, found, { isFree: true })
    const { kind: _kind, value, ...trace } = found
    const contact = await untilStored(() => contactState(parts, value, call.address))
    const delivered = deliveredBefore(contact, call)
    if (delivered > 0) {
      const { decided, unchanged } = decideOn(firstOf(call, delivered), { kind: 'absent' })
      const options = { isFree: true, others: othersAction, unchanged } as const
      return settle(decided, { kind: 'created', ...trace }, options)
    }
    const { decision, decided, unchanged } = decideOn(call, contact)
    if (decision.kind === 'nothing')
      return settle(decided, { kind: 'updated', ...trace }, { isFree: true, action: 'accepted', unchanged })
    if (decision.kind === 'hold' || decision.kind === 'wait') {
      const held = await change((outbox) => holdCall(outbox, decided, decision.kind, parts.keyedHash))
      for (const entry of held) log.info(entry, 'settled')
      return
    }
    const isNew = contact.kind === 'absent'
    const newlyAbsent = isNew ? decided.rows.filter((row) => !row.absentBefore).map(({ id }) => id) : []
    await untilStored(() => noteAbsence(database, newlyAbsent, true))
    const next = await permits.request()
    if (next === undefined || now() > next.startBy) return notSent(call, newlyAbsent)
    return decision.kind === 'sign_up'
      ? signUp(decided, decision.signUp, next, newlyAbsent, unchanged)
      : resubscribe(decided, decision, next)
  }

  /** A fault of ours: what it was about is parked, so that it holds up no other, and a try that was not made is given back. */
  async function parkFaulty(call: Call, error: unknown): Promise<void> {
    log.error(loggableError(error), 'parked: a fault of the relay')
    const ids = call.rows.map(({ id }) => id)
    await change(async (outbox) => {
      for (const signUp of await stillQueued(outbox, ids)) await park(outbox, signUp, 'relay_fault')
      if (!made.has(call.id)) await unclaim(outbox.transaction, call.id)
    })
  }

  return async (call: Call, permit: CallPermit): Promise<void> => {
    const [{ confirmed }] = call.rows
    try {
      // A process that was stopped between the claim and here may have lost the lease meanwhile.
      if (now() > permit.startBy) await notSent(call)
      else if (needsLookup(confirmed ? 'update' : policy, confirmedOptIn)) await lookUpAndDecide(call, permit)
      else await signUp(call, call.signUp, permit)
    } catch (error) {
      await parkFaulty(call, error)
    } finally {
      made.delete(call.id)
    }
  }
}
