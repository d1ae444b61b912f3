import { Buffer } from 'node:buffer'
import { describe, expect, test } from 'vitest'
import { createSandbox } from '../sandbox.ts'
import { createTestSandbox, NOON, ORIGIN, read, requestToken, textOf } from '../test-sandbox.ts'

const DAY_MS = 86_400_000
const invalidGrant = {
  status: 400,
  body: { error: 'invalid_grant', error_description: 'The refresh token is invalid or expired.' },
}
const refreshForm = (refresh_token: string) => ({
  grant_type: 'refresh_token',
  refresh_token,
  client_id: 'client',
})

describe('rotating refresh tokens', () => {
  test('a response has an access token like a JWT of about 1.2 kB and a new refresh token', async () => {
    const { sandbox, advance } = await createTestSandbox()
    advance()
    const seed = sandbox.seedRefreshToken()
    const { status, body, headers } = await requestToken(sandbox, refreshForm(seed))
    expect(status).toBe(200)
    expect(body).toEqual({
      token_type: 'Bearer',
      expires_in: 86_400,
      access_token: expect.any(String),
      refresh_token: expect.any(String),
      scope: 'contact_data offline_access',
    })
    expect(textOf(body, 'refresh_token')).not.toBe(seed)
    expect(headers.get('x-amzn-RequestId')).not.toBeNull()
    const token = textOf(body, 'access_token')
    expect(token.length).toBeGreaterThan(1100)
    expect(token.length).toBeLessThan(1350)
    const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
    expect(claims).toMatchObject({
      iss: `${ORIGIN}/oauth2/default/v1`,
      exp: (NOON + 1000) / 1000 + 86_400,
      scp: ['contact_data', 'offline_access'],
      cid: 'client',
    })
  })

  test('tokens can be refreshed repeatedly, each used once', async () => {
    const { sandbox, advance } = await createTestSandbox()
    let token = sandbox.seedRefreshToken()
    for (let step = 0; step < 5; step += 1) {
      advance()
      token = textOf((await requestToken(sandbox, refreshForm(token))).body, 'refresh_token')
    }
  })

  test('reusing a token revokes the grant, including the new refresh token and the access token', async () => {
    const { sandbox, advance } = await createTestSandbox()
    advance()
    const seed = sandbox.seedRefreshToken()
    const { body } = await requestToken(sandbox, refreshForm(seed))
    advance()
    expect(await requestToken(sandbox, refreshForm(seed))).toMatchObject(invalidGrant)
    advance()
    expect(await requestToken(sandbox, refreshForm(textOf(body, 'refresh_token')))).toMatchObject(
      invalidGrant,
    )
    const headers = { Authorization: `Bearer ${textOf(body, 'access_token')}` }
    expect(
      (await sandbox.fetch(new Request(`${ORIGIN}/v3/account/user/privileges`, { headers }))).status,
    ).toBe(401)
  })

  test('a token unused for 180 days expires', async () => {
    const { sandbox, advance } = await createTestSandbox()
    const seed = sandbox.seedRefreshToken()
    advance(180 * DAY_MS)
    expect(await requestToken(sandbox, refreshForm(seed))).toMatchObject(invalidGrant)
  })

  test('a token used on its last day gets another 180 days', async () => {
    const { sandbox, advance } = await createTestSandbox({ refreshTokens: 'long-lived' })
    const seed = sandbox.seedRefreshToken()
    for (let turn = 0; turn < 3; turn += 1) {
      advance(180 * DAY_MS - 1)
      expect((await requestToken(sandbox, refreshForm(seed))).status).toBe(200)
    }
  })

  test('unknown, empty and revoked tokens are invalid grants', async () => {
    const { sandbox, advance } = await createTestSandbox()
    const seed = sandbox.seedRefreshToken()
    sandbox.control.revoke()
    for (const token of ['nonsense', '', seed]) {
      advance()
      expect(await requestToken(sandbox, refreshForm(token))).toMatchObject(invalidGrant)
    }
  })
})

test('a long-lived refresh token stays valid and is absent from the response', async () => {
  const { sandbox, advance } = await createTestSandbox({ refreshTokens: 'long-lived' })
  const seed = sandbox.seedRefreshToken()
  for (let turn = 0; turn < 3; turn += 1) {
    advance()
    const { status, body } = await requestToken(sandbox, refreshForm(seed))
    expect(status).toBe(200)
    expect(body).not.toHaveProperty('refresh_token')
  }
})

test('expires_in is a string if the setting says so', async () => {
  const { sandbox, advance } = await createTestSandbox()
  sandbox.control.change({ expires_in: 'text' })
  advance()
  expect((await requestToken(sandbox, refreshForm(sandbox.seedRefreshToken()))).body).toMatchObject({
    expires_in: '86400',
  })
})

test('a second call within a second is throttled and uses up no token', async () => {
  const { sandbox, advance } = await createTestSandbox()
  const seed = sandbox.seedRefreshToken()
  expect((await requestToken(sandbox, refreshForm(seed))).status).toBe(429)
  advance()
  expect((await requestToken(sandbox, refreshForm(seed))).status).toBe(200)
})

describe('the client', () => {
  const id = '5f0c9e1a-1111-4a2b-8c3d-0123456789ab'
  const secret = 'se-cret_1.~'
  const basic = (name: string, word: string) => `Basic ${Buffer.from(`${name}:${word}`).toString('base64')}`

  async function ask(client: { id: string; secret?: string }, form: Record<string, string>, headers = {}) {
    const sandbox = createSandbox({ client, origin: () => ORIGIN, tokenPerSecond: 100 })
    const refresh_token = sandbox.seedRefreshToken()
    return requestToken(sandbox, { grant_type: 'refresh_token', refresh_token, ...form }, headers)
  }

  test('with a secret authenticates by the Basic header, without percent-encoding', async () => {
    expect((await ask({ id, secret }, {}, { Authorization: basic(id, secret) })).status).toBe(200)
    const withId = await ask({ id, secret }, { client_id: id }, { Authorization: basic(id, secret) })
    expect(withId.status).toBe(200)
  })

  test.each([
    ['no header', { id, secret }, { client_id: id }, {}],
    ['a wrong secret', { id, secret }, {}, { Authorization: basic(id, 'other') }],
    ['another id', { id, secret }, {}, { Authorization: basic('other', secret) }],
    ['another id in the body', { id, secret }, { client_id: 'other' }, { Authorization: basic(id, secret) }],
    ['the secret in the body', { id, secret }, { client_id: id, client_secret: secret }, {}],
    [
      'id and secret percent-encoded first',
      { id, secret },
      {},
      { Authorization: basic(id.replaceAll('-', '%2D'), encodeURIComponent(secret)) },
    ],
    ['no client_id where there is no secret', { id }, {}, {}],
    ['another client_id', { id }, { client_id: 'other' }, {}],
    ['a header where there is no secret', { id }, { client_id: id }, { Authorization: basic(id, '') }],
  ])('%s: invalid_client', async (_, client, form, headers) => {
    const { status, body } = await ask(client, form, headers)
    expect(status).toBe(401)
    expect(body).toMatchObject({ error: 'invalid_client', error_description: expect.any(String) })
  })
})

describe('the request', () => {
  async function post(body: string, type: string, query = ''): Promise<unknown> {
    const { sandbox, advance } = await createTestSandbox()
    advance()
    const init = { method: 'POST', headers: { 'Content-Type': type }, body }
    return read(await sandbox.fetch(new Request(`${ORIGIN}/oauth2/default/v1/token${query}`, init)))
  }

  test('must not be JSON', async () => {
    expect(await post('{}', 'application/json')).toMatchObject({
      status: 400,
      body: { error: 'invalid_request' },
    })
  })

  test('must not have parameters in the query', async () => {
    expect(await post('', 'application/x-www-form-urlencoded', '?grant_type=refresh_token')).toMatchObject({
      status: 400,
      body: { error: 'invalid_request' },
    })
  })

  test('must have a supported grant type', async () => {
    expect(
      await post('grant_type=client_credentials&client_id=client', 'application/x-www-form-urlencoded'),
    ).toMatchObject({ status: 400, body: { error: 'unsupported_grant_type' } })
  })
})
