import { expect, test } from 'vitest'
import { aRelayApp, METRICS_TOKEN, ORIGIN } from '../testing/relay-app.ts'
import { LIST } from '../testing/sign-up.ts'

const SIGN_UP = {
  email_address: 'ada@example.org',
  list_memberships: [LIST],
  consent: { given: true, text: 'Yes' },
}
/** What a proxy sends that passes nothing on, as nginx does by default: its own name for the relay, and no address. */
const FORGETFUL = { host: '127.0.0.1:8080', connection: 'close' }

test('behind a proxy that forgets Host, X-Forwarded-For and X-Forwarded-Proto nothing breaks but the limit by network', async () => {
  const app = await aRelayApp('vendor', {
    ...{ PUBLIC_URL: 'https://www.bakery.example/signup', RELAY_PATIENCE_MS: '0', RATE_PER_NETWORK: '30' },
  })
  expect((await app.post(SIGN_UP, { ...FORGETFUL, origin: 'https://www.bakery.example' })).status).toBe(202)
  expect((await app.post(SIGN_UP, { ...FORGETFUL, origin: ORIGIN })).status).toBe(202)
  const code = await app.codes.issue('connect')
  const departed = await app.ask('/connect', {
    ...{ method: 'POST', body: new URLSearchParams({ code }) },
    headers: { ...FORGETFUL, origin: 'https://www.bakery.example' },
  })
  expect(departed.headers.get('location')).toContain(
    `redirect_uri=${encodeURIComponent('https://www.bakery.example/signup/connect/callback')}`,
  )
  expect(departed.headers.get('set-cookie')).toContain('; Secure')
  expect(await (await app.ask(`/form?lists=${LIST}`, { headers: FORGETFUL })).text()).not.toContain(
    '127.0.0.1',
  )
})

test.each([
  ['/newsletter/v1/signup.js', 'a path that is not that of PUBLIC_URL'],
  ['/newsletter/v1/signups', 'a path that is not that of PUBLIC_URL'],
  ['/newsletter/form', 'a path that is not that of PUBLIC_URL'],
  ['/signup/nothing', undefined],
])('the log says of %s that %s is asked for', async (path, cause) => {
  const app = await aRelayApp('vendor', { PUBLIC_URL: 'https://www.bakery.example/signup' })
  expect((await app.ask(path)).status).toBe(404)
  expect(JSON.parse(app.lines.at(-1) ?? '').cause).toBe(cause)
})

test.each(['/signup', ''])('rules that go by paths hold for a request to %s/…', async (before) => {
  const app = await aRelayApp('vendor', {
    ...{ PUBLIC_URL: 'https://www.bakery.example/signup', RATE_PER_NETWORK: '1', RELAY_PATIENCE_MS: '0' },
  })
  const statusOf = async (path: string, init?: RequestInit) => (await app.ask(before + path, init)).status
  expect(await statusOf('/metrics')).toBe(401)
  expect(await statusOf('/metrics', { headers: { authorization: `Bearer ${METRICS_TOKEN}` } })).toBe(200)
  expect(await statusOf('/health/live')).toBe(200)
  expect(await statusOf('/health/ready')).toBe(200)
  expect(await statusOf('/v1/signups')).toBe(405)
  await app.releases.keep('0.9.0', new Map([['signup.js', new TextEncoder().encode('void 0')]]))
  for (const version of ['v1', `v${VERSION}`, 'v0.9.0'])
    expect(await statusOf(`/${version}/signup.js`)).toBe(200)
  const asked = await app.ask(`${before}/v1/signups`, { method: 'OPTIONS', headers: { origin: ORIGIN } })
  expect(asked.headers.get('access-control-allow-origin')).toBe(ORIGIN)
  const statuses = await Promise.all(Array.from({ length: 30 }, () => statusOf('/form')))
  expect(statuses).toContain(429)
  const routes = app.lines.map((line) => JSON.parse(line).route)
  expect(routes).toEqual(expect.arrayContaining(['/metrics', '/health/ready', '/v1/signup.js', '/form']))
  expect(routes.join()).not.toContain('/signup/')
})

test('a frame that names the host which the relay had before still signs up', async () => {
  const before = 'https://signup.example.org'
  const app = await aRelayApp('vendor', {
    ...{ PUBLIC_URL: 'https://www.bakery.example/signup', ALLOWED_ORIGINS: `${ORIGIN},${before}` },
    RELAY_PATIENCE_MS: '0',
  })
  const page = await (await app.ask(`/form?lists=${LIST}`)).text()
  const [, action = ''] = /action="([^"]*)"/.exec(page) ?? []
  const posted = { email_address: 'ada@example.org', list_memberships: LIST, 'consent.given': 'true' }
  const body = new URLSearchParams({ ...posted, 'consent.text': 'Yes' })
  const answer = await app.ask(action.replaceAll('&amp;', '&'), {
    method: 'POST',
    headers: { origin: before },
    body,
  })
  expect(answer.status).toBe(200)
  expect(await app.recorded()).toBe(1)
})
