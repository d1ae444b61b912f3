import type { TokenStatus } from '../constant-contact/oauth/token-state.ts'
import { readDispatchFacts } from '../delivery/pace/call-log.ts'
import { countSignUps } from '../outbox/change.ts'
import { oldestWaitingSince } from '../outbox/due-query.ts'
import { ownerFaults } from '../outbox/listing.ts'
import type { State } from '../outbox/states.ts'
import type { Database } from '../store/database.ts'
import { type MailFacts, readMailFacts, secondsSince } from './mail-facts.ts'

/** The state of all relays on one database, from which readiness, metrics, alerts and `status` are made. */
export type Facts = {
  /** How many sign-ups are in each state; of delivered and refused, how many ever were. */
  counts: Readonly<Record<State, number>>
  /** How long the oldest sign-up has waited for Constant Contact; 0 when none waits. See `oldestWaitingSince`. */
  oldestWaitingSeconds: number
  connection: TokenStatus
  /** Which relay delivers: this one, another one, or none. */
  dispatcher: 'here' | 'elsewhere' | 'none'
  /** Calls to Constant Contact made today (UTC), and how many a day has. */
  quota: { used: number; perDay: number }
  /** Another deployment uses a copy of this database. */
  cloned: boolean
  mail: MailFacts
  /**
   * Why Constant Contact cannot be called, as the last call or refresh showed it, such as `HTTP 503` or `CERT_HAS_EXPIRED`; null
   * while it can.
   */
  downCause: string | null
  ownerFaults: Awaited<ReturnType<typeof ownerFaults>>
}

type Parts = {
  database: Database
  tokens: { status(): Promise<TokenStatus> }
  callsPerDay: number
  /** How long the dispatch lease lasts. */
  leaseMs: number
  /** True while this process delivers. */
  dispatches: () => boolean
  cloned: () => Promise<boolean>
}

/** Reads the facts, at a cost that does not grow with the outbox. Rejects with a `StoreError`. */
export async function readFacts(parts: Parts): Promise<Facts> {
  const { database, tokens, callsPerDay, leaseMs, dispatches, cloned } = parts
  const now = await database.now()
  const { isDispatched, used, downCause } = await readDispatchFacts(database, now, leaseMs)
  const connection = await tokens.status()
  return {
    counts: await countSignUps(database),
    oldestWaitingSeconds: secondsSince(await oldestWaitingSince(database, now), now),
    connection,
    dispatcher: dispatches() ? 'here' : isDispatched ? 'elsewhere' : 'none',
    quota: { used, perDay: callsPerDay },
    cloned: await cloned(),
    mail: await readMailFacts(database, now),
    downCause: downCause ?? connection.cause ?? null,
    ownerFaults: await ownerFaults(database),
  }
}
