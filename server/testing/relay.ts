import { onTestFinished } from 'vitest'
import { type Client, createClient } from '../constant-contact/api/client.ts'
import type { SignUp } from '../contract.ts'
import { createDispatcher, type Dispatcher } from '../delivery/dispatcher.ts'
import type { Limits } from '../delivery/pace/pace.ts'
import { needsLookup, type Policy } from '../delivery/policy.ts'
import { createOutbox, type Outbox } from '../outbox/outbox.ts'
import type { Database } from '../store/database.ts'
import { type KeyedHash, openKeyedHash } from '../store/keyed-hash.ts'
import { createSeal } from '../store/sealed.ts'
import type { TestClock } from './clock.ts'
import { aSignUp, REQUEST } from './sign-up.ts'
import { ORIGIN, type Vendor } from './vendor.ts'

const TIMES = { leaseMs: 15_000, callMs: 10_000 }
/** Rarer than in earnest, so that hours pass quickly: no announcement is missed here. Within a lease, which a look renews. */
const LOOK_MS = 10_000
const LIMITS: Limits = { perSecond: 4, perDay: 10_000 }

export const SECRET = 'a secret key of more than thirty-two characters'
export const seal = createSeal([SECRET], 'sign-ups')

/**
 * What a test may change: the policy for existing contacts, whether the vendor asks new ones to confirm, how many may wait,
 * how many calls each needs, the call limits.
 */
export type RelayOptions = {
  policy?: Policy
  confirmedOptIn?: boolean
  maxWaiting?: number
  callsEach?: number
  limits?: Limits
}

export async function anOutbox(
  database: Database,
  clock: TestClock,
  { maxWaiting = 1000, callsEach = 1, limits = LIMITS }: RelayOptions = {},
): Promise<Outbox> {
  return createOutbox({
    database: clock.watch(database),
    seal,
    keyedHash: await openKeyedHash(database, seal),
    isOwnOrigin: () => true,
    now: clock.now,
    sleep: clock.sleep,
    maxWaiting,
    perSecond: limits.perSecond,
    callsEach,
  })
}

/** A relay's outbox and dispatcher on one database. */
export type Relay = {
  outbox: Outbox
  dispatcher: Dispatcher
  client: Client
  keyedHash: KeyedHash
  /** Records a sign-up whose visitor does not wait. */
  take(part?: Partial<SignUp>): Promise<number>
  /** Stops the relay as `kill -9` would: from now on it writes nothing, sends nothing and answers nobody. */
  kill(): void
  log: string[]
}

export async function aRelay(
  database: Database,
  clock: TestClock,
  vendor: Vendor,
  options: RelayOptions = {},
): Promise<Relay> {
  const { policy = 'update', confirmedOptIn = false, limits = LIMITS } = options
  const watched = clock.watch(database)
  let dead = false
  const never = new Promise<never>(() => undefined)
  const alive = <T>(work: () => Promise<T>): Promise<T> =>
    dead ? never : work().then((result) => (dead ? never : result))
  const mine: Database = {
    ...watched,
    run: (...statement) => alive(() => watched.run(...statement)),
    all: (...statement) => alive(() => watched.all(...statement)),
    transaction: (work) => alive(() => watched.transaction(work)),
  }
  const log: string[] = []
  const note = (level: string) => (_: unknown, text?: string) => void log.push(`${level}: ${text ?? ''}`)
  const client = createClient({
    apiUrl: `${ORIGIN}/v3`,
    timeoutMs: TIMES.callMs,
    abortAfter: clock.abortAfter,
    fetch: (input, init) => alive(() => vendor.sandbox.fetch(new Request(input, init))),
  })
  const keyedHash = await openKeyedHash(watched, seal)
  const dispatcher = createDispatcher({
    ...{ database: mine, policy, confirmedOptIn, client, lookMs: LOOK_MS },
    ...{ keyedHash, seal },
    now: clock.now,
    sleep: clock.sleep,
    random: () => 0.5,
    tokens: vendor.tokens,
    limits,
    times: TIMES,
    log: { info: note('info'), warn: note('warn'), error: note('error') },
  })
  onTestFinished(async () => {
    if (!dead) void dispatcher.stop()
    dead = true
  })
  const outbox = await anOutbox(watched, clock, {
    callsEach: needsLookup(policy, confirmedOptIn) ? 2 : 1,
    ...options,
  })
  return {
    outbox,
    dispatcher,
    client,
    keyedHash,
    log,
    kill() {
      dead = true
    },
    async take(part) {
      const result = await outbox.record(aSignUp(part), { ...REQUEST, patienceMs: 0 })
      if (result.kind !== 'recorded') throw new Error(`not recorded but ${result.kind}`)
      return result.id
    },
  }
}

/** Every row of the outbox, in order of its id. */
export async function signUpRows(database: Database) {
  const all = await database.all('SELECT * FROM signups ORDER BY id')
  return all.map(({ id, state, reason, outcome, in_line, payload, attempts }) => ({
    id,
    state,
    reason,
    outcome,
    in_line,
    payload,
    attempts,
  }))
}
