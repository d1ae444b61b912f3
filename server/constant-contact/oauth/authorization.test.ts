import { describe, expect, it } from 'vitest'
import { DAY_MS } from '../../time/duration.ts'
import { createAuthorization } from './authorization.ts'

const AUTH_URL = 'https://authz.constantcontact.com/oauth2/default/v1'
const ID = 'b7f0a1c2-1111-4222-8333-444455556666'
const REDIRECT = 'https://signup.example.org/connect/callback'
const tokens = { access_token: 'access', refresh_token: 'refresh', token_type: 'Bearer', expires_in: 86_400 }
const TOKENS = {
  kind: 'tokens',
  pair: { accessToken: 'access', refreshToken: 'refresh', lifeMs: DAY_MS },
}
const UNAVAILABLE = { kind: 'unavailable' }
const UNREADABLE = { ...UNAVAILABLE, cause: 'unreadable' }

function world(
  answer: () => Response | Promise<Response>,
  options: { clientSecret?: string; authUrl?: string } = {},
) {
  const calls: { url: string; headers: Headers; body: URLSearchParams }[] = []
  const authorization = createAuthorization({
    authUrl: AUTH_URL,
    clientId: ID,
    redirectUri: REDIRECT,
    waitForCall: async () => true,
    ...options,
    fetch: async (input, init) => {
      const request = new Request(input, init)
      calls.push({
        url: request.url,
        headers: request.headers,
        body: new URLSearchParams(await request.text()),
      })
      return answer()
    },
  })
  return { authorization, calls }
}
const answering = (status: number, body: unknown, options = {}) =>
  world(() => Response.json(body, { status }), options)

describe('leaving for the vendor', () => {
  it('names application, scopes, state and challenge', async () => {
    const { url, state, verifier } = await answering(200, tokens).authorization.depart()
    expect(url.origin + url.pathname).toBe(`${AUTH_URL}/authorize`)
    expect(url.search).toContain('scope=contact_data+offline_access')
    expect(url.search).not.toContain('%2B')
    const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))
    expect(Object.fromEntries(url.searchParams)).toEqual({
      response_type: 'code',
      client_id: ID,
      redirect_uri: REDIRECT,
      scope: 'contact_data offline_access',
      state,
      prompt: 'login',
      code_challenge: Buffer.from(digest).toString('base64url'),
      code_challenge_method: 'S256',
    })
  })

  it('is different every time', async () => {
    const { authorization } = answering(200, tokens)
    const [one, other] = [await authorization.depart(), await authorization.depart()]
    expect(one.state).not.toBe(other.state)
    expect(one.verifier).not.toBe(other.verifier)
  })
})

describe('the code that comes back', () => {
  const departure = { state: 'the-state', verifier: 'v'.repeat(43) }
  const callback = (query: string) => new URLSearchParams(query)

  it('is exchanged with the verifier, the id in the body where there is no secret', async () => {
    const { authorization, calls } = answering(200, tokens)
    expect(await authorization.exchange(callback('code=abc&state=the-state'), departure)).toEqual(TOKENS)
    const [call] = calls
    expect(call?.url).toBe(`${AUTH_URL}/token`)
    expect(call?.headers.has('authorization')).toBe(false)
    expect(Object.fromEntries(call?.body ?? [])).toEqual({
      grant_type: 'authorization_code',
      code: 'abc',
      redirect_uri: REDIRECT,
      code_verifier: departure.verifier,
      client_id: ID,
    })
  })

  it('is exchanged with id and secret as they are in a Basic header where there is one', async () => {
    const { authorization, calls } = answering(200, tokens, { clientSecret: 's-e_c:r/et' })
    await authorization.exchange(callback('code=abc&state=the-state'), departure)
    const [call] = calls
    expect(call?.headers.get('authorization')).toBe(`Basic ${btoa(`${ID}:s-e_c:r/et`)}`)
    expect(call?.body.has('client_id')).toBe(false)
    expect(call?.body.has('client_secret')).toBe(false)
  })

  it.each([
    ['another state', 'code=abc&state=other'],
    ['no state', 'code=abc'],
    ['no code', 'state=the-state'],
    ['the state twice', 'code=abc&state=the-state&state=the-state'],
    ['a token of the implicit flow', 'token=abc&state=the-state'],
    ['an error with another state', 'error=access_denied&state=other'],
  ])('is not exchanged with %s', async (_, query) => {
    const { authorization, calls } = answering(200, tokens)
    expect(await authorization.exchange(callback(query), departure)).toEqual({ kind: 'state_mismatch' })
    expect(calls).toEqual([])
  })

  it('is exchanged whatever issuer the server names', async () => {
    const { authorization } = answering(200, tokens)
    const query = callback('code=abc&state=the-state&iss=https%3A%2F%2Fidentity.example')
    expect(await authorization.exchange(query, departure)).toEqual(TOKENS)
  })

  it.each([
    ['access_denied', { kind: 'denied' }],
    ['login_required', { kind: 'misconfigured', error: 'login_required' }],
    ['invalid_scope', { kind: 'misconfigured', error: 'invalid_scope' }],
    ['temporarily_unavailable', { ...UNAVAILABLE, cause: 'temporarily_unavailable' }],
    ['<script>', { kind: 'misconfigured', error: 'unknown' }],
  ])('may be the error %s', async (error, expected) => {
    const { authorization } = answering(200, tokens)
    const query = new URLSearchParams({ error, state: 'the-state' })
    expect(await authorization.exchange(query, departure)).toEqual(expected)
  })

  it('is denied if the server denies it when the code is exchanged', async () => {
    const { authorization } = answering(400, { error: 'access_denied', error_description: 'No.' })
    expect(await authorization.exchange(callback('code=abc&state=the-state'), departure)).toEqual({
      kind: 'denied',
    })
  })

  it('is exchanged at the second try, and no further one, if the first came too soon after another call', async () => {
    const answers = [429, 200]
    const later = world(() => Response.json(tokens, { status: answers.shift() ?? 429 }))
    expect(await later.authorization.exchange(callback('code=abc&state=the-state'), departure)).toEqual(
      TOKENS,
    )
    expect(later.calls.map(({ body }) => body.get('code'))).toEqual(['abc', 'abc'])
    const never = answering(429, { error_key: 'throttled' })
    expect(await never.authorization.exchange(callback('code=abc&state=the-state'), departure)).toEqual({
      ...UNAVAILABLE,
      cause: 'HTTP 429',
    })
    expect(never.calls).toHaveLength(2)
    const down = answering(503, {})
    await down.authorization.exchange(callback('code=abc&state=the-state'), departure)
    expect(down.calls).toHaveLength(1)
  })

  it('must bring a refresh token', async () => {
    const { authorization } = answering(200, { ...tokens, refresh_token: '' })
    expect(await authorization.exchange(callback('code=abc&state=the-state'), departure)).toEqual({
      kind: 'misconfigured',
      error: 'no_refresh_token',
    })
  })
})

describe('a refresh', () => {
  it('sends the refresh token in the body', async () => {
    const { authorization, calls } = answering(200, tokens)
    expect(await authorization.refresh('old')).toEqual(TOKENS)
    expect(Object.fromEntries(calls[0]?.body ?? [])).toEqual({
      grant_type: 'refresh_token',
      refresh_token: 'old',
      client_id: ID,
    })
  })

  it.each([
    ['a life in text', { ...tokens, expires_in: '86400' }, TOKENS],
    ['a token type in small letters', { ...tokens, token_type: 'bearer' }, TOKENS],
    ['no token type', { ...tokens, token_type: undefined }, TOKENS],
    ['an id token nobody asked for', { ...tokens, id_token: 'not.a.jwt' }, TOKENS],
    [
      'no refresh token',
      { ...tokens, refresh_token: undefined },
      { kind: 'tokens', pair: { accessToken: 'access', lifeMs: DAY_MS } },
    ],
    [
      'no life',
      { ...tokens, expires_in: null },
      { kind: 'tokens', pair: { accessToken: 'access', refreshToken: 'refresh' } },
    ],
    ['no access token', { ...tokens, access_token: undefined }, UNREADABLE],
    ['an array', [tokens], UNREADABLE],
  ])('accepts an answer with %s', async (_, body, expected) => {
    expect(await answering(200, body).authorization.refresh('old')).toEqual(expected)
  })

  it.each([
    [
      400,
      { error: 'invalid_grant', error_description: 'The refresh token is invalid or expired.' },
      { kind: 'invalid_grant' },
    ],
    [401, { error: 'invalid_client' }, { kind: 'misconfigured', error: 'invalid_client' }],
    [400, { error: 'unauthorized_client' }, { kind: 'misconfigured', error: 'unauthorized_client' }],
    [400, {}, { ...UNAVAILABLE, cause: 'HTTP 400' }],
    [401, {}, { kind: 'misconfigured', error: '401' }],
    [404, {}, { kind: 'misconfigured', error: '404' }],
    [429, { error_key: 'throttled' }, { ...UNAVAILABLE, cause: 'HTTP 429' }],
    [500, { error: 'invalid_grant' }, { ...UNAVAILABLE, cause: 'HTTP 500' }],
    [503, {}, { ...UNAVAILABLE, cause: 'HTTP 503' }],
  ])('understands %i %j', async (status, body, expected) => {
    expect(await answering(status, body).authorization.refresh('old')).toEqual(expected)
  })

  it('understands a challenge in the header, HTML, emptiness, redirects and too much', async () => {
    const refreshed = (response: Response) => world(() => response).authorization.refresh('old')
    const challenge = { 'www-authenticate': 'Basic realm="x"' }
    const html = { 'content-type': 'text/html' }
    expect(
      await refreshed(Response.json({ error: 'invalid_client' }, { status: 401, headers: challenge })),
    ).toEqual({ kind: 'misconfigured', error: 'invalid_client' })
    expect(await refreshed(new Response('<html>', { headers: html }))).toEqual(UNREADABLE)
    expect(await refreshed(new Response('<html>', { status: 502, headers: html }))).toEqual({
      ...UNAVAILABLE,
      cause: 'HTTP 502',
    })
    expect(await refreshed(new Response(null, { status: 204 }))).toEqual(UNREADABLE)
    expect(await refreshed(new Response('x'.repeat(1_000_000)))).toEqual(UNREADABLE)
    expect(await refreshed(Response.redirect('https://elsewhere.example/', 302))).toEqual({
      kind: 'misconfigured',
      error: '302',
    })
  })

  it('reads JSON whatever its content type says', async () => {
    const response = new Response(JSON.stringify(tokens), { headers: { 'content-type': 'text/plain' } })
    expect(await world(() => response).authorization.refresh('old')).toEqual(TOKENS)
  })

  it('fails if the network does', async () => {
    const { authorization } = world(() => Promise.reject(new TypeError('fetch failed')))
    expect(await authorization.refresh('old')).toEqual(UNAVAILABLE)
  })

  it.each([
    'CERT_HAS_EXPIRED',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'ERR_TLS_CERT_ALTNAME_INVALID',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'ECONNREFUSED',
    'ENOTFOUND',
    'ECONNRESET',
  ])('says that %s is why there is no answer', async (code) => {
    const cause = Object.assign(new Error('no'), { code })
    const { authorization } = world(() => Promise.reject(new TypeError('fetch failed', { cause })))
    expect(await authorization.refresh('old')).toEqual({ ...UNAVAILABLE, cause: code })
  })

  it('says that no answer came in time', async () => {
    const silent = createAuthorization({
      ...{ authUrl: AUTH_URL, clientId: ID, redirectUri: REDIRECT, timeoutMs: 20 },
      waitForCall: async () => true,
      fetch: (_, init) =>
        new Promise((_resolve, reject) => {
          init?.signal?.addEventListener('abort', () => reject(init.signal?.reason))
        }),
    })
    expect(await silent.refresh('old')).toEqual({ ...UNAVAILABLE, cause: 'timeout' })
  })

  it('waits until it may call, and does not call when that takes too long', async () => {
    const authorization = createAuthorization({
      authUrl: AUTH_URL,
      clientId: ID,
      redirectUri: REDIRECT,
      waitForCall: async () => false,
      fetch: () => Promise.reject(new Error('called too soon')),
    })
    expect(await authorization.refresh('old')).toEqual(UNAVAILABLE)
  })

  it('goes over plain http on a loopback address only', async () => {
    const loopback = answering(200, tokens, { authUrl: 'http://127.0.0.1:8081/oauth2/default/v1' })
    expect(await loopback.authorization.refresh('old')).toEqual(TOKENS)
    const open = answering(200, tokens, { authUrl: 'http://authz.example/oauth2/default/v1' })
    expect(await open.authorization.refresh('old')).toMatchObject(UNAVAILABLE)
    expect(open.calls).toEqual([])
  })
})
