import { describe, expect, test } from 'vitest'
import { text } from '../store/row.ts'
import { newDatabaseUrl } from '../testing/databases.ts'
import { aRelayApp, ORIGIN, PUBLIC_URL } from '../testing/relay-app.ts'
import { aSignUp, LIST, REQUEST } from '../testing/sign-up.ts'

type App = Awaited<ReturnType<typeof aRelayApp>>

const posted = (fields: Record<string, string>): RequestInit => ({
  method: 'POST',
  headers: { origin: PUBLIC_URL },
  body: new URLSearchParams(fields),
})
const SIGN_UP = {
  email_address: 'ada@example.org',
  list_memberships: LIST,
  'consent.given': 'true',
  'consent.text': 'Yes',
}
/** A held sign-up's link, as its mail has it. */
async function aLink(app: App): Promise<string> {
  app.sandbox.control.putContacts([{ email_address: SIGN_UP.email_address }])
  app.dispatcher.start()
  app.confirmation.mailWorker.start()
  await app.ask('/v1/signups', posted(SIGN_UP))
  const mailed = () => app.sandbox.state().mailbox[0]?.text ?? ''
  await expect.poll(mailed).toContain('link=')
  return /link=(\S+)/.exec(mailed())?.[1] ?? ''
}

type Asking = (app: App) => Promise<Response>
const FRAMED = 'frame-ancestors https://signup.example.org https://www.example.org'
/** Every page there is: how it is had, its status, and whether it may be framed. */
const PAGES: Record<string, ['sandbox' | 'vendor', number, Asking, 'framed'?]> = {
  'the first page of a relay with an account': ['vendor', 200, (app) => app.ask('/')],
  'the demo page': ['sandbox', 200, (app) => app.ask('/')],
  'a form': ['vendor', 200, (app) => app.ask(`/form?lists=${LIST}`), 'framed'],
  'a form that is wrong': ['vendor', 400, (app) => app.ask('/form'), 'framed'],
  'a sign-up that was taken': [
    'vendor',
    200,
    (app) => app.ask(`/v1/signups?lists=${LIST}`, posted(SIGN_UP)),
    'framed',
  ],
  'a sign-up by a form of the site’s own': ['vendor', 200, (app) => app.ask('/v1/signups', posted(SIGN_UP))],
  'a sign-up that was refused': [
    'vendor',
    422,
    (app) => app.ask(`/v1/signups?lists=${LIST}`, posted({})),
    'framed',
  ],
  'the way to connect': ['vendor', 200, (app) => app.ask('/connect')],
  'a wrong code': ['vendor', 403, (app) => app.ask('/connect', posted({ code: 'x' }))],
  'a way back that nobody set out on': ['vendor', 400, (app) => app.ask('/connect/callback?code=x&state=y')],
  'the page after connecting': ['vendor', 200, (app) => app.ask('/connect/connected')],
  'an unknown address': ['vendor', 404, (app) => app.ask('/nothing', { headers: { accept: 'text/html' } })],
  'a link that leads nowhere': ['sandbox', 410, (app) => app.ask('/confirm?link=x')],
  'what is to be confirmed': ['sandbox', 200, async (app) => app.ask(`/confirm?link=${await aLink(app)}`)],
  'what was confirmed': [
    'sandbox',
    200,
    async (app) => app.ask('/confirm', posted({ link: await aLink(app), answer: 'confirm' })),
  ],
  'what was erased': [
    'sandbox',
    200,
    async (app) => app.ask('/confirm', posted({ link: await aLink(app), answer: 'not_me' })),
  ],
}

test.each(Object.entries(PAGES))(
  '%s loads nothing from elsewhere, and is never cached',
  async (_name, page) => {
    const [kind, status, asking, framed] = page
    const app = await aRelayApp(kind, settingsOf(kind))
    const { headers, ...response } = await asking(app).then(async (answer) => ({
      headers: answer.headers,
      status: answer.status,
      text: await answer.text(),
    }))
    expect(response.status).toBe(status)
    expect(headers.get('content-type')).toMatch(/^text\/html; charset=utf-8$/i)
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('same-origin')
    const policy = (headers.get('content-security-policy') ?? '').split('; ')
    expect(policy).toEqual(
      expect.arrayContaining([
        "default-src 'none'",
        // Under a path, `'self'` would be every script of the site.
        /<script |>Demo</.test(response.text) ? "script-src 'self'" : "script-src 'none'",
        "base-uri 'none'",
        "require-trusted-types-for 'script'",
      ]),
    )
    expect(policy.some((directive) => directive.startsWith('form-action '))).toBe(true)
    expect(policy.join()).not.toMatch(/unsafe-|\*[ ,;]|data: *;? *script/)
    if (framed) expect(policy.some((directive) => directive.startsWith(FRAMED))).toBe(true)
    else expect(policy).toContain("frame-ancestors 'none'")
    expect(headers.get('cross-origin-embedder-policy')).toBe(framed ? 'require-corp' : null)
    expect(headers.get('cross-origin-resource-policy')).toBe(framed ? 'cross-origin' : null)
    // No script or style that stands in the page but under the policy's own hash, and no handler.
    expect(response.text).not.toMatch(/<script(?![^>]* src=)|\son\w+=|javascript:/i)
  },
)

const settingsOf = (kind: 'sandbox' | 'vendor') => ({
  EXISTING_CONTACTS: kind === 'sandbox' ? 'verify' : 'update',
  RELAY_PATIENCE_MS: '0',
})

describe.each([
  ['takes the path off', ''],
  ['leaves the path', '/path'],
])('behind a proxy that %s', (_proxy, before) => {
  test.each(Object.entries(PAGES))('%s leads nowhere else', async (_name, [kind, status, asking, framed]) => {
    const app = await aRelayApp(kind, { ...settingsOf(kind), PUBLIC_URL: `${PUBLIC_URL}/path/` })
    const answer = await asking({ ...app, ask: (path, init) => app.ask(before + path, init) })
    const html = await answer.text()
    expect(answer.status).toBe(status)
    const addresses = [...html.matchAll(/\s(?:href|src|action)="([^"]*)"/g)].map(([, address]) => address)
    for (const address of addresses) {
      expect(address).toMatch(/^(https:\/\/signup\.example\.org)?\/path\/|^data:|^#/)
    }
    const mails = app.sandbox.state().mailbox.map(({ text }) => text)
    for (const text of [html, ...mails]) expect(text).not.toMatch(/signup\.example\.org\/(?!path\/)/)
    const policy = answer.headers.get('content-security-policy') ?? ''
    expect(policy).not.toContain('/path')
    expect(policy).toContain(framed ? FRAMED : "frame-ancestors 'none'")
  })
})

test('what is not a page names its type, and forbids guessing another', async () => {
  const app = await aRelayApp('vendor', { RELAY_PATIENCE_MS: '0' })
  const answers = [
    await app.ask('/nowhere'),
    await app.ask('/v1/signups'),
    await app.ask('/health/live'),
    await app.ask('/health/ready'),
    await app.ask('/metrics'),
    await app.ask(`/v1/snippet?lists=${LIST}`),
    await app.ask('/v1/signup.js'),
    await app.post({}, { origin: ORIGIN }),
    await app.post({ ...SIGN_UP, list_memberships: [LIST], consent: { given: true, text: 'Yes' } }),
  ]
  for (const answer of answers) {
    expect(answer.headers.get('content-type'), answer.url).toBeTruthy()
    expect(answer.headers.get('x-content-type-options'), await answer.text()).toBe('nosniff')
  }
})

test('a mailed link keeps working after mail is turned off', async () => {
  const DATABASE_URL = await newDatabaseUrl('sqlite')
  const verifying = await aRelayApp('vendor', {
    ...{ DATABASE_URL, EXISTING_CONTACTS: 'verify', SITE_NAME: 'Juniper & Rye' },
    ...{ SMTP_URL: 'smtp://127.0.0.1:9', MAIL_FROM: 'hello@example.org' },
  })
  await verifying.outbox.record(aSignUp(), { ...REQUEST, hold: true })
  const [row] = await verifying.database.all('SELECT id FROM confirmations')
  const link = verifying.confirmation.links.tokenOf(text(row, 'id'))

  const updating = await aRelayApp('vendor', { DATABASE_URL })
  const shown = await updating.ask(`/confirm?link=${link}`)
  expect(shown.status).toBe(200)
  expect(await shown.text()).toContain('signup.example.org')
  expect((await updating.ask('/confirm', posted({ link, answer: 'confirm' }))).status).toBe(200)
  expect(await updating.outboxAdmin.show(1)).toMatchObject({ state: 'waiting', reason: 'confirmed' })
})
