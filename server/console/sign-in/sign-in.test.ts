import { describe, expect, test } from 'vitest'
import { signedIn } from '../../testing/console.ts'
import { aRelayApp, PUBLIC_URL } from '../../testing/relay-app.ts'

type App = Awaited<ReturnType<typeof aRelayApp>>

/** Presses the button of a sign-in page. */
function press(app: App, code: string, headers: Record<string, string> = {}, more = {}): Promise<Response> {
  const body = new URLSearchParams({ code, ...more })
  return app.ask('/console/sign-in', { method: 'POST', headers: { origin: PUBLIC_URL, ...headers }, body })
}

const cookieOf = (response: Response) => response.headers.get('set-cookie')?.split(';')[0] ?? ''

describe('the link', () => {
  test('signs in by its button, for twelve hours or for thirty days', async () => {
    const app = await aRelayApp('vendor')
    const closed = await app.ask('/console')
    expect([closed.status, closed.headers.get('location')]).toEqual([303, '/console/sign-in'])

    const entered = await press(app, await app.codes.issue('console'))
    expect([entered.status, entered.headers.get('location')]).toEqual([303, '/console'])
    const attributes = 'Max-Age=43200; Path=/; HttpOnly; Secure; SameSite=Lax'
    expect(entered.headers.get('set-cookie')).toMatch(
      new RegExp(`^__Host-signup-console=[\\w-]{43}; ${attributes}$`),
    )
    const page = await app.ask('/console', { headers: { cookie: cookieOf(entered) } })
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('<h1>Today</h1>')])

    const long = await press(app, await app.codes.issue('console'), {}, { long: 'yes' })
    expect(long.headers.get('set-cookie')).toContain('Max-Age=2592000')
  })

  test('keeps its code however often it is opened, and loses it when the button is pressed', async () => {
    const app = await aRelayApp('vendor')
    const code = await app.codes.issue('console')
    for (let opened = 0; opened < 3; opened += 1) {
      const page = await app.ask(`/console/sign-in?code=${code}`)
      expect(await page.text()).toContain(`value="${code}"`)
    }
    expect((await press(app, code)).status).toBe(303)
    const again = await press(app, code)
    expect([again.status, cookieOf(again)]).toEqual([403, ''])
    expect(await again.text()).toMatch(/was used already.*relay -- console/s)
  })

  test('of another purpose, of another relay, mistyped or empty signs nobody in', async () => {
    const [app, other] = [await aRelayApp('vendor'), await aRelayApp('vendor')]
    const code = await app.codes.issue('console')
    const foreign = await other.codes.issue('console')
    for (const wrong of [await app.codes.issue('connect'), foreign, `${code}0`, code.slice(1), '']) {
      const answer = await press(app, wrong)
      expect([answer.status, cookieOf(answer)]).toEqual([403, ''])
    }
    expect((await press(app, ` ${code.toUpperCase()} `)).status).toBe(303)
  })

  test('does not sign in from a page of another site, and keeps its code then', async () => {
    const app = await aRelayApp('vendor')
    const code = await app.codes.issue('console')
    for (const origin of ['https://attacker.example', 'null', 'http://signup.example.org', '']) {
      const answer = await press(app, code, { origin })
      expect([answer.status, cookieOf(answer)], origin).toEqual([403, ''])
    }
    expect((await press(app, code)).status).toBe(303)
  })

  test('is tried ten times in ten minutes from one network, which keeps nobody out who has a valid one', async () => {
    const app = await aRelayApp('vendor', { TRUSTED_PROXIES: '127.0.0.1' })
    const wrong = 'f'.repeat(32)
    // A page of another site can make the owner's own browser post.
    const headers = { origin: 'https://attacker.example' }
    for (let tried = 0; tried < 10; tried += 1) expect((await press(app, wrong, headers)).status).toBe(403)
    for (let tried = 0; tried < 10; tried += 1) expect((await press(app, wrong)).status).toBe(403)
    const refused = await press(app, wrong)
    expect([refused.status, Number(refused.headers.get('retry-after'))]).toEqual([429, expect.any(Number)])
    const lines = app.lines.map((line) => JSON.parse(line))
    expect(lines.filter(({ msg }) => msg === 'console: wrong one-time code')).toHaveLength(10)
    expect(lines.at(-1)).toMatchObject({ status: 429, code: 'too_many_requests', cause: 'console_rate' })
    expect((await press(app, await app.codes.issue('console'))).status).toBe(303)
  })

  test('leaves no trace of its code or session in the log', async () => {
    const app = await aRelayApp('vendor')
    const code = await app.codes.issue('console')
    await app.ask(`/console/sign-in?code=${code}`)
    const [, id = ''] = cookieOf(await press(app, code)).split('=')
    expect(id).toHaveLength(43)
    await app.ask('/console', { headers: { cookie: `__Host-signup-console=${id}` } })
    for (const secret of [code, id]) expect(app.lines.join()).not.toContain(secret)
    expect(JSON.stringify(await app.database.all('SELECT * FROM console_sessions'))).not.toContain(id)
  })
})

describe('a session', () => {
  test('has a new id at every sign-in: one that the browser had before is never taken', async () => {
    const app = await aRelayApp('vendor')
    const planted = `__Host-signup-console=${'A'.repeat(43)}`
    const first = await press(app, await app.codes.issue('console'), { cookie: planted })
    expect(cookieOf(first)).not.toBe(planted)
    expect((await app.ask('/console', { headers: { cookie: planted } })).status).toBe(303)
    // Who signs in again in the same browser leaves no second session behind.
    await press(app, await app.codes.issue('console'), { cookie: cookieOf(first) })
    expect((await app.ask('/console', { headers: { cookie: cookieOf(first) } })).status).toBe(303)
  })

  test('ends by its button, here or everywhere', async () => {
    const app = await aRelayApp('vendor')
    const [one, two, three] = [await signedIn(app), await signedIn(app), await signedIn(app)]
    const left = await one.post('/console/sign-out')
    expect(left.headers.get('location')).toBe('/console/sign-in')
    expect(left.headers.get('set-cookie')).toMatch(/^__Host-signup-console=; Max-Age=0/)
    const statuses = async () =>
      Promise.all([one, two, three].map(async ({ get }) => (await get('/console')).status))
    expect(await statuses()).toEqual([303, 200, 200])
    await two.post('/console/sign-out', { everywhere: 'yes' })
    expect(await statuses()).toEqual([303, 303, 303])
  })

  test('that is ended everywhere takes the links back that nobody has used', async () => {
    const app = await aRelayApp('vendor')
    const owner = await signedIn(app)
    const [signIn, connect] = [await app.codes.issue('console'), await app.codes.issue('connect')]
    await owner.post('/console/sign-out', { everywhere: 'yes' })
    expect((await press(app, signIn)).status).toBe(403)
    expect(await app.codes.spend('connect', connect)).toBe(false)
    expect((await press(app, await app.codes.issue('console'))).status).toBe(303)
  })

  test('is no use to who stole its cookie, once the secret key has changed', async () => {
    const app = await aRelayApp('vendor')
    const { cookie } = await signedIn(app)
    const rotated = await aRelayApp('vendor', {
      ...{ DATABASE_URL: app.databaseUrl, SECRET_KEY: `${'n'.repeat(32)},${'k'.repeat(32)}` },
    })
    expect((await rotated.ask('/console', { headers: { cookie } })).status).toBe(303)
    expect((await app.ask('/console', { headers: { cookie } })).status).toBe(200)
  })

  test('connects an account without a code, which nobody else does', async () => {
    const app = await aRelayApp('vendor')
    const { get, cookie } = await signedIn(app)
    expect(await (await get('/connect')).text()).not.toContain('One-time code')
    const connect = (headers: Record<string, string>) =>
      app.ask('/connect', {
        method: 'POST',
        headers: { origin: PUBLIC_URL, ...headers },
        body: new URLSearchParams(),
      })
    expect((await connect({ cookie })).status).toBe(303)
    expect((await connect({ cookie, origin: 'https://attacker.example' })).status).toBe(403)
    expect((await connect({})).status).toBe(403)
  })
})

describe('a form of the console', () => {
  test('is not believed without its own session, token and origin', async () => {
    const app = await aRelayApp('vendor')
    const [owner, other] = [await signedIn(app), await signedIn(app)]
    const post = (headers: Record<string, string>, fields: Record<string, string>) =>
      owner.post('/console/sign-out', fields, headers)
    const refusals = [
      await post({}, { token: other.token }),
      await post({}, { token: '' }),
      await post({ origin: 'https://attacker.example' }, {}),
      await post({ origin: 'null' }, {}),
      await post({ origin: '' }, {}),
      await post({ 'content-type': 'text/plain' }, {}),
    ]
    for (const refused of refusals) {
      expect(refused.status).toBe(403)
      expect(await refused.text()).toContain('Nothing was done')
    }
    const signedOut = await post({ cookie: '' }, {})
    expect(signedOut.headers.get('location')).toBe('/console/sign-in?problem=signed-out')
    expect((await owner.get('/console')).status).toBe(200)
  })

  test('larger than any form is refused', async () => {
    const { post } = await signedIn(await aRelayApp('vendor'))
    expect((await post('/console/sign-out', { more: 'x'.repeat(200_000) })).status).toBe(403)
  })
})

test('every page of the console is kept from frames, caches, foreign scripts and sniffing', async () => {
  const app = await aRelayApp('vendor')
  const { get } = await signedIn(app)
  const pages = [await get('/console'), await get('/console/sign-out'), await app.ask('/console/sign-in')]
  for (const { headers } of pages) {
    const policy = headers.get('content-security-policy') ?? ''
    for (const rule of ["default-src 'none'", "frame-ancestors 'none'", "require-trusted-types-for 'script'"])
      expect(policy).toContain(rule)
    expect(policy).toContain("script-src 'self';")
    expect(Object.fromEntries(headers)).toMatchObject({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
    })
  }
})
