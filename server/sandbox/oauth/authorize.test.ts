import { describe, expect, test } from 'vitest'
import { createSandbox } from '../sandbox.ts'
import { createTestSandbox, ORIGIN, read, requestToken } from '../test-sandbox.ts'
import { challengeOf } from './token-endpoint.ts'

const AUTHORIZE = `${ORIGIN}/oauth2/default/v1/authorize`
const CALLBACK = 'http://localhost:8080/connect/callback'
const VERIFIER = 'a-verifier-that-is-long-enough-to-be-taken-as-one'
const RIGHT = {
  response_type: 'code',
  client_id: 'client',
  redirect_uri: CALLBACK,
  scope: 'contact_data offline_access',
  state: 'a state & more',
  code_challenge: challengeOf(VERIFIER),
  code_challenge_method: 'S256',
}

function address(change: Record<string, string | undefined> = {}): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries({ ...RIGHT, ...change }))
    if (value !== undefined) query.set(name, value)
  return `${AUTHORIZE}?${query}`
}

async function press(
  decision: string,
  options: Parameters<typeof createTestSandbox>[0] = {},
  url = address(),
) {
  const world = await createTestSandbox(options)
  const body = new URLSearchParams({ decision })
  const answer = await world.sandbox.fetch(new Request(url, { method: 'POST', body }))
  const to = new URL(answer.headers.get('Location') ?? 'none:')
  return { ...world, answer, to, code: to.searchParams.get('code') ?? '' }
}

const codeForm = (code: string) => ({
  grant_type: 'authorization_code',
  code,
  redirect_uri: CALLBACK,
  code_verifier: VERIFIER,
  client_id: 'client',
})

describe('the consent page', () => {
  test('has Allow and Deny and names the application and its scopes', async () => {
    const { sandbox } = await createTestSandbox()
    const { status, body, headers } = await read(await sandbox.fetch(new Request(address())))
    expect(status).toBe(200)
    expect(body).toMatch(/value="allow">Allow<.*value="deny">Deny</s)
    expect(body).toContain('contact_data')
    expect(headers.get('Content-Security-Policy')).toContain("default-src 'none'")
  })

  test('escapes the parameters', async () => {
    const sandbox = createSandbox({ client: { id: '<b>bold</b>' }, origin: () => ORIGIN })
    const { body } = await read(await sandbox.fetch(new Request(address({ client_id: '<b>bold</b>' }))))
    expect(body).toContain('&lt;b&gt;bold&lt;/b&gt;')
  })

  test.each([
    ['spaces', 'contact_data%20offline_access'],
    ['plus signs', 'contact_data+offline_access'],
  ])('accepts scopes joined by %s', async (_, scope) => {
    const { sandbox } = await createTestSandbox()
    const url = address({ scope: undefined })
    expect((await sandbox.fetch(new Request(`${url}&scope=${scope}`))).status).toBe(200)
  })

  test.each([
    ['an unknown application', { client_id: 'other' }],
    ['no redirect_uri', { redirect_uri: undefined }],
    ['a redirect_uri over plain http elsewhere', { redirect_uri: 'http://example.com/callback' }],
    ['a redirect_uri with a fragment', { redirect_uri: 'https://example.com/#part' }],
    ['a redirect_uri that is script', { redirect_uri: 'javascript:alert(1)' }],
  ])('%s is reported on a page without a redirect', async (_, change) => {
    const { sandbox } = await createTestSandbox()
    const answer = await sandbox.fetch(new Request(address(change)))
    expect(answer.status).toBe(400)
    expect(answer.headers.has('Location')).toBe(false)
  })

  test('a repeated parameter is reported on a page', async () => {
    const { sandbox } = await createTestSandbox()
    expect((await sandbox.fetch(new Request(`${address()}&state=other`))).status).toBe(400)
  })

  test.each([
    ['another response_type', { response_type: 'token' }, 'unsupported_response_type'],
    ['no state', { state: undefined }, 'invalid_request'],
    ['no scope', { scope: undefined }, 'invalid_scope'],
    ['a scope without contact_data', { scope: 'offline_access' }, 'invalid_scope'],
    ['an unknown scope', { scope: 'contact_data everything' }, 'invalid_scope'],
    ['scopes joined by %2B', { scope: 'contact_data+offline_access' }, 'invalid_scope'],
    ['no challenge where there is no secret', { code_challenge: undefined }, 'invalid_request'],
    ['a plain challenge', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['an unknown prompt', { prompt: 'please' }, 'invalid_request'],
    ['a challenge that is no hash', { code_challenge: 'abc' }, 'invalid_request'],
  ])('%s is reported to the application by a redirect', async (_, change, error) => {
    const { sandbox } = await createTestSandbox()
    const answer = await sandbox.fetch(new Request(address(change)))
    expect(answer.status).toBe(302)
    const to = new URL(answer.headers.get('Location') ?? '')
    expect(to.origin + to.pathname).toBe(CALLBACK)
    expect(to.searchParams.get('error')).toBe(error)
    expect(to.searchParams.get('state')).toBe('state' in change ? null : RIGHT.state)
  })
})

test('a user whom a private application is not open to is sent back without a question', async () => {
  const { sandbox } = await createTestSandbox()
  sandbox.control.change({ user_assigned: false })
  for (const method of ['GET', 'POST']) {
    const answer = await sandbox.fetch(new Request(address({ prompt: 'login' }), { method }))
    const to = new URL(answer.headers.get('Location') ?? '')
    expect(Object.fromEntries(to.searchParams)).toEqual({
      error: 'access_denied',
      error_description: 'User is not assigned to the client application.',
      state: RIGHT.state,
    })
  }
  sandbox.control.change({ user_assigned: true })
  expect((await sandbox.fetch(new Request(address({ prompt: 'login' })))).status).toBe(200)
})

describe('the decision', () => {
  test('Allow returns a code and the state; the code can be exchanged for tokens', async () => {
    const { answer, to, code, sandbox, advance } = await press('allow')
    expect(answer.status).toBe(303)
    expect(to.origin + to.pathname).toBe(CALLBACK)
    expect(to.searchParams.get('state')).toBe(RIGHT.state)
    advance()
    expect(await requestToken(sandbox, codeForm(code))).toMatchObject({
      status: 200,
      body: { access_token: expect.any(String), refresh_token: expect.any(String) },
    })
  })

  test('keeps the query of the redirect_uri', async () => {
    const { to } = await press('allow', {}, address({ redirect_uri: `${CALLBACK}?a=1` }))
    expect(to.searchParams.get('a')).toBe('1')
  })

  test('Deny returns access_denied', async () => {
    const { to } = await press('deny')
    expect(to.searchParams.get('error')).toBe('access_denied')
    expect(to.searchParams.get('state')).toBe(RIGHT.state)
    expect(to.searchParams.has('code')).toBe(false)
  })

  test('without offline_access there is no refresh token', async () => {
    const { code, sandbox, advance } = await press('allow', {}, address({ scope: 'contact_data' }))
    advance()
    expect((await requestToken(sandbox, codeForm(code))).body).not.toHaveProperty('refresh_token')
  })

  test('an application with a secret may omit PKCE', async () => {
    const client = { id: 'client', secret: 'word' }
    const without = address({ code_challenge: undefined, code_challenge_method: undefined })
    const { code, sandbox } = await press('allow', { client }, without)
    const { code_verifier: _, ...form } = codeForm(code)
    const headers = { Authorization: `Basic ${btoa('client:word')}` }
    expect((await requestToken(sandbox, form, headers)).status).toBe(200)
  })

  test('a code expires after five minutes', async () => {
    const { code, sandbox, advance } = await press('allow')
    advance(5 * 60_000)
    expect(await requestToken(sandbox, codeForm(code))).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant' },
    })
  })

  test('a code works once', async () => {
    const { code, sandbox, advance } = await press('allow')
    advance()
    expect((await requestToken(sandbox, codeForm(code))).status).toBe(200)
    advance()
    expect(await requestToken(sandbox, codeForm(code))).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant' },
    })
  })

  test.each([
    ['another verifier', { code_verifier: 'another' }],
    ['no verifier', { code_verifier: '' }],
    ['another redirect_uri', { redirect_uri: `${CALLBACK}/` }],
    ['another code', { code: 'abc' }],
  ])('%s is an invalid grant', async (_, change) => {
    const { code, sandbox, advance } = await press('allow')
    advance()
    expect(await requestToken(sandbox, { ...codeForm(code), ...change })).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant' },
    })
  })
})
