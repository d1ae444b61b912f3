import { describe, expect, it, vi } from 'vitest'
import type { Changes } from '../../settings/stored/save-settings.ts'
import { signedIn } from '../../testing/console.ts'
import { aRelayApp, PUBLIC_URL } from '../../testing/relay-app.ts'
import { LIST, OTHER_LIST } from '../../testing/sign-up.ts'
import { GROUPS } from './groups.ts'

const OWN = {
  CTCT_CLIENT_ID: 'sandbox-application',
  ALLOWED_ORIGINS: 'https://www.bakery.example',
  ALLOWED_LISTS: LIST,
  EXISTING_CONTACTS: 'append',
}
const UNSET = Object.fromEntries(Object.keys(OWN).map((name) => [name, '']))
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

/** A console whose owner's settings are in the database, but for what `environment` sets. */
async function aConsole(environment: Record<string, string> = {}) {
  const app = await aRelayApp('vendor', { ...UNSET, ...environment })
  const save = (changes: Changes) => app.stored.save(changes, { by: 'command' })
  await save(Object.fromEntries(Object.entries(OWN).filter(([name]) => environment[name] === undefined)))
  const browser = await signedIn(app)
  const post = async (group: string, fields: Record<string, string>, version?: number) => {
    const shown = String(version ?? (await app.stored.version()))
    return browser.post(`/console/settings/${group}`, { version: shown, ...fields })
  }
  return {
    ...{ app, browser, save, post },
    html: async (path = '') => (await browser.get(`/console/settings${path}`)).text(),
    values: async () => (await app.stored.read()).values,
  }
}

const CONTACTS = {
  ...{ ALLOWED_LISTS: LIST, EXISTING_CONTACTS: 'append' },
  ...{ CONFIRMED_OPT_IN: 'false', REVEAL_OUTCOME: 'true' },
}
/** What a form shows beside a field. */
const fault = (name: string, sentence: string) =>
  expect.stringMatching(new RegExp(`id="${name}-fault" class="error">[^<]*${sentence}`))

describe('the settings', () => {
  it('are shown with what they do, where they come from and when they were saved', async () => {
    const { html } = await aConsole({ SITE_NAME: 'Juniper & Rye' })
    const page = await html()
    expect(page).toContain('Add them to the lists, and change nothing else')
    expect(page).toMatch(/A form on any other site is refused\.[^<]*Saved <time/)
    expect(page).toMatch(/<bdi>Juniper &amp; Rye<\/bdi>.*?Set in the relay’s environment, as <code>SITE_NAME/)
    expect(page).toMatch(/24 hours.*?Default\./)
    for (const key of Object.keys(GROUPS)) expect(page).toContain(`href="/console/settings/${key}"`)
  })

  it('are saved group by group, and a default that a form repeats stays a default', async () => {
    const { post, values } = await aConsole()
    const saved = await post('contacts', { ...CONTACTS, EXISTING_CONTACTS: 'complete' })
    expect(saved.headers.get('location')).toBe('/console/settings?done=saved')
    await post('addresses', { PUBLIC_URL, ALLOWED_ORIGINS: 'bakery.example, *.cafe.example' })
    await post('retention', { RETENTION_HOURS: '48', CONSENT_RETENTION_DAYS: '' })
    expect(await values()).toEqual({
      ...OWN,
      EXISTING_CONTACTS: 'complete',
      ALLOWED_ORIGINS: 'https://bakery.example,https://*.cafe.example',
      RETENTION_HOURS: '48',
    })
    await post('retention', { RETENTION_HOURS: '', CONSENT_RETENTION_DAYS: '1095' })
    expect(await values()).not.toHaveProperty('RETENTION_HOURS')
  })

  it.each([
    ['addresses', { ALLOWED_ORIGINS: 'bakery' }, 'ALLOWED_ORIGINS', 'bakery is not a whole address'],
    ['addresses', { ALLOWED_ORIGINS: '' }, 'ALLOWED_ORIGINS', 'Enter at least one site'],
    ['contacts', { ...CONTACTS, EXISTING_CONTACTS: 'verify' }, 'EXISTING_CONTACTS', 'needs SMTP_URL'],
    ['contacts', { ...CONTACTS, ALLOWED_LISTS: '' }, 'ALLOWED_LISTS', 'Tick at least one list'],
    ['contacts', { ...CONTACTS, REVEAL_OUTCOME: 'perhaps' }, 'REVEAL_OUTCOME', 'This must be true or false'],
    ['brand', { SITE_NAME: 'Rye', BRAND_ACCENT: 'wine red' }, 'BRAND_ACCENT', 'This must be a colour'],
    [
      'brand',
      { SITE_NAME: 'Rye', BRAND_LOGO: 'data:image/svg+xml;base64,PHN2Zz4=' },
      'BRAND_LOGO',
      'is not a PNG',
    ],
    ['alerts', { ALERT_EMAIL: 'ada@example.org' }, 'ALERT_EMAIL', 'This needs SMTP_URL and MAIL_FROM'],
    [
      'alerts',
      { ALERT_WEBHOOK: 'https://127.0.0.1/hook' },
      'ALERT_WEBHOOK',
      'This must be an address on the internet',
    ],
    [
      'alerts',
      { ALERT_WEBHOOK: 'https://localhost/hook' },
      'ALERT_WEBHOOK',
      'This must be an address on the internet',
    ],
    [
      'retention',
      { RETENTION_HOURS: '0', CONSENT_RETENTION_DAYS: '9' },
      'RETENTION_HOURS',
      'This must be a whole number',
    ],
  ])(
    'of %s, %j are refused beside the field, and nothing is half saved',
    async (group, typed, name, sentence) => {
      const { post, values } = await aConsole()
      const answer = await post(group, { PUBLIC_URL, ...typed })
      expect(answer.status).toBe(422)
      const page = await answer.text()
      expect(page).toEqual(fault(name, sentence))
      expect(page).toContain('<title>Error: ')
      expect(await values()).toEqual(OWN)
    },
  )

  it('tell the second of two who save at once, and show both versions', async () => {
    const { app, save, post, values } = await aConsole({ BRAND_ACCENT: '7a1f3d' })
    const opened = await app.stored.version()
    await save({ SITE_NAME: 'Rye & Sons', SITE_URL: 'https://rye.example' })
    const second = await post('brand', { SITE_NAME: 'Juniper', SITE_URL: 'https://rye.example' }, opened)
    expect(second.status).toBe(422)
    const page = await second.text()
    expect(page).toContain('somebody else has saved settings since you opened this page')
    expect(page).toMatch(/What is saved now.*?<dt>Name of your site<\/dt><dd><bdi>Rye &amp; Sons/)
    expect(page).not.toMatch(/<dt>(Address of your site|Colour of buttons)<\/dt>/)
    expect(page).toContain('value="Juniper"')
    expect(await values()).toMatchObject({ SITE_NAME: 'Rye & Sons' })
    // The page is based on what is saved now, so pressing Save again replaces it.
    const [, version] = /name="version" value="(\d+)"/.exec(page) ?? []
    await post('brand', { SITE_NAME: 'Juniper' }, Number(version))
    expect(await values()).toMatchObject({ SITE_NAME: 'Juniper' })
  })

  it('keep what somebody else saved meanwhile in fields that were left alone, also after a fault', async () => {
    const { save, post, html, values } = await aConsole()
    const shownIn = (page: string) =>
      Object.fromEntries(
        [...page.matchAll(/name="(version|shown-\w+)" value(?:="([^"]*)")?/g)].map(([, name, value = '']) => [
          name,
          value,
        ]),
      )
    const opened = shownIn(await html('/brand'))
    const typed = { SITE_NAME: 'Juniper', SITE_URL: 'not an address', BRAND_ACCENT: '' }
    const wrong = await (await post('brand', { ...opened, ...typed })).text()
    expect(wrong).toEqual(fault('SITE_URL', 'This must be an address'))
    await save({ BRAND_ACCENT: '7a1f3d' })
    const mended = { ...shownIn(wrong), ...typed, SITE_URL: '' }
    const stale = await (await post('brand', mended)).text()
    expect(stale).toContain('somebody else has saved settings')
    expect(stale).toMatch(/name="BRAND_ACCENT"[^>]*value="7a1f3d"/)
    const again = await post('brand', { ...shownIn(stale), ...typed, SITE_URL: '', BRAND_ACCENT: '7a1f3d' })
    expect(again.status).toBe(303)
    expect(await values()).toMatchObject({ SITE_NAME: 'Juniper', BRAND_ACCENT: '7a1f3d' })
  })

  it('keep a list open whose id was saved in capital letters', async () => {
    const { html, post } = await aConsole()
    await post('contacts', { ...CONTACTS, ALLOWED_LISTS: LIST.toUpperCase() })
    const page = await html('/contacts')
    expect(page).toMatch(new RegExp(`<input[^>]* value="${LIST}"[^>]* checked`))
    expect(page).not.toContain('No longer in your account')
  })

  it('of the environment are locked, whatever is posted', async () => {
    const { browser, html, post, values } = await aConsole({
      ALLOWED_LISTS: LIST,
      ALERT_WEBHOOK: 'https://10.0.0.1/hook',
    })
    const page = await html('/contacts')
    expect(page).toContain('Set in the relay’s environment, as <code>ALLOWED_LISTS</code>')
    expect(page).not.toContain('name="ALLOWED_LISTS"')
    expect(await html('/alerts')).not.toContain('10.0.0.1')
    await post('contacts', { ...CONTACTS, ALLOWED_LISTS: OTHER_LIST, EXISTING_CONTACTS: 'update' })
    expect(await values()).toMatchObject({ EXISTING_CONTACTS: 'update' })
    expect(await values()).not.toHaveProperty('ALLOWED_LISTS')
    expect((await browser.get('/console/settings/ports')).status).toBe(404)
  })
})

describe('a secret', () => {
  const HOOK = 'https://hooks.example.org/key-of-the-hook'

  it('is kept by an empty field, replaced, removed, and on no page', async () => {
    const { app, post, html, values } = await aConsole()
    await post('alerts', { ALERT_WEBHOOK: HOOK })
    expect(await values()).toMatchObject({ ALERT_WEBHOOK: HOOK })
    await post('alerts', { ALERT_WEBHOOK: '' })
    expect(await values()).toMatchObject({ ALERT_WEBHOOK: HOOK })
    const pages = await Promise.all(['', '/alerts', '/history'].map(html))
    expect(pages[0]).toContain('Set, and never shown')
    expect(pages[2]).toContain('A new secret')
    const refused = await post('alerts', { ALERT_EMAIL: 'none', ALERT_WEBHOOK: `${HOOK}-new` })
    const again = await refused.text()
    expect(again).toContain('Enter it again: it was not saved.')
    expect([...pages, again, ...app.lines].join()).not.toContain('key-of-the-hook')
    await post('alerts', { 'remove-ALERT_WEBHOOK': 'yes' })
    expect(await values()).not.toHaveProperty('ALERT_WEBHOOK')
  })
})

describe('the logo', () => {
  async function upload(file: Blob | undefined, more: Record<string, string> = {}) {
    const console_ = await aConsole()
    const { app, browser } = console_
    const body = new FormData()
    const fields = { token: browser.token, version: String(await app.stored.version()), ...more }
    for (const [name, value] of Object.entries(fields)) body.append(name, value)
    if (file) body.append('BRAND_LOGO', file, 'logo.png')
    const headers = { cookie: browser.cookie, origin: new URL(PUBLIC_URL).origin }
    const answer = await app.ask('/console/settings/brand', { method: 'POST', headers, body })
    return { ...console_, status: answer.status, text: await answer.text() }
  }

  it('is uploaded without script, kept as what it is, and removed', async () => {
    // What the browser calls it does not count.
    const { status, values, html, post } = await upload(new Blob([PIXEL], { type: 'text/html' }), {
      SITE_NAME: 'Bäckerei',
    })
    expect(status).toBe(303)
    const { BRAND_LOGO, SITE_NAME } = await values()
    expect(SITE_NAME).toBe('Bäckerei')
    expect(BRAND_LOGO).toBe(`data:image/png;base64,${PIXEL.toString('base64')}`)
    expect(await html('/brand')).toContain('<img class="logo" src="/v1/logo"')
    expect(await html()).toContain('image/png, 1 kB')
    await post('brand', { SITE_NAME: 'Bäckerei' })
    expect(await values()).toHaveProperty('BRAND_LOGO')
    await post('brand', { SITE_NAME: 'Bäckerei', 'remove-BRAND_LOGO': 'yes' })
    expect(await values()).not.toHaveProperty('BRAND_LOGO')
  })

  it('is refused if it is none, or too large, and so is a post without the token', async () => {
    const svg = await upload(new Blob(['<svg xmlns="http://www.w3.org/2000/svg"/>']), { SITE_NAME: 'Rye' })
    expect(svg.text).toEqual(fault('BRAND_LOGO', 'This is not a PNG, JPEG or WebP image'))
    expect(await svg.values()).toEqual(OWN)
    const bad = await upload(new Blob([PIXEL]), { SITE_NAME: 'x'.repeat(200) })
    expect(bad.text).toContain('Choose the file again: it was not saved.')
    const large = await upload(new Blob([PIXEL, new Uint8Array(600_000)]))
    expect(large.text).toEqual(fault('BRAND_LOGO', 'This is larger than 500 kB'))
    expect((await upload(new Blob([PIXEL, new Uint8Array(2_500_000)]))).status).toBe(413)
    expect((await upload(new Blob([PIXEL]), { token: 'wrong' })).status).toBe(403)
  })
})

describe('the application', () => {
  const OTHER = { CTCT_CLIENT_ID: 'another-application', CTCT_CLIENT_SECRET: '' }

  it('is asked about before it disconnects the relay, and checked', async () => {
    const { app, post, html } = await aConsole()
    const pair = { accessToken: 'a', refreshToken: 'r', lifeMs: 3_600_000 }
    await app.tokens.store(pair)
    expect(await html('/application')).toContain('Disconnect the relay from the account')
    expect(await (await post('application', OTHER)).text()).toContain('To change the application, tick this.')
    const agreed = await post('application', { ...OTHER, disconnect: 'yes' })
    expect(await agreed.text()).toContain('does not accept this id')
    expect((await app.tokens.status()).kind).toBe('connected')
  })

  it('that the environment sets has its secret checked, and what is wrong stands beside the secret', async () => {
    const { post, values } = await aConsole(OWN)
    vi.stubGlobal('fetch', async () => Response.json({ error: 'invalid_client' }, { status: 401 }))
    const refused = await post('application', { CTCT_CLIENT_SECRET: 'mistyped' })
    expect([refused.status, await refused.text()]).toEqual([
      422,
      fault('CTCT_CLIENT_SECRET', 'Constant Contact does not accept this id with this secret'),
    ])
    expect(await values()).not.toHaveProperty('CTCT_CLIENT_SECRET')
  })

  it('that is another one disconnects the relay, and leads to where it is connected anew', async () => {
    const { app, post, values } = await aConsole()
    await app.tokens.store({ accessToken: 'a', refreshToken: 'r', lifeMs: 3_600_000 })
    // What the vendor says of a right application with a token that it does not know.
    vi.stubGlobal('fetch', async () => Response.json({ error: 'invalid_grant' }, { status: 400 }))
    const saved = await post('application', { ...OTHER, CTCT_CLIENT_SECRET: 'sesame', disconnect: 'yes' })
    expect(saved.headers.get('location')).toBe('/console/account?done=moved')
    expect((await app.tokens.status()).kind).toBe('disconnected')
    expect(await values()).toMatchObject({ CTCT_CLIENT_SECRET: 'sesame' })
    await post('application', { CTCT_CLIENT_ID: OTHER.CTCT_CLIENT_ID, 'remove-CTCT_CLIENT_SECRET': 'yes' })
    expect(await values()).not.toHaveProperty('CTCT_CLIENT_SECRET')
  })
})

describe('what was changed', () => {
  it('is listed with when and how, page by page', async () => {
    const { save, html } = await aConsole()
    await save({ SITE_NAME: 'Rye <b>' })
    expect(await html('/history')).toMatch(
      /<th scope="row">Name of your site<\/th><td>Not set<\/td><td><bdi>Rye &lt;b><\/bdi><\/td><td>By command/,
    )
    for (let hours = 1; hours <= 51; hours++) await save({ RETENTION_HOURS: String(hours) })
    const [, next] = /history\?before=(\d+)"/.exec(await html('/history')) ?? []
    expect(await html(`/history?before=${next}`)).toContain('Rye &lt;b>')
    expect(await html('/history?before=nothing')).toContain('51 hours')
  })
})
