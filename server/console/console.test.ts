import { request } from 'node:http'
import { describe, expect, onTestFinished, test } from 'vitest'
import { listen } from '../http/listen.ts'
import { signedIn } from '../testing/console.ts'
import { freePort } from '../testing/port.ts'
import { aRelayApp, PUBLIC_URL } from '../testing/relay-app.ts'
import { consoleAddress, signInLink, tunnelHint } from './sign-in/sign-in-link.ts'

const UNDER_A_PATH = 'https://www.example.org/signup'
const cookieOf = (response: Response) => response.headers.get('set-cookie') ?? ''

describe('the address in a link', () => {
  test('is that of PUBLIC_URL where nobody can read along, and else leads to the relay’s own machine', () => {
    const at = (PUBLIC_URL: string) => consoleAddress({ PUBLIC_URL, PORT: 9000 })
    expect(at('https://signup.example.org')).toBe('https://signup.example.org')
    expect(at(UNDER_A_PATH)).toBe(UNDER_A_PATH)
    expect(at('http://127.0.0.1:8080')).toBe('http://127.0.0.1:8080')
    expect(at('http://signup.example.org')).toBe('http://localhost:9000')
    expect(at('http://192.168.1.7:8080/signup')).toBe('http://localhost:9000/signup')
  })

  test('comes with the tunnel to it', () => {
    const place = { PUBLIC_URL: 'http://signup.example.org', PORT: 9000 }
    expect(signInLink(place, 'abc')).toBe('http://localhost:9000/console/sign-in?code=abc')
    expect(tunnelHint(place)).toContain('ssh -L 9000:localhost:9000 ')
    expect(tunnelHint({ PUBLIC_URL, PORT: 9000 })).toBe(undefined)
  })
})

test('others in the network of somebody who is signed in use up their own limit', async () => {
  const app = await aRelayApp('vendor')
  const { get } = await signedIn(app)
  // As a page of another site can make the owner's browser ask, too: with images, without the cookie.
  let status = 0
  // On a slow machine, the limit recovers a little meanwhile.
  for (let asked = 0; asked < 2000 && status !== 429; asked += 1) ({ status } = await app.ask('/console'))
  expect(status).toBe(429)
  const statuses = [await get('/console/people'), await get('/console/people')].map((page) => page.status)
  expect(statuses).toEqual([200, 200])
})

test('the script of a captcha on the form’s page, which has the same origin, sees nothing of the console', async () => {
  const captcha = {
    CAPTCHA: 'turnstile',
    CAPTCHA_SITE_KEY: 'key',
    CAPTCHA_SECRET: 'secret',
    PROOF_OF_WORK: 'auto',
  }
  const app = await aRelayApp('vendor', captcha)
  const owner = await signedIn(app)
  for (const destination of ['empty', 'iframe', 'script']) {
    const looked = await owner.get('/console/people', { 'sec-fetch-dest': destination })
    expect(looked.status).toBe(303)
  }
  expect((await owner.get('/console/people', { 'sec-fetch-dest': 'document' })).status).toBe(200)
})

describe('over http', () => {
  const PUBLIC = 'http://signup.example.org'
  const signIn = async (app: Awaited<ReturnType<typeof aRelayApp>>, headers: Record<string, string>) =>
    app.ask('/console/sign-in', {
      ...{ method: 'POST', headers },
      body: new URLSearchParams({ code: await app.codes.issue('console') }),
    })

  test('nobody signs in, and the page says how to', async () => {
    const app = await aRelayApp('vendor', { PUBLIC_URL: PUBLIC })
    const host = 'signup.example.org'
    const page = await app.ask('/console/sign-in?code=abc', { headers: { host } })
    expect([page.status, await page.text()]).toEqual([403, expect.stringContaining('ssh -L')])
    const refused = await signIn(app, { host, origin: PUBLIC })
    expect([refused.status, cookieOf(refused)]).toEqual([403, ''])
    // What a browser sends over https only, somebody may have written by hand.
    const forged = await signIn(app, { host, origin: PUBLIC, 'sec-fetch-site': 'same-origin' })
    expect([forged.status, cookieOf(forged)]).toEqual([403, ''])
  })

  test('a tunnel signs in, with a cookie that Safari keeps, too, and that counts on loopback alone', async () => {
    const app = await aRelayApp('vendor', { PUBLIC_URL: PUBLIC })
    const host = 'localhost:9000'
    const entered = await signIn(app, { host, origin: 'http://localhost:9000' })
    expect(cookieOf(entered)).toMatch(
      /^signup-console=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Lax$/,
    )
    const [cookie = ''] = cookieOf(entered).split(';')
    expect((await app.ask('/console', { headers: { host, cookie } })).status).toBe(200)
    const elsewhere = await app.ask('/console', { headers: { host: 'signup.example.org', cookie } })
    expect(elsewhere.status).toBe(303)
  })

  test('a proxy with https signs in before PUBLIC_URL names it, where it passes the host on', async () => {
    const app = await aRelayApp('vendor', { PUBLIC_URL: 'http://localhost:8080' })
    const headers = { host: 'signup.example.org', 'sec-fetch-site': 'same-origin' }
    expect((await app.ask('/console/sign-in', { headers })).status).toBe(200)
    const entered = await signIn(app, { ...headers, origin: 'https://signup.example.org' })
    expect(cookieOf(entered)).toMatch(/^__Host-signup-console=.*; Secure/)
  })
})

describe('under a path', () => {
  test('there is no console unless it is asked for', async () => {
    const app = await aRelayApp('vendor', { PUBLIC_URL: UNDER_A_PATH })
    expect((await app.ask('/signup/console')).status).toBe(404)
  })

  test('every link, form and cookie keeps to the path, and the site’s own scripts and frames see nothing', async () => {
    const app = await aRelayApp('vendor', { PUBLIC_URL: UNDER_A_PATH, CONSOLE: 'on' })
    const owner = await signedIn(app, UNDER_A_PATH)
    expect(owner.cookie).toMatch(/^__Secure-signup-console=/)
    const page = await (await owner.get('/signup/console')).text()
    const addresses = [...page.matchAll(/(?:href|src|action)="(\/[^"]*)"/g)].map(([, address]) => address)
    expect(addresses.length).toBeGreaterThan(5)
    expect(addresses.filter((address) => !address?.startsWith('/signup/'))).toEqual([])
    for (const destination of ['empty', 'iframe', 'script']) {
      const looked = await owner.get('/signup/console', { 'sec-fetch-dest': destination })
      expect(looked.status).toBe(303)
    }
    const code = await app.codes.issue('console')
    const headers = { origin: 'https://www.example.org' }
    const body = new URLSearchParams({ code })
    const entered = await app.ask('/signup/console/sign-in', { method: 'POST', headers, body })
    expect(cookieOf(entered)).toContain('; Path=/signup; HttpOnly; Secure; SameSite=Lax')
  })
})

test('CONSOLE=off removes all of it, and looks like any unknown address', async () => {
  const app = await aRelayApp('vendor', { CONSOLE: 'off' })
  const unknown = await app.ask('/unknown', { headers: { accept: 'text/html' } })
  const without = await unknown.text()
  for (const path of ['/console', '/console/sign-in', '/console/people']) {
    const answer = await app.ask(path, { headers: { accept: 'text/html' } })
    expect([answer.status, await answer.text()]).toEqual([404, without])
  }
  expect(JSON.parse(app.lines.at(-3) ?? '')).not.toHaveProperty('cause')
})

describe('in a sandbox', () => {
  /** Asks by a socket, so that the relay sees who has opened it. */
  async function aListeningRelay(kind: 'sandbox' | 'vendor', PUBLIC_URL = 'http://localhost:8080') {
    const app = await aRelayApp(kind, { PUBLIC_URL })
    const port = await freePort()
    const listening = await listen(app, { port, host: '127.0.0.1' })
    onTestFinished(listening.stop)
    return (headers: Record<string, string> = {}, method = 'GET') =>
      new Promise<number | undefined>((resolve, reject) => {
        const options = { port, host: '127.0.0.1', path: '/console', headers, method }
        request(options, (response) => resolve(response.resume().statusCode))
          .on('error', reject)
          .end()
      })
  }

  test('a browser on this machine is signed in already, and nobody else', async () => {
    const ask = await aListeningRelay('sandbox')
    expect(await ask()).toBe(200)
    expect(await ask({ host: 'localhost:8080' })).toBe(200)
    expect(await ask({ host: 'attacker.example' })).toBe(303)
    for (const header of ['x-forwarded-for', 'forwarded', 'via', 'x-real-ip'])
      expect(await ask({ [header]: '127.0.0.1' }), header).toBe(303)
    expect(await ask({}, 'POST')).toBe(303)
  })

  test('nobody is with an account, nor behind a proxy that gives it a public address', async () => {
    expect(await (await aListeningRelay('vendor'))()).toBe(303)
    expect(await (await aListeningRelay('sandbox', PUBLIC_URL))()).toBe(303)
  })
})

describe('a link by mail', () => {
  const OWNER_EMAIL = 'olga@example.org'
  const ask = (app: Awaited<ReturnType<typeof aRelayApp>>, forwardedFor: string, origin = PUBLIC_URL) =>
    app.ask('/console/sign-in/mail', { method: 'POST', headers: { origin, 'x-forwarded-for': forwardedFor } })

  test('goes to the owner, signs in, and says in plain words what it is', async () => {
    const app = await aRelayApp('sandbox', { OWNER_EMAIL })
    expect(await (await app.ask('/console/sign-in')).text()).toContain('Mail a link to the owner')
    const asked = await ask(app, '203.0.113.7')
    expect([asked.status, asked.headers.get('location')]).toEqual([303, '/console/sign-in?done=mailed'])
    await expect.poll(() => app.sandbox.mailbox.all()).toHaveLength(1)
    const [mail] = app.sandbox.mailbox.all()
    expect(mail).toMatchObject({ to: OWNER_EMAIL, subject: 'Your link to sign in: Juniper & Rye' })
    const [, code = ''] = /sign-in\?code=([\da-f]{32})\n/.exec(mail?.text ?? '') ?? []
    expect(mail?.text).toContain(`${PUBLIC_URL}/console/sign-in?code=`)
    const headers = { origin: PUBLIC_URL }
    const body = new URLSearchParams({ code })
    expect((await app.ask('/console/sign-in', { method: 'POST', headers, body })).status).toBe(303)
    expect(app.lines.join()).not.toContain(code)
  })

  test('is answered alike for everybody, and stops after three from one network and ten in all', async () => {
    const environment = { OWNER_EMAIL, TRUSTED_PROXIES: '127.0.0.1' }
    const app = await aRelayApp('sandbox', environment)
    const answers = []
    for (let asked = 0; asked < 15; asked += 1) answers.push(await ask(app, '203.0.113.7'))
    expect(new Set(answers.map(({ status, headers }) => `${status} ${headers.get('location')}`)).size).toBe(1)
    await expect.poll(() => app.sandbox.mailbox.all().length).toBe(3)
  })

  test('is not sent for another site, nor where no owner has an address', async () => {
    const app = await aRelayApp('sandbox', { OWNER_EMAIL })
    expect((await ask(app, '203.0.113.7', 'https://attacker.example')).status).toBe(403)
    const without = await aRelayApp('sandbox')
    expect(await (await without.ask('/console/sign-in')).text()).not.toContain('Mail a link')
    await ask(without, '203.0.113.7')
    for (const { sandbox } of [app, without]) expect(sandbox.mailbox.all()).toEqual([])
  })
})
