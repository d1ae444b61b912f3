import { onTestFinished } from 'vitest'
import { z } from 'zod'
import { type Client, createClient } from '../constant-contact/api/client.ts'
import type { TokenState } from '../constant-contact/oauth/token-state.ts'
import type { SignUp } from '../contract.ts'
import type { Tokens } from '../delivery/connection.ts'
import { createDispatcher, type Dispatcher } from '../delivery/dispatcher.ts'
import { needsLookup, type Policy } from '../delivery/policy.ts'
import type { Outbox } from '../outbox/outbox.ts'
import { createSandbox, type Sandbox } from '../sandbox/sandbox.ts'
import type { Database } from '../store/database.ts'
import { openKeyedHash } from '../store/keyed-hash.ts'
import type { TestClock } from './clock.ts'
import { anOutbox, aSignUp, CONTEXT, seal } from './outbox.ts'

const ORIGIN = 'http://sandbox.test'
const CLIENT_ID = 'relay'
export const TIMES = { leaseMs: 15_000, callMs: 10_000 }

/** The stand-in for Constant Contact, by the clock of the test, and a connection to it. */
export type Vendor = { sandbox: Sandbox; tokens: Tokens; connect(): void; refreshes(): number }

export function aVendor(clock: TestClock): Vendor {
  const sandbox = createSandbox({
    now: clock.now,
    sleep: clock.sleep,
    client: { id: CLIENT_ID },
    origin: () => ORIGIN,
    processingMs: 0,
    tokenPerSecond: 1000,
  })
  let refreshToken: string | undefined = sandbox.seedRefreshToken()
  let accessToken: string | undefined
  let refreshes = 0

  function lose(): void {
    refreshToken = undefined
    accessToken = undefined
  }

  async function refresh(): Promise<TokenState> {
    if (refreshToken === undefined) return { kind: 'disconnected', reason: 'grant_lost' }
    refreshes += 1
    const form = { grant_type: 'refresh_token', refresh_token: refreshToken, client_id: CLIENT_ID }
    const request = new Request(`${ORIGIN}/oauth2/default/v1/token`, {
      method: 'POST',
      body: new URLSearchParams(form),
    })
    const response = await sandbox.fetch(request)
    if (!response.ok) {
      lose()
      return { kind: 'disconnected', reason: 'grant_lost' }
    }
    const pair = z
      .object({ access_token: z.string(), refresh_token: z.string() })
      .parse(await response.json())
    refreshToken = pair.refresh_token
    accessToken = pair.access_token
    return { kind: 'token', accessToken }
  }

  return {
    sandbox,
    refreshes: () => refreshes,
    connect() {
      refreshToken = sandbox.seedRefreshToken()
      accessToken = undefined
    },
    tokens: {
      current: async () => (accessToken === undefined ? refresh() : { kind: 'token', accessToken }),
      refreshAfter: async (rejected) =>
        accessToken !== undefined && accessToken !== rejected ? { kind: 'token', accessToken } : refresh(),
      giveUp: async (rejected) => {
        if (rejected === accessToken) lose()
      },
    },
  }
}

/** A relay's outbox and dispatcher on one database. */
export type Relay = {
  outbox: Outbox
  dispatcher: Dispatcher
  client: Client
  /** Records a sign-up whose visitor does not wait. */
  take(part?: Partial<SignUp>): Promise<number>
  /** The relay is gone from one moment to the next, as after a kill: nothing it does reaches anybody any more. */
  kill(): void
  log: string[]
}

export async function aRelay(
  database: Database,
  clock: TestClock,
  vendor: Vendor,
  policy: Policy = 'update',
): Promise<Relay> {
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
  const dispatcher = createDispatcher({
    ...{ database: mine, policy, client },
    keyedHash: await openKeyedHash(watched, seal),
    databaseTime: async () => clock.now(),
    seal,
    now: clock.now,
    sleep: clock.sleep,
    random: () => 0.5,
    tokens: vendor.tokens,
    limits: { perSecond: 4, perDay: 10_000 },
    times: TIMES,
    log: { info: note('info'), warn: note('warn'), error: note('error') },
  })
  onTestFinished(async () => {
    if (!dead) await dispatcher.stop(0)
    dead = true
  })
  const outbox = await anOutbox(watched, clock, { callsEach: needsLookup(policy) ? 2 : 1 })
  return {
    outbox,
    dispatcher,
    client,
    log,
    kill() {
      dead = true
    },
    async take(part) {
      const result = await outbox.record(aSignUp(part), { ...CONTEXT, patienceMs: 0 })
      if (result.kind !== 'recorded') throw new Error(`not recorded but ${result.kind}`)
      return result.id
    },
  }
}

/** Moves the clock until `reached`. */
export const runUntil = (clock: TestClock, reached: () => boolean | Promise<boolean>): Promise<void> =>
  clock.runUntil(reached)

/** What is known of each sign-up in the outbox, by its id. */
export async function rows(database: Database) {
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

/** The sign-ups that the vendor received, oldest first: when, for whom, and how it answered. */
export function calls({ sandbox }: Vendor) {
  return sandbox
    .state()
    .calls.filter(({ path }) => path === '/v3/contacts/sign_up_form')
    .map(({ time, status, body }) => ({
      time,
      status,
      body: z.looseObject({ email_address: z.string() }).parse(body),
    }))
}

/** True when no five calls to the API came within one second. */
export function paceWasKept({ sandbox }: Vendor): boolean {
  const times = sandbox
    .state()
    .calls.filter(({ path }) => path.startsWith('/v3/'))
    .map(({ time }) => time)
  return times.every((time, index) => time - (times[index - 4] ?? 0) >= 1000)
}
