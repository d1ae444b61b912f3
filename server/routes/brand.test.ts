import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aRelayApp, PUBLIC_URL } from '../testing/relay-app.ts'
import { LIST } from '../testing/sign-up.ts'
import { testFolder } from '../testing/test-folder.ts'

type App = Awaited<ReturnType<typeof aRelayApp>>

const PNG = Buffer.from('89504e470d0a1a0a00', 'hex')
const SITE_URL = 'https://www.juniper.example/'
const FORM = `/form?lists=${LIST}`
const SIGN_UP = {
  email_address: 'ada@example.org',
  list_memberships: LIST,
  'consent.given': 'true',
  'consent.text': 'Yes',
}

let folder: string
let BRAND: Record<string, string>
beforeAll(async () => {
  folder = await testFolder('brand-', { durable: false })
  const BRAND_LOGO = join(folder, 'logo.png')
  await writeFile(BRAND_LOGO, PNG)
  BRAND = { SITE_NAME: 'Juniper & Rye', SITE_URL, BRAND_ACCENT: 'fc0', BRAND_LOGO, RELAY_PATIENCE_MS: '0' }
})
afterAll(() => rm(folder, { recursive: true }))

const posted = (fields: Record<string, string>, headers = {}): RequestInit => ({
  method: 'POST',
  headers: { origin: PUBLIC_URL, ...headers },
  body: new URLSearchParams(fields),
})

async function confirming(app: App, answer?: string): Promise<Response> {
  app.sandbox.control.putContacts([{ email_address: SIGN_UP.email_address }])
  app.dispatcher.start()
  app.confirmation.mailWorker.start()
  await app.ask('/v1/signups', posted(SIGN_UP))
  const mailed = () => app.sandbox.state().mailbox[0]?.text ?? ''
  await expect.poll(mailed).toContain('link=')
  const link = /link=(\S+)/.exec(mailed())?.[1] ?? ''
  return answer === undefined
    ? app.ask(`/confirm?link=${link}`)
    : app.ask('/confirm', posted({ link, answer }))
}

const AS_BROWSER = { headers: { accept: 'text/html', 'accept-language': 'fr' } }
const HEADER = `<header class="brand"><a href="${SITE_URL}" rel="noreferrer"><img src="/v1/logo" alt="Juniper &amp; Rye"></a></header>`
const BACK = `<a href="${SITE_URL}" rel="noreferrer">Back to Juniper &amp; Rye</a>`

const PAGES: Record<string, ['leads back' | 'asks', (app: App) => Promise<Response>]> = {
  'a form': ['leads back', (app) => app.ask(FORM)],
  'what became of a sign-up': [
    'leads back',
    (app) => app.ask(FORM.replace('form', 'v1/signups'), posted(SIGN_UP)),
  ],
  'what became of a sign-up by a form of the site’s own': [
    'leads back',
    (app) => app.ask('/v1/signups', posted(SIGN_UP)),
  ],
  'what is wrong in a form of the site’s own': ['asks', (app) => app.ask('/v1/signups', posted({}))],
  'what is to be confirmed': ['asks', (app) => confirming(app)],
  'what was confirmed': ['leads back', (app) => confirming(app, 'confirm')],
  'what was erased': ['leads back', (app) => confirming(app, 'not_me')],
  'a link that leads nowhere': ['leads back', (app) => app.ask('/confirm?link=x')],
}
test.each(Object.entries(PAGES))(
  '%s has the logo, the colour and the way back of the site',
  async (name, page) => {
    const [kind, ask] = page
    const app = await aRelayApp('sandbox', { EXISTING_CONTACTS: 'verify', ...BRAND })
    const text = await (await ask(app)).text()
    expect(text).toContain(HEADER)
    expect(text.includes(BACK)).toBe(kind === 'leads back')
    if (name === 'a form' || name === 'what became of a sign-up')
      expect(text).toContain(':root{--signup-accent:#fc0}')
    else
      expect(text).toContain(
        '--accent:light-dark(#fc0,#fc0);--accent-text:light-dark(#000,#000);--accent-edge:light-dark(#8b8d98,#fc0)',
      )
  },
)

test('the mail that asks to confirm has the logo and the colour', async () => {
  const app = await aRelayApp('sandbox', { EXISTING_CONTACTS: 'verify', ...BRAND })
  await confirming(app)
  const { html = '' } = app.sandbox.state().mailbox[0] ?? {}
  expect(html).toContain(`<img src="${PUBLIC_URL}/v1/logo" alt="Juniper &amp; Rye"`)
  expect(html).toContain('color:#000;background:#fc0')
})

const FAILURES: Record<string, (app: App) => Promise<Response>> = {
  'an address that is none': (app) => app.ask('/forms?language=de', AS_BROWSER),
  'an address that only takes forms': (app) => app.ask('/v1/signups?language=de', AS_BROWSER),
  'a fault of the database': async (app) => {
    await app.database.close()
    return app.ask('/connect/connected?language=de', AS_BROWSER)
  },
  'too many visits': async (app) => {
    for (let n = 0; n < 20; n += 1) await app.ask(FORM)
    return app.ask(`${FORM}&language=de`, AS_BROWSER)
  },
}
test.each(Object.entries(FAILURES))(
  '%s answers a browser with the logo, the colour and the way back of the site, in the language of the form',
  async (_, failing) => {
    const app = await aRelayApp('vendor', { ...BRAND, RATE_PER_NETWORK: '2' })
    const answer = await failing(app)
    expect(answer.status).toBeGreaterThanOrEqual(404)
    expect(answer.headers.get('cache-control')).toBe('no-store')
    const text = await answer.text()
    expect(text).toContain('<html lang="de" dir="ltr">')
    expect(text).toContain(HEADER)
    expect(text).toContain('--accent:light-dark(#fc0,#fc0)')
    expect(text).toContain(BACK.replace('Back to', 'Zurück zu'))
  },
)

test('a relay that is not set up yet answers a browser with the brand that is', async () => {
  const app = await aRelayApp('vendor', { ...BRAND, CTCT_CLIENT_ID: '' })
  const answer = await app.ask(`${FORM}&language=de`, AS_BROWSER)
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '60'])
  expect(await answer.text()).toContain(HEADER)
})

test('in a frame, too many visits are told where the form may be framed, without the logo', async () => {
  const app = await aRelayApp('vendor', { ...BRAND, RATE_PER_NETWORK: '1' })
  const framed = { headers: { 'sec-fetch-dest': 'iframe' } }
  const form = await app.ask(FORM, framed)
  const ancestors = (response: Response) =>
    /frame-ancestors [^;]*/.exec(response.headers.get('content-security-policy') ?? '')?.[0]
  for (let n = 0; n < 10; n += 1) await app.ask(FORM, framed)
  const answer = await app.ask(FORM, framed)
  expect(answer.status).toBe(429)
  expect(ancestors(answer)).toBe(ancestors(form))
  expect(await answer.text()).not.toMatch(/<header|Back to/)
})

test('a faulty form has the brand and the language of its address, but in a frame the page around it has', async () => {
  const app = await aRelayApp('vendor', BRAND)
  const text = await (await app.ask('/form?language=de')).text()
  expect(text).toContain('<html lang="de" dir="ltr">')
  expect(text).toContain(HEADER)
  const framed = await (await app.ask('/form', { headers: { 'sec-fetch-dest': 'iframe' } })).text()
  expect(framed).not.toContain('<header')
})

test('a frame has the colour, and the rest from the page around it', async () => {
  const app = await aRelayApp('vendor', BRAND)
  const framed = { headers: { 'sec-fetch-dest': 'iframe' } }
  const text = await (await app.ask(FORM, framed)).text()
  expect(text).toContain(':root{--signup-accent:#fc0}')
  expect(text).not.toMatch(/<header|Back to/)
})

test('the colour in an address comes before the brand’s', async () => {
  const app = await aRelayApp('vendor', BRAND)
  const text = await (await app.ask(`${FORM}&accent=7a1f3d`)).text()
  expect(text).toContain(':root{--signup-accent:#7a1f3d}')
  expect(text).not.toContain('#fc0')
  expect(await (await app.ask(FORM)).text()).not.toContain('accent=')
})

test('the pages of the operator have no brand', async () => {
  const app = await aRelayApp('vendor', BRAND)
  for (const path of ['/', '/connect'])
    expect(await (await app.ask(path)).text()).not.toMatch(/juniper|#fc0/i)
})

test('a relay without a brand has none', async () => {
  const app = await aRelayApp('vendor', {})
  expect(await (await app.ask(FORM)).text()).not.toMatch(/<header|<footer|:root\{--signup/)
  expect((await app.ask('/v1/logo')).status).toBe(404)
})

test('the logo is an image and nothing else, cached for a while', async () => {
  const app = await aRelayApp('vendor', BRAND)
  const response = await app.ask('/v1/logo', { headers: { 'accept-encoding': 'br, gzip' } })
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'image/png',
    'cache-control': 'public, max-age=300, stale-while-revalidate=86400',
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'cross-origin',
  })
  expect(response.headers.has('content-encoding')).toBe(false)
  expect(Buffer.from(await response.arrayBuffer())).toEqual(PNG)
  const again = await app.ask('/v1/logo', {
    headers: { 'if-none-match': response.headers.get('etag') ?? '' },
  })
  expect(again.status).toBe(304)
})

test.each(['', '/path'])(
  'the logo is found under the path of PUBLIC_URL, asked for as %s/v1/logo',
  async (before) => {
    const settings = { EXISTING_CONTACTS: 'verify', ...BRAND, PUBLIC_URL: `${PUBLIC_URL}/path` }
    const app = await aRelayApp('sandbox', settings)
    expect(await (await app.ask(FORM)).text()).toContain('<img src="/path/v1/logo"')
    expect((await app.ask(`${before}/v1/logo`)).headers.get('content-type')).toBe('image/png')
    await confirming(app)
    expect(app.sandbox.state().mailbox[0]?.html).toContain(`<img src="${PUBLIC_URL}/path/v1/logo"`)
  },
)

test('a logo that cannot be used is left out, and the log says why', async () => {
  const BRAND_LOGO = join(folder, 'none.png')
  const app = await aRelayApp('vendor', { ...BRAND, BRAND_LOGO })
  expect(app.lines.join()).toContain(`BRAND_LOGO is left out: ${BRAND_LOGO} cannot be read (ENOENT)`)
  expect(await (await app.ask(FORM)).text()).toContain(
    `<a href="${SITE_URL}" rel="noreferrer">Juniper &amp; Rye</a></header>`,
  )
  expect((await app.ask('/v1/logo')).status).toBe(404)
})

test('a site without a name is called by its host', async () => {
  const app = await aRelayApp('vendor', { SITE_URL })
  expect(await (await app.ask(FORM)).text()).toContain(
    `<a href="${SITE_URL}" rel="noreferrer">www.juniper.example</a></header>`,
  )
})

test('texts may link to the site, which may neither post nor frame by that', async () => {
  const app = await aRelayApp('vendor', BRAND)
  const query = new URLSearchParams({
    lists: LIST,
    consent: `[ours](${SITE_URL}terms) [others](https://evil.example/)`,
  })
  for (const path of ['form', 'v1/snippet']) {
    const text = await (await app.ask(`/${path}?${query}`)).text()
    expect([...text.matchAll(/<a [^>]*href="([^"]*\/(?:terms)?)"/g)].map(([, to]) => to)).toContain(
      `${SITE_URL}terms`,
    )
    expect(text).toContain('others (https://evil.example/)')
  }
  const page = await app.ask(`/form?${query}`)
  expect(await page.text()).toContain('<meta name="signup-site" content="https://www.juniper.example">')
  expect(page.headers.get('content-security-policy')).not.toContain('juniper')
  const origin = 'https://www.juniper.example'
  expect((await app.ask('/v1/signups', posted(SIGN_UP, { origin }))).status).toBe(403)
  expect((await app.ask(`${FORM}&redirect-url=${SITE_URL}`)).status).toBe(400)
})
