import { LISTS } from '../support/embed.ts'
import { expect, test } from '../support/fixtures.ts'
import { type OwnedRelay, ownersBrowser, startOwnedRelay } from '../support/owned-relay.ts'
import { post, signUpBody } from '../support/post.ts'
import { INTERNALS, wholeAnswer } from './attacker.ts'

test.describe.configure({ mode: 'serial' })

let owned: OwnedRelay
test.beforeAll(async ({ site }) => {
  owned = await startOwnedRelay(site.origin())
})
test.afterAll(() => owned.stop())

const PATHS = [
  '/',
  `/form?lists=${LISTS.newsletter}`,
  '/form?lists=nothing',
  '/v1/signup.js',
  `/v1/snippet?lists=${LISTS.newsletter}&language=en`,
  '/v1/signups',
  '/connect',
  '/connect?code=guessed',
  '/connect/callback?code=x&state=y',
  '/connect/callback?error=access_denied&state=y',
  '/connect/connected',
  '/confirm?link=x',
  '/console',
  '/console/sign-in?code=guessed',
  '/console/sign-out',
  '/console/people',
  '/console/settings',
  '/health/live',
  '/health/ready',
  '/metrics',
  '/nowhere',
  '/.env',
  '/.git/config',
  '/data/relay.db',
  '/package.json',
  '/dist/server/main.js',
  '/v1/../../package.json',
  '/v1/%2e%2e/%2e%2e/package.json',
  '/v1/..%2f..%2fserver%2fmain.ts',
  '/v1/..%5c..%5cpackage.json',
  '/v1/1.0.0/../../../etc/passwd',
  '/v1/%00',
  '/%c0%ae%c0%ae/etc/passwd',
]
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

async function connection({ url }: OwnedRelay): Promise<unknown> {
  const body: { connection?: unknown } = await (await fetch(`${url}/health/ready`)).json()
  return body.connection
}

test('an attacker cannot connect the relay: no code, a guess, another site’s page, a forged state', async () => {
  const { url } = owned
  const code = new URL(owned.connectLink()).searchParams.get('code') ?? ''
  const attacker = ownersBrowser()
  for (const form of [{}, { code: '' }, { code: 'x'.repeat(32) }, { code: code.slice(1) }]) {
    expect((await attacker.visit(`${url}/connect`, form)).status).toBe(403)
  }
  const foreign = { origin: 'https://evil.example' }
  expect((await attacker.visit(`${url}/connect`, { code }, foreign)).status).toBe(403)
  expect((await attacker.visit(`${url}/connect/callback?code=theirs&state=theirs`)).status).toBe(400)

  const owner = ownersBrowser()
  const back = await owner.allowed(owned, code)
  expect(back).toContain(`${url}/connect/callback`)
  expect((await attacker.visit(`${url}/connect`, { code })).status, 'the code, once more').toBe(403)
  expect((await attacker.visit(back)).status, 'somebody else’s way back').toBe(400)
  const otherState = new URL(back)
  otherState.searchParams.set('state', 'another')
  expect((await owner.visit(otherState.href)).status).toBe(400)
  expect(await connection(owned)).toBe('disconnected')
  // Constant Contact limits how often tokens may be requested.
  await expect.poll(async () => (await owner.visit(back)).status).toBe(303)
  expect((await attacker.visit(back)).status, 'the way back, once more').toBe(400)
  await expect.poll(() => connection(owned)).toBe('connected')
})

test('only the browser that has connected sees what is in the account', async () => {
  const address = `${owned.url}/connect/connected`
  const stranger = await (await ownersBrowser().visit(address)).text()
  expect(stranger).toContain('<h1>Connected</h1>')
  for (const cookie of ['', 'signup-connected=v1.x', 'signup-connected=[9999999999999]']) {
    const text = await (await ownersBrowser().visit(address, undefined, { cookie })).text()
    expect(text).not.toMatch(new RegExp(`Newsletter|${LISTS.newsletter}|Favourite loaf`))
  }
})

test('no answer to an attacker holds a secret, a path or a stack trace, and no private answer is cached', async ({
  address,
}) => {
  await post(owned, signUpBody(address))
  await expect.poll(async () => (await owned.sandbox.signUps()).length).toBeGreaterThan(0)
  const secrets = owned.secrets()
  expect(secrets.length).toBeGreaterThanOrEqual(8)
  for (const path of PATHS) {
    for (const method of METHODS) {
      const form = { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'code=x&link=y' }
      const hasBody = !['GET', 'HEAD', 'OPTIONS'].includes(method)
      const response = await fetch(owned.url + path, { method, redirect: 'manual', ...(hasBody && form) })
      const cached = response.headers.get('cache-control')
      const text = await wholeAnswer(response)
      const what = `${method} ${path}: ${text.slice(0, 300)}`
      expect(response.status, what).toBeLessThan(500)
      expect(
        secrets.filter((secret) => text.includes(secret)),
        what,
      ).toEqual([])
      if (response.headers.get('content-type')?.startsWith('text/javascript') !== true)
        expect(text, what).not.toMatch(INTERNALS)
      expect(text, what).not.toMatch(/root:x:|"dependencies"|SQLite format/)
      if (method !== 'OPTIONS' && path !== '/v1/signup.js') expect(cached, what).toBe('no-store')
    }
  }
  expect(owned.log().filter((line) => secrets.some((secret) => line.includes(secret)))).toEqual([])
})

test('metrics need the token, and readiness says nothing about the account', async () => {
  const { url, metricsToken, apiKey } = owned
  for (const shown of [
    '',
    'Bearer',
    `Bearer ${metricsToken.slice(1)}`,
    `Bearer ${apiKey}`,
    `Basic ${metricsToken}`,
  ]) {
    const answer = await fetch(`${url}/metrics`, { headers: { authorization: shown } })
    expect(answer.status).toBe(401)
    expect(await answer.text()).not.toContain('signup_relay')
  }
  const body: Record<string, unknown> = await (await fetch(`${url}/health/ready`)).json()
  const known = ['status', 'connection', 'reason']
  expect(Object.keys(body).filter((name) => !known.includes(name))).toEqual([])
})

test('a guessed key opens nothing', async ({ address }) => {
  const { apiKey, metricsToken } = owned
  for (const guess of [apiKey.slice(1), `${apiKey}x`, apiKey.toUpperCase(), metricsToken, 'x'.repeat(32)]) {
    const shown = { authorization: `Bearer ${guess}`, origin: 'https://evil.example' }
    expect((await post(owned, signUpBody(address), shown)).body.code).toBe('origin_not_allowed')
  }
})
