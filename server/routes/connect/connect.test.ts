import { Hono } from 'hono'
import pino from 'pino'
import { describe, expect, it } from 'vitest'
import { createClient } from '../../constant-contact/api/client.ts'
import { createAuthorization } from '../../constant-contact/oauth/authorization.ts'
import { PATHS } from '../../contract.ts'
import { pathReader, publicPathOf } from '../../http/public-path.ts'
import { createSandbox } from '../../sandbox/sandbox.ts'
import { createOneTimeCodes } from '../../store/one-time-codes.ts'
import { createSeal } from '../../store/sealed.ts'
import { createTestClock } from '../../testing/clock.ts'
import { newDatabase } from '../../testing/databases.ts'
import { testTokenEndpoint, testTokens } from '../../testing/tokens.ts'
import { DAY_MS, MINUTE_MS } from '../../time/duration.ts'
import type { RequestVariables } from '../routes.ts'
import { connectRoutes, departFromConsole } from './connect.ts'

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
  const { tokens, lines } = testTokens({ database, vendor: testTokenEndpoint(clock), clock })
  const codes = createOneTimeCodes(database, clock.now)
  const publicPath = publicPathOf(publicUrl)
  const parts = {
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
    log: pino({ base: null }, { write: (line: string) => lines.push(line) }),
  }
  const app = new Hono<{ Variables: RequestVariables }>({ getPath: pathReader(publicPath) })
    .route('/', connectRoutes(parts))
    // The console's own pages, behind its guard.
    .post('/console/depart', () => departFromConsole(parts, '/console/set-up'))
    .get('/console/set-up', ({ text }) => text('Set up'))

  function browser() {
    const jar = new Map<string, string>()
    async function visit(path: string, form?: Record<string, string>, headers: Record<string, string> = {}) {
      const response = await app.request(publicUrl + path, {
        headers: { cookie: [...jar.values()].join('; '), ...headers },
        ...(form && { method: 'POST', body: new URLSearchParams(form) }),
      })
      for (const set of response.headers.getSetCookie()) {
        const [cookie = ''] = set.split(';')
        const [name = ''] = cookie.split('=')
        if (set.includes('Max-Age=0')) jar.delete(name)
        else jar.set(name, cookie)
      }
      return { response, text: await response.text() }
    }
    return {
      visit,
      /** Presses Allow or Deny on the vendor's page, and returns to the relay, which may lead on. */
      async decide(departed: Response, decision: 'allow' | 'deny') {
        const authorize = departed.headers.get('location') ?? ''
        const body = new URLSearchParams({ decision })
        const decided = await sandbox.fetch(new Request(authorize, { method: 'POST', body }))
        const back = (decided.headers.get('location') ?? '').replace(publicUrl, '')
        const returned = await visit(back)
        const next = returned.response.headers.get('location')
        return next === null
          ? { ...returned, back }
          : { ...(await visit(next.slice(publicPath.length))), back }
      },
    }
  }
  return { clock, sandbox, online, database, tokens, lines, codes, ...browser(), browser }
}

describe('connecting', () => {
  it.each([undefined, 'the-secret'])(
    'connects the relay to the account and shows what its owner needs next (secret: %s)',
    async (secret) => {
      const { visit, decide, codes, tokens } = await world(secret === undefined ? {} : { secret })
      const code = await codes.issue('connect')
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

  it.each(['http://localhost:8080', 'https://www.example.org/signup'])(
    'leads an owner who left from the console of %s back there, and again after a refusal',
    async (publicUrl) => {
      const { visit, decide, tokens } = await world({ publicUrl })
      const leave = async () => (await visit('/console/depart', {})).response
      const denied = await decide(await leave(), 'deny')
      expect(denied.response.status).toBe(403)
      expect(denied.text).toContain(`href="${publicUrl}/console/set-up">Try again</a>`)
      expect((await decide(await leave(), 'allow')).text).toBe('Set up')
      expect(await tokens.status()).toMatchObject({ kind: 'connected' })
    },
  )

  it('works under a path, whose origin may press the button', async () => {
    const origin = 'https://www.example.org'
    const { visit, decide, codes } = await world({ publicUrl: `${origin}/signup` })
    const page = await visit(`${PATHS.connect}?code=${await codes.issue('connect')}`)
    expect(page.text).toContain('action="/signup/connect"')
    const { response } = await visit(PATHS.connect, { code: await codes.issue('connect') }, { origin })
    const connected = await decide(response, 'allow')
    expect(connected.back).toMatch(/^\/connect\/callback\?/)
    expect(connected.text).toContain('<h1>Connected</h1>')
    const wrong = await visit(PATHS.connect, {}, { origin: 'https://evil.example' })
    expect(wrong.text).toContain('https://www.example.org/signup/connect')
  })

  it('lets no script of the same origin read what the connecting browser may see', async () => {
    const { visit, decide, codes } = await world({ publicUrl: 'https://www.example.org/signup' })
    const byScript = (dest: string) => ({ 'sec-fetch-dest': dest })
    const { response } = await visit(PATHS.connect, { code: await codes.issue('connect') })
    for (const dest of ['empty', 'iframe', 'script', 'image', 'worker']) {
      expect((await visit(PATHS.connect, {}, byScript(dest))).response.status, dest).toBe(403)
    }
    expect((await decide(response, 'allow')).text).toContain('Favourite loaf')
    for (const dest of ['empty', 'iframe', 'script', 'image', 'worker']) {
      expect((await visit(PATHS.connected, undefined, byScript(dest))).text, dest).not.toContain('Newsletter')
    }
    const opened = await visit(PATHS.connected, undefined, byScript('document'))
    expect(opened.text).toContain('Newsletter')
    expect(opened.response.headers.get('cross-origin-opener-policy')).toBe('same-origin')
  })

  it('asks for no code in the sandbox', async () => {
    const { visit, decide } = await world({ open: true })
    expect((await visit(PATHS.connect)).text).not.toContain('One-time code')
    const { response } = await visit(PATHS.connect, {})
    expect((await decide(response, 'allow')).text).toContain('<h1>Connected</h1>')
  })

  it('does not begin without a valid code', async () => {
    const { visit, codes, clock, browser } = await world()
    const code = await codes.issue('connect')
    for (const form of [{}, { code: '' }, { code: 'guessed' }, { other: code }]) {
      const { response, text } = await visit(PATHS.connect, form)
      expect(response.status).toBe(403)
      expect(response.headers.getSetCookie()).toEqual([])
      expect(text).toContain('One-time code')
    }
    expect((await visit(PATHS.connect, { code })).response.status).toBe(303)
    expect((await browser().visit(PATHS.connect, { code })).response.status).toBe(403)
    const old = await codes.issue('connect')
    clock.advance(61 * MINUTE_MS)
    expect((await browser().visit(PATHS.connect, { code: old })).response.status).toBe(403)
  })

  it('does not begin by a button on another site, which spends no code and uses no cookie', async () => {
    const { visit, codes, browser } = await world()
    const code = await codes.issue('connect')
    for (const origin of ['https://evil.example', 'null', 'http://localhost:8080.evil.example']) {
      expect((await visit(PATHS.connect, { code }, { origin })).response.status).toBe(403)
    }
    const own = { origin: 'http://localhost:8080' }
    expect((await visit(PATHS.connect, { code }, own)).response.status).toBe(303)
    expect((await visit(PATHS.connect, {}, { origin: 'https://evil.example' })).response.status).toBe(403)
    expect((await visit(PATHS.connect, {}, own)).response.status).toBe(303)
    const elsewhere = { origin: 'http://127.0.0.1:8080', host: '127.0.0.1:8080' }
    const next = { code: await codes.issue('connect') }
    expect((await browser().visit(PATHS.connect, next, elsewhere)).response.status).toBe(303)
  })

  it('does not spend the code of a link that is only opened', async () => {
    const { visit, codes } = await world()
    const code = await codes.issue('connect')
    await visit(`${PATHS.connect}?code=${code}`)
    await visit(`${PATHS.connect}?code=${code}`)
    expect(await codes.spend('connect', code)).toBe(true)
  })

  it('shows a code in a link as text only', async () => {
    const { visit } = await world()
    const { text } = await visit(`${PATHS.connect}?code=${encodeURIComponent('"><script>alert(1)</script>')}`)
    expect(text).not.toContain('<script>')
  })

  it('after Deny says so and lets the same browser try again, for ten minutes', async () => {
    const { visit, decide, codes, tokens, clock } = await world()
    const { response } = await visit(PATHS.connect, { code: await codes.issue('connect') })
    const denied = await decide(response, 'deny')
    expect(denied.response.status).toBe(403)
    expect(denied.text).toContain('you did not allow it')
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
  it('is refused to a browser that started no authorization', async () => {
    const { visit, browser, codes, tokens } = await world()
    const { response } = await visit(PATHS.connect, { code: await codes.issue('connect') })
    const stranger = await browser().decide(response, 'allow')
    expect(stranger.response.status).toBe(400)
    expect(stranger.text).toContain('<h1>Not connected</h1>')
    expect(await tokens.current()).toMatchObject({ reason: 'never_connected' })
  })

  it('is refused for a guessed state, and for a forged cookie', async () => {
    const { visit, codes } = await world()
    await visit(PATHS.connect, { code: await codes.issue('connect') })
    const guessed = await visit(`${PATHS.connectCallback}?code=stolen&state=guessed`)
    expect(guessed.response.status).toBe(400)
    expect(guessed.text).not.toMatch(/stolen|guessed/)
  })

  it('works once', async () => {
    const { visit, decide, codes, browser } = await world()
    const { response: departed } = await visit(PATHS.connect, { code: await codes.issue('connect') })
    const { response, back } = await decide(departed, 'allow')
    expect(response.status).toBe(200)
    expect((await browser().visit(back)).response.status).toBe(400)
    expect((await visit(back)).response.headers.get('location')).toBe(PATHS.connected)
  })

  it('says that the vendor is away, and works when it is back', async () => {
    const { visit, decide, codes, online } = await world()
    const { response: departed } = await visit(PATHS.connect, { code: await codes.issue('connect') })
    online.reachable = false
    const away = await decide(departed, 'allow')
    expect(away.response.status).toBe(503)
    expect(away.text).toContain('couldn’t reach Constant Contact')
    online.reachable = true
    const { response: again } = await visit(PATHS.connect, {})
    expect((await decide(again, 'allow')).text).toContain('<h1>Connected</h1>')
  })
})

describe('the page after connecting', () => {
  it('can be reloaded for an hour, and then still says that the relay is connected', async () => {
    const { visit, decide, codes, clock } = await world()
    const { response: departed } = await visit(PATHS.connect, { code: await codes.issue('connect') })
    await decide(departed, 'allow')
    for (const minutes of [1, 1, 57]) {
      clock.advance(minutes * MINUTE_MS)
      const { response, text } = await visit(PATHS.connected)
      expect(response.status).toBe(200)
      expect(text).toContain('<h1>Connected</h1>')
      expect(text).toContain('Favourite loaf')
    }
    clock.advance(2 * MINUTE_MS)
    const { text } = await visit(PATHS.connected)
    expect(text).toContain('<h1>Connected</h1>')
    expect(text).not.toContain('Favourite loaf')
  })

  it('accepts no cookie that a fast clock wrote, nor does connecting', async () => {
    const { visit, decide, codes, clock } = await world()
    clock.advance(365 * DAY_MS)
    const { response: departed } = await visit(PATHS.connect, { code: await codes.issue('connect') })
    clock.advance(-365 * DAY_MS)
    expect((await visit(PATHS.connect)).text).toContain('One-time code')
    clock.advance(365 * DAY_MS)
    expect((await decide(departed, 'allow')).text).toContain('Favourite loaf')
    clock.advance(-365 * DAY_MS)
    expect((await visit(PATHS.connected)).text).not.toContain('Favourite loaf')
  })

  it('says what could not be read, and shows it after a reload', async () => {
    const { visit, decide, sandbox, clock } = await world({ open: true })
    sandbox.control.change({ per_second: 1 })
    const { response } = await visit(PATHS.connect, {})
    const { text } = await decide(response, 'allow')
    expect(text).toContain('Newsletter')
    expect(text).toContain('We couldn’t read your custom fields at the moment. Reload this page')
    sandbox.control.change({ per_second: 4 })
    clock.advance(MINUTE_MS)
    expect((await visit(PATHS.connected)).text).toContain('Favourite loaf')
  })

  it('shows nobody else what is in the account, but says whether the relay is connected', async () => {
    const { visit, decide, codes, browser, tokens } = await world()
    expect((await visit(PATHS.connected)).text).toContain('<h1>Not connected</h1>')
    const { response: departed } = await visit(PATHS.connect, { code: await codes.issue('connect') })
    expect((await visit(PATHS.connected)).text).toContain('<h1>Not connected</h1>')
    await decide(departed, 'allow')
    const stranger = await browser().visit(PATHS.connected)
    expect(stranger.text).toContain('<h1>Connected</h1>')
    expect(stranger.text).not.toMatch(/d13d60d0|Favourite loaf/)
    await tokens.forget()
    expect((await visit(PATHS.connected)).text).toContain('<h1>Not connected</h1>')
  })

  it('says after a failed second attempt that the first connection still stands', async () => {
    const { visit, decide, codes, tokens } = await world()
    const { response: departed } = await visit(PATHS.connect, { code: await codes.issue('connect') })
    await decide(departed, 'allow')
    const { response: again } = await visit(PATHS.connect, { code: await codes.issue('connect') })
    const denied = await decide(again, 'deny')
    expect(denied.text).toContain('<h1>No new connection</h1>')
    expect(denied.text).toContain('still connected')
    expect(await tokens.status()).toMatchObject({ kind: 'connected' })
  })

  it('offers no list and no choice that was deleted', async () => {
    const { visit, decide, sandbox } = await world({ open: true })
    const deleted_at = '2023-12-18T00:00:00.000+00:00'
    const id = '00000009-f256-11e8-b47d-fa163e56c9b0'
    sandbox.control.putLists([{ list_id: id, name: 'Old news', deleted_at }])
    const choices = ['Here', { choice_label: 'Moved away', deleted_at }]
    sandbox.control.putCustomFields([{ custom_field_id: id, label: 'Shop', type: 'single_select', choices }])
    const { response } = await visit(PATHS.connect, {})
    const { text } = await decide(response, 'allow')
    expect(text).toContain('Here')
    expect(text).not.toMatch(/Old news|Moved away/)
  })
})

describe('a user who may not use a private application', () => {
  it('reads both possible reasons and what to do, and the log has the OAuth error code', async () => {
    const { visit, decide, codes, sandbox, lines } = await world()
    sandbox.control.change({ user_assigned: false })
    const { response } = await visit(PATHS.connect, { code: await codes.issue('connect') })
    const { text, ...refused } = await decide(response, 'allow')
    expect(refused.response.status).toBe(403)
    expect(text).toContain('<h1>Not connected</h1>')
    expect(text).toContain('you did not allow it')
    expect(text).toContain('only the Constant Contact user who made it can press Allow')
    expect(text).toContain('sign in as that user')
    expect(lines.map((line) => JSON.parse(line))).toContainEqual(
      expect.objectContaining({ error: 'access_denied', msg: 'not connected' }),
    )
    sandbox.control.change({ user_assigned: true })
    const { response: again } = await visit(PATHS.connect, {})
    expect((await decide(again, 'allow')).text).toContain('<h1>Connected</h1>')
  })

  it.each([
    ['error=server_error', 'unavailable', 'server_error'],
    ['error=invalid_scope', 'invalid_scope'],
    ['error=login_required&error_description=ada%40example.org', 'login_required'],
    ['error=%3Cscript%3E', 'unknown'],
  ])('so it is for %s', async (query, error, cause?: string) => {
    const { visit, lines } = await world({ open: true })
    const { response } = await visit(PATHS.connect, {})
    const state = new URL(response.headers.get('location') ?? '').searchParams.get('state') ?? ''
    const { text } = await visit(`${PATHS.connectCallback}?${query}&state=${encodeURIComponent(state)}`)
    expect(text).toContain('<h1>Not connected</h1>')
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({
      ...{ error, msg: 'not connected', ...(cause && { cause }) },
    })
    expect(lines.join('')).not.toMatch(/ada|script/)
  })
})

describe('a code that is wrong', () => {
  it.each(['guessed', '', '<b>'])('(%j) has an error that is seen, heard and focused', async (code) => {
    const { visit } = await world()
    const { response, text } = await visit(PATHS.connect, { code })
    expect(response.status).toBe(403)
    expect(text).toContain('<title>Error: Connect to Constant Contact</title>')
    expect(text).toMatch(/<p id="error" class="error" role="alert">This code is wrong/)
    expect(text).toMatch(
      /<input id="code"[^>]* aria-describedby="error code-help" aria-invalid="true" autofocus>/,
    )
  })

  it('is not reported if the code was right but the button was on another address', async () => {
    const { visit, codes } = await world()
    const code = await codes.issue('connect')
    const { text } = await visit(PATHS.connect, { code }, { origin: 'https://elsewhere.example' })
    expect(text).toContain('role="alert"')
    expect(text).toContain('href="http://localhost:8080/connect"')
    expect(text).not.toContain('code is wrong')
    expect((await visit(PATHS.connect, { code: ` ${code} ` })).response.status).toBe(303)
  })
})

describe('the pages', () => {
  it('are never cached, reveal no address, and link only where they must', async () => {
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
    const { response: departed } = await visit(PATHS.connect, { code: await codes.issue('connect') })
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
    // The name that requires `Path=/` would show the cookie to everything else on this origin.
    const under = await world({ open: true, publicUrl: 'https://www.example.org/signup' })
    expect((await under.visit(PATHS.connect, {})).response.headers.get('set-cookie')).toMatch(
      /^__Secure-signup-connect=v1\.[^;]+; Max-Age=600; Path=\/signup\/connect; HttpOnly; Secure; SameSite=Lax$/,
    )
  })
})
