import { Hono } from 'hono'
import { createAbuseLock } from './abuse-lock.ts'
import { createAccount } from './account.ts'
import { type Answer, fetchAnswer } from './answer.ts'
import { createCalls } from './calls.ts'
import { createClock } from './clock.ts'
import { createContacts } from './contacts.ts'
import { createFaults } from './faults.ts'
import { createGrants } from './grants.ts'
import { createIdentifiers, type Random } from './identifiers.ts'
import { createInFlight } from './in-flight.ts'
import { createMailbox, type Mailbox } from './mailbox.ts'
import { createPace } from './pace.ts'
import { createSettings } from './settings.ts'
import { createSignUpEndpoint } from './sign-up-endpoint.ts'
import { readState, type State } from './state.ts'
import { type Client, createTokenEndpoint } from './token-endpoint.ts'
import { createUpstream } from './upstream.ts'
import { unauthorized, unknownId } from './vendor-errors.ts'

const OAUTH = '/oauth2/default/v1'

export type SandboxOptions = {
  now?: () => number
  random?: Random
  client: Client
  /** Longest address that `sign_up_form` takes; 50 as documented. */
  emailLimit?: number
  confirmedOptIn?: boolean
  refreshTokens?: 'rotating' | 'long-lived'
  perSecond?: number
  perDay?: number
  tokenPerSecond?: number
  /** How long a change to a contact takes: exactly so long, or a random time between two; 0 to 20 ms. */
  processingMs?: number | [least: number, most: number]
  /** Where the stand-in is reached, without a path; asked for only when a link is written. */
  origin: () => string
}

export type Sandbox = {
  /** Answers as `fetch` would: a cut rejects with a TypeError, a hang lasts until the request's signal aborts. */
  fetch(request: Request): Promise<Response>
  /** The same before it is known what carries it; for `listen`. */
  answer(request: Request): Promise<Answer>
  /** A refresh token for the demo account, as if its owner had pressed Allow. */
  seedRefreshToken(): string
  mailbox: Pick<Mailbox, 'receive' | 'all'>
  state(limit?: number): State
}

/** A stand-in for Constant Contact, as strict as its documents; it keeps its state in memory, for the session. */
export function createSandbox(options: SandboxOptions): Sandbox {
  const { client, origin } = options
  const clock = createClock(options.now ?? Date.now)
  const identifiers = createIdentifiers(options.random)
  const { current } = createSettings({
    confirmed_opt_in: options.confirmedOptIn,
    email_limit: options.emailLimit,
    refresh_tokens: options.refreshTokens,
    per_second: options.perSecond,
    per_day: options.perDay,
    token_per_second: options.tokenPerSecond,
    processing_ms: options.processingMs,
  })
  const account = createAccount(clock)
  const contacts = createContacts()
  const mailbox = createMailbox(clock, identifiers, () => undefined)
  const calls = createCalls(clock, () => undefined)
  const faults = createFaults(clock.now)
  const pace = createPace(clock.now, () => ({ perSecond: current().per_second, perDay: current().per_day }))
  const tokenPace = createPace(clock.now, () => ({ perSecond: current().token_per_second, perDay: Infinity }))
  const grants = createGrants({
    now: clock.now,
    identifiers,
    rotating: () => current().refresh_tokens === 'rotating',
    clientId: client.id,
    issuer: () => origin() + OAUTH,
  })
  const signUp = createSignUpEndpoint({
    account,
    contacts,
    mailbox,
    abuseLock: createAbuseLock(clock.now),
    inFlight: createInFlight(() => current().processing_ms),
    clock,
    identifiers,
    settings: current,
    origin,
  })
  const token = createTokenEndpoint({ grants, client, expiresIn: () => current().expires_in })

  const state = (limit?: number) =>
    readState(
      { account, contacts, mailbox, calls, faults, grants, pace, settings: current, now: clock.now },
      limit,
    )

  const app = new Hono()
  app.use('/v3/*', async (context, next) => {
    const bearer = /^Bearer (.+)$/.exec(context.req.header('Authorization') ?? '')?.[1]
    if (bearer === undefined || grants.scopeOf(bearer) === undefined) return unauthorized()
    return next()
  })
  app.post('/v3/contacts/sign_up_form', (context) => signUp(context.req.raw))
  app.post(`${OAUTH}/token`, (context) => token(context.req.raw))
  app.get('/sandbox/state', (context) => context.json(state()))
  app.notFound(() => unknownId(404, 'The requested resource'))

  const upstream = createUpstream({
    calls,
    faults,
    identifiers,
    apiPace: pace,
    tokenPace,
    handle: async (request) => app.fetch(request),
  })
  async function answer(request: Request): Promise<Answer> {
    const { pathname } = new URL(request.url)
    const isUpstream = pathname.startsWith('/v3/') || pathname.startsWith('/oauth2/')
    return isUpstream ? upstream(request) : { kind: 'whole', response: await app.fetch(request) }
  }

  return {
    answer,
    fetch: async (request) => fetchAnswer(await answer(request), request.signal),
    seedRefreshToken() {
      const { refreshToken } = grants.open(['contact_data', 'offline_access'])
      if (refreshToken === undefined) throw new Error('A grant with offline_access has a refresh token')
      return refreshToken
    },
    mailbox,
    state,
  }
}
