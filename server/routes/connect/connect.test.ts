import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import { createClient } from '../../constant-contact/api/client.ts'
import { createAuthorization } from '../../constant-contact/oauth/authorization.ts'
import { createConnectCodes } from '../../constant-contact/oauth/connect-codes.ts'
import { PATHS } from '../../contract.ts'
import { createSandbox } from '../../sandbox/sandbox.ts'
import { createSeal } from '../../store/sealed.ts'
import { createTestClock } from '../../testing/clock.ts'
import { newDatabase } from '../../testing/databases.ts'
import { testRelay, testVendor } from '../../testing/tokens.ts'
import { MINUTE_MS } from '../../time/duration.ts'
import type { RequestVariables } from '../request-log.ts'
import { connectRoutes } from './connect.ts'

const VENDOR = 'http://127.0.0.1:8081'

type Options = { publicUrl?: string; secret?: string; open?: boolean }

/** A relay with `/connect`, a sandbox in place of the vendor, and a browser that keeps cookies and follows nothing. */
async function world({ publicUrl = 'http://localhost:8080', secret, open = false }: Options = {}) {
  const clock = createTestClock()
  const client = { id: 'the-application', ...(secret !== undefined && { secret }) }
  const sandbox = createSandbox({ client, origin: () => VENDOR, now: clock.now })
  const online = { reachable: true }
  const fetch: typeof globalThis.fetch = async (input, init) => {
    if (!online.reachable) throw new TypeError('fetch failed')
    return sandbox.fetch(new Request(input, init))
  }
  const database = await newDatabase('sqlite')
  const { tokens, lines } = testRelay({ database, vendor: testVendor(clock), clock })
  const codes = createConnectCodes(database, clock.now)
  const app = new Hono<{ Variables: RequestVariables }>().route(
    '/',
    connectRoutes({
      publicUrl,
      authUrl: `${VENDOR}/oauth2/default/v1`,
      authorization: createAuthorization({
        authUrl: `${VENDOR}/oauth2/default/v1`,
        clientId: client.id,
        ...(secret !== undefined && { clientSecret: secret }),
        redirectUri: publicUrl + PATHS.connectCallback,
        fetch,
        waitForCall: async () => true,
      }),
      tokens,
      client: createClient({ apiUrl: `${VENDOR}/v3`, fetch }),
      ...(!open && { codes }),
      seal: createSeal(['a secret key of thirty-two or more characters'], 'connect'),
      now: clock.now,
    }),
  )

  function browser() {
    let jar = ''
    async function visit(path: string, form?: Record<string, string>, headers: Record<string, string> = {}) {
      const response = await app.request(publicUrl + path, {
        headers: { cookie: jar, ...headers },
        ...(form && { method: 'POST', body: new URLSearchParams(form) }),
      })
      const [set] = response.headers.getSetCookie()
      if (set !== undefined) jar = set.split(';')[0] ?? ''
      return { response, text: await response.text() }
    }
    return {
      visit,
      /** Presses Allow or Deny on the vendor's page, and returns to the relay. */
      async decide(departed: Response, decision: 'allow' | 'deny') {
        const authorize = departed.headers.get('location') ?? ''
        const body = new URLSearchParams({ decision })
        const decided = await sandbox.fetch(new Request(authorize, { method: 'POST', body }))
        return visit((decided.headers.get('location') ?? '').replace(publicUrl, ''))
      },
    }
  }
  return { clock, sandbox, online, database, tokens, lines, codes, ...browser(), browser }
}

describe('connecting', () => {
  it.each([undefined, 'the-secret'])(
    'joins the relay to the account and shows what its owner needs next (secret: %s)',
    async (secret) => {
      const { visit, decide, codes, tokens } = await world(secret === undefined ? {} : { secret })
      const code = await codes.issue()
      const page = await visit(`${PATHS.connect}?code=${code}`)
      expect(page.response.status).toBe(200)
      expect(page.text).toContain(`name="code" value="${code}"`)

      const { response: departed } = await visit(PATHS.connect, { code })
      expect(departed.status).toBe(303)
      expect(await tokens.current()).toMatchObject({ reason: 'never_connected' })

      const { response, text } = await decide(departed, 'allow')
      expect(response.status).toBe(200)
      expect(text).toContain('<h1>Connected</h1>')
      expect(text).toContain('data-lists=&#39;d13d60d0-f256-11e8-b47d-fa163e56c9b0=Newsletter&#39;')
      expect(text).toContain('Favourite loaf')
      expect(text).not.toContain('has no permission to change contacts')
      expect(await tokens.current()).toMatchObject({ kind: 'token' })
      expect(await tokens.status()).toMatchObject({ kind: 'connected' })
    },
  )

  it('asks for no code in the sandbox', async () => {
    const { visit, decide } = await world({ open: true })
    expect((await visit(PATHS.connect)).text).not.toContain('One-time code')
    const { response } = await visit(PATHS.connect, {})
    expect((await decide(response, 'allow')).text).toContain('<h1>Connected</h1>')
  })

  it('does not begin without a good code', async () => {
    const { visit, codes, clock, browser } = await world()
    const code = await codes.issue()
    for (const form of [{}, { code: '' }, { code: 'guessed' }, { other: code }]) {
      const { response, text } = await visit(PATHS.connect, form)
      expect(response.status).toBe(403)
      expect(response.headers.getSetCookie()).toEqual([])
      expect(text).toContain('One-time code')
    }
    expect((await visit(PATHS.connect, { code })).response.status).toBe(303)
    expect((await browser().visit(PATHS.connect, { code })).response.status).toBe(403)
    const old = await codes.issue()
    clock.advance(61 * MINUTE_MS)
    expect((await browser().visit(PATHS.connect, { code: old })).response.status).toBe(403)
  })

  it('begins for no button on another site, which spends no code and rides on no cookie', async () => {
    const { visit, codes, browser } = await world()
    const code = await codes.issue()
    for (const origin of ['https://evil.example', 'null', 'http://localhost:8080.evil.example']) {
      expect((await visit(PATHS.connect, { code }, { origin })).response.status).toBe(403)
    }
    const own = { origin: 'http://localhost:8080' }
    expect((await visit(PATHS.connect, { code }, own)).response.status).toBe(303)
    expect((await visit(PATHS.connect, {}, { origin: 'https://evil.example' })).response.status).toBe(403)
    expect((await visit(PATHS.connect, {}, own)).response.status).toBe(303)
    const elsewhere = { origin: 'http://127.0.0.1:8080', host: '127.0.0.1:8080' }
    const next = { code: await codes.issue() }
    expect((await browser().visit(PATHS.connect, next, elsewhere)).response.status).toBe(303)
  })

  it('does not spend the code of a link that is only looked at', async () => {
    const { visit, codes } = await world()
    const code = await codes.issue()
    await visit(`${PATHS.connect}?code=${code}`)
    await visit(`${PATHS.connect}?code=${code}`)
    expect(await codes.spend(code)).toBe(true)
  })

  it('shows a code in a link as text only', async () => {
    const { visit } = await world()
    const { text } = await visit(`${PATHS.connect}?code=${encodeURIComponent('"><script>alert(1)</script>')}`)
    expect(text).not.toContain('<script>')
  })

  it('after Deny says so and lets the same browser try again, for ten minutes', async () => {
    const { visit, decide, codes, tokens, clock } = await world()
    const { response } = await visit(PATHS.connect, { code: await codes.issue() })
    const denied = await decide(response, 'deny')
    expect(denied.response.status).toBe(403)
    expect(denied.text).toContain('You did not allow')
    expect(denied.text).toContain('href="http://localhost:8080/connect"')
    expect(await tokens.current()).toMatchObject({ reason: 'never_connected' })

    expect((await visit(PATHS.connect)).text).not.toContain('One-time code')
    clock.advance(6 * MINUTE_MS)
    const again = await visit(PATHS.connect, {})
    expect(again.response.status).toBe(303)
    clock.advance(5 * MINUTE_MS)
    expect((await visit(PATHS.connect)).text).toContain('One-time code')
    expect((await decide(again.response, 'allow')).response.status).toBe(400)
    expect(await tokens.current()).toMatchObject({ reason: 'never_connected' })
  })
})

describe('the way back from the vendor', () => {
  it('is closed to a browser that did not set out', async () => {
    const { visit, browser, codes, tokens } = await world()
    const { response } = await visit(PATHS.connect, { code: await codes.issue() })
    const stranger = await browser().decide(response, 'allow')
    expect(stranger.response.status).toBe(400)
    expect(stranger.text).toContain('<h1>Not connected</h1>')
    expect(await tokens.current()).toMatchObject({ reason: 'never_connected' })
  })

  it('is closed to a state that was guessed, and to a cookie that was made up', async () => {
    const { visit, codes } = await world()
    await visit(PATHS.connect, { code: await codes.issue() })
    const guessed = await visit(`${PATHS.connectCallback}?code=stolen&state=guessed`)
    expect(guessed.response.status).toBe(400)
    expect(guessed.text).not.toMatch(/stolen|guessed/)
  })

  it('works once', async () => {
    const { visit, decide, codes } = await world()
    const { response: departed } = await visit(PATHS.connect, { code: await codes.issue() })
    expect((await decide(departed, 'allow')).response.status).toBe(200)
    expect((await decide(departed, 'allow')).response.status).toBe(400)
  })

  it('says that the vendor is away, and works when it is back', async () => {
    const { visit, decide, codes, online } = await world()
    const { response: departed } = await visit(PATHS.connect, { code: await codes.issue() })
    online.reachable = false
    const away = await decide(departed, 'allow')
    expect(away.response.status).toBe(503)
    expect(away.text).toContain('couldn’t reach Constant Contact')
    online.reachable = true
    const { response: again } = await visit(PATHS.connect, {})
    expect((await decide(again, 'allow')).text).toContain('<h1>Connected</h1>')
  })
})

describe('the pages', () => {
  it('are never cached, give no address away, and lead only where they must', async () => {
    const { visit } = await world()
    const { response } = await visit(PATHS.connect)
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(response.headers.get('referrer-policy')).toBe('same-origin')
    expect(response.headers.get('content-security-policy')).toContain(
      `form-action 'self' ${VENDOR} https:; frame-ancestors 'none'`,
    )
  })

  it('hold no secret, and neither does the log or the cookie', async () => {
    const { visit, decide, codes, tokens, lines } = await world({ secret: 'the-secret' })
    const { response: departed } = await visit(PATHS.connect, { code: await codes.issue() })
    const { text } = await decide(departed, 'allow')
    const state = await tokens.current()
    const token = state.kind === 'token' ? state.accessToken : ''
    expect(token).not.toBe('')
    const everything = text + lines.join('') + departed.headers.getSetCookie().join('')
    for (const secret of [
      token,
      'the-secret',
      new URL(departed.headers.get('location') ?? '').searchParams.get('state'),
    ]) {
      expect(everything).not.toContain(secret)
    }
  })

  it('carry the state in a cookie that no script and no other site can read', async () => {
    const plain = await world({ open: true })
    expect((await plain.visit(PATHS.connect, {})).response.headers.get('set-cookie')).toMatch(
      /^signup-connect=v1\.[^;]+; Max-Age=600; Path=\/connect; HttpOnly; SameSite=Lax$/,
    )
    const secure = await world({ open: true, publicUrl: 'https://signup.example.org' })
    expect((await secure.visit(PATHS.connect, {})).response.headers.get('set-cookie')).toMatch(
      /^__Host-signup-connect=v1\.[^;]+; Max-Age=600; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    )
  })
})
