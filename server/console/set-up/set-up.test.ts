import { describe, expect, it } from 'vitest'
import { checkApplication } from '../../constant-contact/oauth/check-application.ts'
import { redirectResponse } from '../../routes/page.ts'
import { createSandbox } from '../../sandbox/sandbox.ts'
import type { Given } from '../../settings/rules.ts'
import { createStoredSettings } from '../../settings/stored/stored-settings.ts'
import { newDatabase } from '../../testing/databases.ts'
import { createConsoleRoutes } from '../routes.ts'
import { setUpRoutes } from './set-up.ts'

const VENDOR = 'http://127.0.0.1:8081'
const RELAY = 'http://localhost:8080'
const NEWSLETTER = 'd13d60d0-f256-11e8-b47d-fa163e56c9b0'
const ADDRESSES = { PUBLIC_URL: RELAY, ALLOWED_ORIGINS: 'www.bakery.example', SITE_NAME: '' }
const APPLICATION = { CTCT_CLIENT_ID: 'bakery', CTCT_CLIENT_SECRET: 'the-secret' }
const CHOICES = { ALLOWED_LISTS: NEWSLETTER, EXISTING_CONTACTS: 'append', CONFIRMED_OPT_IN: 'false' }

/** Set-up without its guard, on a store of its own, with a sandbox as Constant Contact. */
async function world(environment: Given = {}, { hasMail = false, mayHavePath = false } = {}) {
  const database = await newDatabase('sqlite')
  const settings = createStoredSettings({
    ...{ database, environment, isSandbox: false },
    secretKeys: ['a secret key of thirty-two or more characters'],
  })
  const sandbox = createSandbox({
    client: { id: 'bakery', secret: 'the-secret' },
    origin: () => VENDOR,
    tokenPerSecond: 1000,
  })
  const account = {
    isReachable: true,
    connectedAt: undefined as number | undefined,
    lists: [{ id: NEWSLETTER, name: 'Rye & <b>more</b>' }] as { id: string; name: string }[] | undefined,
    /** Whether the lists were read before over this connection. */
    isKnown: true,
  }
  const applied: number[] = []
  const app = createConsoleRoutes()
  app.use(async (context, next) => {
    context.set('shell', { publicPath: '', site: 'Juniper & Rye', isSandbox: false })
    context.set('session', { hash: '', token: 'the-token' })
    context.set('form', new URLSearchParams(await context.req.text()))
    await next()
  })
  const authUrl = `${VENDOR}/oauth2/default/v1`
  app.route(
    '/',
    setUpRoutes({
      ...{ settings, authUrl, hasMail, mayHavePath },
      environmentSecret: environment.CTCT_CLIENT_SECRET,
      connectedAt: async () => account.connectedAt,
      lists: async () => account.lists,
      knownLists: async () => (account.isKnown ? account.lists : undefined),
      applied: async (version) => void applied.push(version),
      depart: async (back) => redirectResponse(`${VENDOR}/authorize?back=${back}`),
      issueCode: async () => 'the-code',
      checkApplication: (application) =>
        checkApplication(
          {
            authUrl,
            waitForCall: async () => true,
            fetch: async (input, init) =>
              account.isReachable ? sandbox.fetch(new Request(input, init)) : Response.error(),
          },
          application,
        ),
    }),
  )
  app.get('/console', ({ text }) => text('Today'))

  const visit = async (path: string, form?: Record<string, string> | [string, string][], origin = RELAY) => {
    const referer = `${origin}/console/sign-in`
    const { version } = await settings.read()
    const body = form && new URLSearchParams(form)
    if (body && !body.has('version')) body.set('version', String(version))
    const response = await app.request(path, {
      method: body ? 'POST' : 'GET',
      headers: { origin, referer },
      body: body ?? null,
    })
    return {
      status: response.status,
      to: response.headers.get('location'),
      policy: response.headers.get('content-security-policy'),
      text: await response.text(),
    }
  }
  return {
    ...{ settings, account, applied, visit },
    values: async () => (await settings.read()).values,
    step: (name: string, form?: Record<string, string> | [string, string][], origin?: string) =>
      visit(`/console/set-up/${name}`, form, origin),
  }
}

describe('set-up', () => {
  it('leads from step to step, and to the one that is next from everywhere', async () => {
    const { visit, step, account, applied, values } = await world()
    for (const path of ['/console', '/console/set-up', '/console/set-up/form'])
      expect((await visit(path)).to, path).toBe('/console/set-up/address')
    expect((await step('address', { ...ADDRESSES, twins: 'yes' })).to).toBe('/console/set-up/application')
    expect((await step('application', APPLICATION)).to).toBe('/console/set-up/allow')
    expect((await step('lists')).to).toBe('/console/set-up/allow')
    expect((await step('allow', {})).to).toBe(`${VENDOR}/authorize?back=/console/set-up`)
    account.connectedAt = 1
    expect((await visit('/console/set-up')).to).toBe('/console/set-up/lists')
    expect((await step('lists', CHOICES)).to).toBe('/console/set-up/form')
    expect(await values()).toEqual({
      PUBLIC_URL: RELAY,
      ALLOWED_ORIGINS: 'https://www.bakery.example,https://bakery.example',
      ...APPLICATION,
      ...CHOICES,
    })
    // Each save is in force before the next page is shown.
    expect(applied).toEqual([1, 2, 2, 3])
    expect((await visit('/console')).text).toBe('Today')
  })

  it('can be taken up again, and its steps changed', async () => {
    const { step, account, settings, values } = await world()
    await settings.save(
      { ...APPLICATION, ...CHOICES, ALLOWED_ORIGINS: 'https://a.example' },
      { by: 'console' },
    )
    account.connectedAt = 1
    const { text } = await step('address')
    expect(text).toContain('https://a.example</textarea>')
    expect(text).toMatch(/<li aria-current="step"><span aria-hidden="true">✓<\/span> Addresses</)
    expect(text).toContain('<a href="/console/set-up/form">Your form</a>')
    await step('address', { ...ADDRESSES, ALLOWED_ORIGINS: 'b.example\nc.example' })
    expect(await values()).toMatchObject({ ALLOWED_ORIGINS: 'https://b.example,https://c.example' })
  })

  it('offers a choice of lists by their names alone: not before they are known, and without lists that have gone', async () => {
    const events = NEWSLETTER.replace('d', 'e')
    const gone = NEWSLETTER.replace('d', 'f')
    const { step, account } = await world({
      ...ADDRESSES,
      ...APPLICATION,
      ...CHOICES,
      ALLOWED_LISTS: `${gone},${NEWSLETTER.toUpperCase()},${events}`,
    })
    account.connectedAt = 1
    // As after an upgrade, or after the relay was connected anew.
    account.isKnown = false
    account.lists = undefined
    const unknown = (await step('form')).text
    expect(unknown).toContain(`data-lists=&quot;${gone}&quot;`)
    expect(unknown).not.toContain('data-list-choice')
    account.lists = [
      { id: NEWSLETTER, name: 'Newsletter' },
      { id: events, name: 'Events' },
    ]
    const read = (await step('form')).text
    expect(read).toContain(`data-lists='${NEWSLETTER}=Newsletter,\n  ${events}=Events'`)
    expect(read).toContain(`data-lists=&quot;${NEWSLETTER}&quot;`)
    expect(read).not.toContain(gone)
  })

  it('tells the second of two who save at once, and keeps what was typed', async () => {
    const { step, values } = await world()
    await step('address', { ...ADDRESSES, version: '0' })
    const second = await step('address', { ...ADDRESSES, ALLOWED_ORIGINS: 'cafe.example', version: '0' })
    expect(second.status).toBe(422)
    expect(second.text).toContain('somebody else has saved settings since')
    expect(second.text).toContain('cafe.example</textarea>')
    expect(await values()).toMatchObject({ ALLOWED_ORIGINS: 'https://www.bakery.example' })
    expect(second.text).toContain('name="version" value="1"')
    // A page with a fault is still based on what it showed before.
    const wrong = await step('address', { ...ADDRESSES, ALLOWED_ORIGINS: 'bakery', version: '0' })
    expect(wrong.text).toContain('name="version" value="0"')
  })

  it('shows what the environment sets, and leaves it alone', async () => {
    const environment = {
      PUBLIC_URL: 'https://signup.bakery.example',
      SITE_NAME: 'Rye',
      CTCT_CLIENT_SECRET: 'the-secret',
    }
    const { step, values } = await world(environment)
    const { text } = await step('address')
    expect(text).toContain('Set in the relay’s environment, as <code>PUBLIC_URL</code>')
    expect(text).not.toContain('name="PUBLIC_URL"')
    await step('address', { ...ADDRESSES, PUBLIC_URL: 'https://evil.example' })
    const application = await step('application')
    expect(application.text).toContain('https://signup.bakery.example/connect/callback')
    expect(application.text).not.toContain('the-secret')
    expect((await step('application', { CTCT_CLIENT_ID: 'bakery' })).to).toBe('/console/set-up/allow')
    expect(await values()).toEqual({
      ALLOWED_ORIGINS: 'https://www.bakery.example',
      CTCT_CLIENT_ID: 'bakery',
    })
  })
})

describe('addresses', () => {
  it.each([
    [{ ALLOWED_ORIGINS: '' }, 'Enter at least one site'],
    [{ ALLOWED_ORIGINS: 'a.example, bakery, ftp://b.example' }, 'bakery is not a whole address'],
    [{ PUBLIC_URL: 'http://signup.bakery.example' }, 'This must begin with https://'],
    [{ PUBLIC_URL: 'www.bakery.example/signup' }, 'set CONSOLE=on'],
    [{ PUBLIC_URL: 'https://signup.bakery.example/?a=b' }, 'This must have no ? and no #'],
    [{ PUBLIC_URL: 'not an address' }, 'This must be an address'],
    [{ SITE_NAME: 'x'.repeat(101) }, 'This must be one line of 100 characters at most'],
  ])('%j are refused beside the field, with what was typed', async (typed, sentence) => {
    const { step, values } = await world()
    const { status, text } = await step('address', { ...ADDRESSES, ...typed })
    expect(status).toBe(422)
    const [name = ''] = Object.keys(typed)
    expect(text).toMatch(
      new RegExp(`id="${name}-fault" class="error">[^<]*${sentence.replace(/[?]/g, '\\?')}`),
    )
    expect(text).toContain('<title>Error: ')
    expect(await values()).toEqual({})
  })

  it('offer the one in the browser while none is set, and never that of a Host header', async () => {
    const { step } = await world()
    const from = async (origin: string) => (await step('address', undefined, origin)).text
    expect(await from('https://signup.bakery.example')).toContain('value="https://signup.bakery.example"')
    expect(await from('http://localhost:9000')).toContain(`value="${RELAY}"`)
    const wrong = { ...ADDRESSES, ALLOWED_ORIGINS: '' }
    const { text } = await step('address', wrong, 'https://signup.bakery.example')
    expect(text).toContain(`value="${RELAY}"`)
    expect(text).not.toMatch(/name="twins"[^>]* checked/)
    await step('address', ADDRESSES)
    expect(await from('https://signup.bakery.example')).toContain(`value="${RELAY}"`)
  })

  it('take a host alone for the relay, and its path where the console stays on', async () => {
    const { step, values } = await world({}, { mayHavePath: true })
    await step('address', { ...ADDRESSES, PUBLIC_URL: ' Signup.bakery.example/form-relay/ ' })
    expect(await values()).toMatchObject({ PUBLIC_URL: 'https://Signup.bakery.example/form-relay/' })
  })
})

describe('the application', () => {
  const asked = { ...ADDRESSES }

  it('is checked before it is saved', async () => {
    const { step, values, account } = await world()
    await step('address', asked)
    const wrong = await step('application', { CTCT_CLIENT_ID: 'bakery', CTCT_CLIENT_SECRET: 'rye' })
    expect(wrong.text).toContain('does not accept this id with this secret (invalid_client)')
    expect(wrong.text).toContain('value="bakery"')
    expect(wrong.text).not.toContain('"rye"')
    account.isReachable = false
    expect((await step('application', APPLICATION)).text).toContain('Constant Contact cannot be reached')
    expect((await step('application', { CTCT_CLIENT_ID: ' ' })).text).toContain('Paste the application’s id.')
    expect(await values()).not.toHaveProperty('CTCT_CLIENT_ID')
  })

  it('keeps its secret, which is never shown again, where the field stays empty', async () => {
    const { step, values } = await world()
    await step('address', asked)
    await step('application', APPLICATION)
    expect((await step('application')).text).not.toContain('the-secret')
    expect((await step('application', { CTCT_CLIENT_ID: 'bakery', CTCT_CLIENT_SECRET: '' })).status).toBe(303)
    expect(await values()).toMatchObject(APPLICATION)
  })

  it('asks before another one disconnects the relay', async () => {
    const { step, account, values } = await world()
    await step('address', asked)
    await step('application', APPLICATION)
    account.connectedAt = 1
    const other = { CTCT_CLIENT_ID: 'cafe', CTCT_CLIENT_SECRET: 'x' }
    expect((await step('application', other)).text).toContain('To change the application, tick this.')
    expect((await step('application', { ...other, disconnect: 'yes' })).text).toContain('does not accept')
    expect(await values()).toMatchObject(APPLICATION)
  })
})

describe('allowing', () => {
  it('goes on at the relay’s address, with a code, where the browser is at another one', async () => {
    const { step } = await world()
    await step('address', { ...ADDRESSES, PUBLIC_URL: 'signup.bakery.example' })
    await step('application', APPLICATION)
    expect((await step('allow')).policy).toContain(`form-action 'self' ${VENDOR} https:;`)
    const elsewhere = await step('allow', {})
    expect(elsewhere.text).toContain('href="https://signup.bakery.example/console/sign-in?code=the-code"')
    expect((await step('allow', {}, 'https://signup.bakery.example')).to).toContain('/authorize')
  })

  it('sends no code over http, where anybody on the way could read it and sign in', async () => {
    const { step } = await world({ PUBLIC_URL: 'http://signup.bakery.example' })
    await step('address', ADDRESSES)
    await step('application', APPLICATION)
    const { text } = await step('allow', {})
    expect(text).not.toContain('the-code')
    expect(text).toMatch(/http:\/\/signup\.bakery\.example<\/code>, which has no https.*PUBLIC_URL/s)
  })

  it('says since when the relay is connected', async () => {
    const { step, account } = await world()
    await step('address', ADDRESSES)
    await step('application', APPLICATION)
    account.connectedAt = Date.UTC(2026, 10, 29)
    expect((await step('allow')).text).toMatch(/connected to your account since <time[^>]*>29 Nov 2026/)
  })
})

describe('lists and contacts', () => {
  async function connected(environment: Given = {}) {
    const app = await world(environment)
    await app.step('address', ADDRESSES)
    await app.step('application', APPLICATION)
    app.account.connectedAt = 1
    return app
  }

  it('are chosen by nobody but the owner', async () => {
    const { step, values } = await connected()
    const page = await step('lists')
    expect(page.text).toContain('<bdi>Rye &amp; &lt;b>more&lt;/b></bdi>')
    expect(page.text.match(/ checked/g)).toHaveLength(1)
    expect(page.text).toMatch(/name="CONFIRMED_OPT_IN" value="false" checked/)
    const nothing = await step('lists', { CONFIRMED_OPT_IN: 'false' })
    expect(nothing.text).toContain('Tick at least one list.')
    expect(nothing.text).toContain('Choose one.')
    expect(await values()).not.toHaveProperty('CONFIRMED_OPT_IN')
  })

  it('refuse to ask by mail without a mail server', async () => {
    const { step, values } = await connected()
    const verify = { ...CHOICES, EXISTING_CONTACTS: 'verify' }
    const { text } = await step('lists', verify)
    expect(text).toMatch(/id="EXISTING_CONTACTS-fault" class="error">[^<]*needs SMTP_URL and MAIL_FROM/)
    expect(text).toMatch(/value="verify" checked/)
    expect(await values()).not.toHaveProperty('ALLOWED_LISTS')
    const mail = { SMTP_URL: 'smtp://mail.example', MAIL_FROM: 'hello@bakery.example', SITE_NAME: 'Rye' }
    const withMail = await connected(mail)
    expect((await withMail.step('lists', verify)).to).toBe('/console/set-up/form')
  })

  it('say how to go on without lists, and while they cannot be read', async () => {
    const { step, account } = await connected()
    account.lists = []
    expect((await step('lists')).text).toContain('Your account has no lists yet')
    account.lists = undefined
    expect((await step('lists')).text).toContain('Your lists cannot be read')
  })

  it('name a list that the account no longer has', async () => {
    const { step, account, values } = await connected()
    const gone = 'd13d60d1-f256-11e8-b47d-fa163e56c9b0'
    await step('lists', [...Object.entries(CHOICES), ['ALLOWED_LISTS', gone]])
    expect((await values()).ALLOWED_LISTS).toBe(`${NEWSLETTER},${gone}`)
    expect((await step('lists')).text).toContain(`closed when you save: <code>${gone}</code>`)
    await step('lists', CHOICES)
    expect(await values()).toMatchObject({ ALLOWED_LISTS: NEWSLETTER })
    // While they cannot be read, those that are open stay so.
    account.lists = undefined
    expect((await step('lists')).text).toContain(`type="hidden" name="ALLOWED_LISTS" value="${NEWSLETTER}"`)
  })
})

describe('the form', () => {
  it('has a tag, a frame and a link for the lists that are open', async () => {
    const { step, settings, account } = await world()
    await settings.save(
      { ...APPLICATION, ...CHOICES, ...ADDRESSES, ALLOWED_ORIGINS: 'https://a.example' },
      { by: 'console' },
    )
    account.connectedAt = 1
    const { text } = await step('form')
    expect(text).toContain(`data-lists=&quot;${NEWSLETTER}&quot;`)
    expect(text).toContain(`${RELAY}/form?lists=${NEWSLETTER}&amp;amp;fields=first_name+last_name`)
    expect(text).not.toContain('data-list-choice')
    expect(text).toContain('works only on this computer')
    await settings.save({ PUBLIC_URL: 'https://signup.bakery.example' }, { by: 'console' })
    expect((await step('form')).text).not.toContain('works only on this computer')
  })
})
