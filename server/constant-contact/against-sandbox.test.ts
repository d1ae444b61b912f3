import pino from 'pino'
import { describe, expect, it, onTestFinished } from 'vitest'
import { listen } from '../sandbox/listen.ts'
import { createSandbox } from '../sandbox/sandbox.ts'
import { migrate } from '../store/migrations/migrate.ts'
import { createSeal } from '../store/sealed.ts'
import { onClock } from '../testing/clock.ts'
import { newDatabaseUrl, openTestDatabase } from '../testing/databases.ts'
import { DAY_MS } from '../time/duration.ts'
import { createClient } from './api/client.ts'
import { signUpForm } from './api/sign-up-form.ts'
import { createAuthorization } from './oauth/authorization.ts'
import { createTokenCallSpacing } from './oauth/token-call-spacing.ts'
import { createTokens } from './oauth/tokens.ts'

const NEWSLETTER = 'd13d60d0-f256-11e8-b47d-fa163e56c9b0'
const WORKSHOPS = 'd13d60d2-f256-11e8-b47d-fa163e56c9b0'
const UNKNOWN = 'd13d60d9-f256-11e8-b47d-fa163e56c9b0'
const FAVOURITE_LOAF = '1618ae62-4752-11e9-9c8a-fa163e6b01c1'

type Options = {
  secret?: string
  refreshTokens?: 'rotating' | 'long-lived'
  seed?: boolean
  /** Short where a call hangs; otherwise longer than a slow machine takes. */
  timeoutMs?: number
  tokenTimeoutMs?: number
}

/** A sandbox on a port of its own, and relays that share a database and know the sandbox by its address only. */
async function world(options: Options = {}) {
  const { secret, refreshTokens = 'rotating', seed = true } = options
  const { timeoutMs = 20_000, tokenTimeoutMs = 20_000 } = options
  let url = ''
  let skew = 0
  const now = () => Date.now() + skew
  const client = { id: 'b7f0a1c2-1111-4222-8333-444455556666', ...(secret !== undefined && { secret }) }
  const sandbox = createSandbox({ client, origin: () => url, now, refreshTokens, processingMs: 0 })
  const listening = await listen(sandbox, { port: 0, host: '127.0.0.1' })
  url = listening.url
  onTestFinished(() => listening.close())
  const databaseUrl = await newDatabaseUrl('sqlite')
  const seedRefreshToken = sandbox.seedRefreshToken()

  async function relay() {
    const database = onClock(await openTestDatabase(databaseUrl), now)
    await migrate(database)
    const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms / 10))
    return createTokens({
      database,
      seal: createSeal(['a secret key of thirty-two or more characters'], 'connection'),
      authorization: createAuthorization({
        authUrl: `${url}/oauth2/default/v1`,
        clientId: client.id,
        ...(secret !== undefined && { clientSecret: secret }),
        redirectUri: 'http://localhost:8080/connect/callback',
        fetch,
        waitForCall: createTokenCallSpacing({ database, sleep }),
        timeoutMs: tokenTimeoutMs,
      }),
      now,
      sleep,
      log: pino({ level: 'silent' }),
      ...(seed && { seedRefreshToken }),
    })
  }

  const tokens = await relay()
  return {
    sandbox,
    relay,
    tokens,
    client: createClient({ apiUrl: `${url}/v3`, fetch, timeoutMs }),
    pass: (ms: number) => {
      skew += ms
    },
    async accessToken() {
      const state = await tokens.current()
      if (state.kind !== 'token') throw new Error(`no token: ${state.kind}`)
      return state.accessToken
    },
  }
}

const form = (email_address: string, more: object = {}) =>
  signUpForm({
    email_address,
    list_memberships: [NEWSLETTER],
    consent: { given: true, text: 'Yes' },
    ...more,
  })

describe('against the sandbox, over a real connection', () => {
  it('a contact is created, then updated, then found', async () => {
    const { client, accessToken } = await world()
    const token = await accessToken()
    const more = {
      first_name: 'Ada',
      birthday_month: 2,
      birthday_day: 29,
      street_address: { kind: 'home', city: 'London' },
      custom_fields: [{ custom_field_id: FAVOURITE_LOAF, value: 'Rye' }],
    }
    expect(await client.signUp(token, form('ada+news@example.com', more))).toMatchObject({ kind: 'created' })
    const again = form('Ada+news@example.com', { list_memberships: [WORKSHOPS] })
    expect(await client.signUp(token, again)).toMatchObject({
      kind: 'updated',
      requestId: expect.stringMatching(/^[\da-f-]{36}$/),
    })
    const found = await client.findContact(token, 'ada+news@example.com')
    expect(found).toMatchObject({
      kind: 'read',
      value: { permission: 'explicit', lists: [NEWSLETTER, WORKSHOPS], deleted: false },
    })
    expect(await client.findContact(token, 'nobody@example.com')).toMatchObject({ kind: 'read', value: null })
  })

  it('every refusal is recognized, and names its field', async () => {
    const { client, accessToken, pass } = await world()
    const token = await accessToken()
    const told = async (email: string, more: object = {}) => {
      pass(1000)
      return client.signUp(token, form(email, more))
    }
    expect(await told(`${'a'.repeat(40)}@example.com`)).toMatchObject({
      kind: 'refused',
      fields: { email_address: 'too_long' },
      maybeAbuseLock: false,
    })
    expect(await told('a@example.com', { first_name: 'x'.repeat(51), anniversary: 'soon' })).toMatchObject({
      kind: 'refused',
      fields: { first_name: 'too_long', anniversary: 'refused' },
    })
    expect(await told('a@example.com', { list_memberships: [UNKNOWN] })).toMatchObject({ kind: 'not_found' })
    expect(await client.signUp('no token', form('a@example.com'))).toMatchObject({ kind: 'unauthorized' })
    for (let attempt = 1; attempt <= 5; attempt += 1) await told('often@example.com')
    expect(await told('often@example.com')).toMatchObject({ kind: 'refused', maybeAbuseLock: true })
  })

  it('throttling and a spent quota are distinguished', async () => {
    const { client, accessToken, sandbox, pass } = await world()
    const token = await accessToken()
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => client.privileges(token)))
    expect(answers.map(({ kind }) => kind).sort()).toEqual(['read', 'read', 'read', 'read', 'throttled'])
    pass(1000)
    sandbox.control.change({ per_day: 1 })
    expect(await client.privileges(token)).toMatchObject({ kind: 'quota_exceeded' })
  })

  it.each([
    [{ kind: 'hang' }, { kind: 'down', cause: 'timeout', sent: true }],
    [{ kind: 'cut' }, { kind: 'down', cause: 'cut', sent: true }],
    [{ kind: 'applied-then-cut' }, { kind: 'down', cause: 'cut', sent: true }],
    [{ kind: 'hang', when: 'body' }, { kind: 'created' }],
    [{ kind: 'cut', when: 'body' }, { kind: 'created' }],
    [{ kind: 'malformed' }, { kind: 'created' }],
    [
      { kind: 'empty', status: 200 },
      { kind: 'down', sent: true },
    ],
    [
      { kind: 'html', status: 502 },
      { kind: 'down', cause: 'status', sent: true, status: 502 },
    ],
    [{ kind: 'status', status: 409 }, { kind: 'conflict' }],
    [{ kind: 'status', status: 403 }, { kind: 'forbidden' }],
  ] as const)('the fault %j is understood', async (fault, expected) => {
    const { client, accessToken, sandbox } = await world(fault.kind === 'hang' ? { timeoutMs: 2000 } : {})
    const token = await accessToken()
    sandbox.control.addFault({ fault, times: 1 })
    expect(await client.signUp(token, form('ada@example.com'))).toMatchObject(expected)
  })

  it('lists, custom fields and privileges are read', async () => {
    const { client, accessToken } = await world()
    const token = await accessToken()
    const lists = await client.lists(token)
    expect(lists.kind === 'read' && lists.value).toContainEqual({ id: NEWSLETTER, name: 'Newsletter' })
    const fields = await client.customFields(token)
    expect(fields.kind === 'read' && fields.value).toContainEqual({
      id: FAVOURITE_LOAF,
      label: 'Favourite loaf',
      type: 'string',
      choices: [],
    })
    const privileges = await client.privileges(token)
    expect(privileges.kind === 'read' && privileges.value).toContain('contacts:write')
  })

  it('all of two thousand lists are read', async () => {
    const { client, accessToken, sandbox } = await world()
    const token = await accessToken()
    const id = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
    const lists = Array.from({ length: 2000 }, (_, number) => ({
      list_id: id(number),
      name: `List ${number}`,
    }))
    sandbox.control.putLists(lists)
    const read = await client.lists(token)
    expect(read.kind === 'read' && new Set(read.value.map((list) => list.id)).has(id(1999))).toBe(true)
  })
})

describe.each(['rotating', 'long-lived'] as const)('%s refresh tokens of the sandbox', (refreshTokens) => {
  it.each([undefined, 'a-secret_with:signs'])('last for months (secret: %s)', async (secret) => {
    const { tokens, client, pass } = await world({ refreshTokens, ...(secret !== undefined && { secret }) })
    for (let month = 0; month < 9; month += 1) {
      const state = await tokens.current()
      const accessToken = state.kind === 'token' ? state.accessToken : 'none'
      expect(await client.privileges(accessToken)).toMatchObject({ kind: 'read' })
      pass(31 * DAY_MS)
      await tokens.keepAlive()
    }
  })

  it('survive three relays that all need a token at once', async () => {
    const { tokens, relay, client, pass, sandbox } = await world({ refreshTokens })
    const relays = [tokens, await relay(), await relay()]
    for (const _ of [1, 2, 3]) {
      const states = await Promise.all(relays.map((each) => each.current()))
      const given = new Set(states.map((state) => (state.kind === 'token' ? state.accessToken : state.kind)))
      expect(given.size).toBe(1)
      expect(await client.privileges([...given][0] ?? '')).toMatchObject({ kind: 'read' })
      pass(DAY_MS)
    }
    const refreshes = sandbox.state().calls.filter(({ path }) => path.endsWith('/token'))
    expect(refreshes).toHaveLength(3)
    expect(refreshes.every(({ status }) => status === 200)).toBe(true)
  })

  it('are refreshed after a 401 and lost after a revocation', async () => {
    const { tokens, client, accessToken, sandbox, pass } = await world({ refreshTokens })
    const spent = await accessToken()
    pass(2000)
    sandbox.control.addFault({ path: '/v3/', times: 1, fault: { kind: 'status', status: 401 } })
    expect(await client.privileges(spent)).toMatchObject({ kind: 'unauthorized' })
    const state = await tokens.refreshAfter(spent)
    expect(state.kind).toBe('token')
    pass(2000)
    sandbox.control.revoke()
    const last = state.kind === 'token' ? state.accessToken : ''
    expect(await client.privileges(last)).toMatchObject({ kind: 'unauthorized' })
    expect(await tokens.refreshAfter(last)).toEqual({ kind: 'disconnected', reason: 'grant_lost' })
  })

  it('survive a token endpoint that fails in every way before it acts', async () => {
    const { tokens, accessToken, sandbox, pass } = await world({ refreshTokens, tokenTimeoutMs: 2000 })
    await accessToken()
    for (const fault of [
      { kind: 'status', status: 503 },
      { kind: 'status', status: 429 },
      { kind: 'html', status: 502 },
      { kind: 'empty', status: 200 },
      { kind: 'cut' },
      { kind: 'hang' },
    ] as const) {
      pass(DAY_MS)
      sandbox.control.addFault({ path: '/oauth2/', times: 1, fault })
      expect(await tokens.current()).toEqual({ kind: 'unavailable' })
      pass(61_000)
      expect((await tokens.current()).kind).toBe('token')
    }
  })
})
