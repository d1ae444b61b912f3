import { describe, expect, it } from 'vitest'
import { signedIn } from '../../testing/console.ts'
import { aRelayApp, ORIGIN, PUBLIC_URL } from '../../testing/relay-app.ts'
import { LIST, OTHER_LIST } from '../../testing/sign-up.ts'

const GONE = 'd13d60d9-f256-11e8-b47d-fa163e56c9b0'

/** A console of a relay that is connected to its sandbox, unless `kind` says that it never was. */
async function aConsole(kind: 'sandbox' | 'vendor' = 'sandbox', environment: Record<string, string> = {}) {
  const app = await aRelayApp(kind, environment)
  app.sandbox.control.change({ per_second: 1000 })
  if (kind === 'sandbox') await app.dispatcher.start()
  const browser = await signedIn(app)
  return {
    ...{ app, browser },
    html: async (path = '') => (await browser.get(`/console/account${path}`)).text(),
    /** Presses a button, and resolves to where it leads. */
    press: async (button: string, fields: Record<string, string> = {}) =>
      (await browser.post(`/console/account/${button}`, fields)).headers.get('location'),
    result: async (fields: Record<string, string>) =>
      (await browser.post('/console/account/try', fields)).text(),
  }
}

describe('the account', () => {
  it('is read when the owner asks for it, and else never', async () => {
    const { app, html, press } = await aConsole()
    const calls = () => app.sandbox.state().calls.filter(({ path }) => path.startsWith('/v3/'))
    expect(await html()).toContain('They have not been read yet')
    await html()
    expect(calls()).toEqual([])
    expect(await press('refresh')).toBe('/console/account?done=read')
    const read = calls().length
    const page = await html('?done=read')
    expect(page).toContain('were read from Constant Contact.')
    expect(page).toMatch(/Last read <time/)
    expect(page).toMatch(new RegExp(`<bdi>Newsletter</bdi></th><td>Open</td><td class="id"><code>${LIST}`))
    expect(page).toContain(`data-copy="${LIST}"`)
    expect(page).toContain('data-custom-fields=')
    expect(page).toContain('contacts:write')
    expect(calls()).toHaveLength(read)
  })

  it('is shown as it was while Constant Contact is down, and names lists that have gone', async () => {
    const { app, browser, html, press } = await aConsole('sandbox', { ALLOWED_LISTS: `${LIST},${GONE}` })
    await press('refresh')
    app.sandbox.control.addFault({ fault: { kind: 'status', status: 503 } })
    expect(await press('refresh')).toBe('/console/account?done=unread')
    const page = await html('?done=unread')
    expect(page).toContain('cannot be read from Constant Contact at the moment')
    expect(page).toContain('<bdi>Newsletter</bdi>')
    expect(page).toContain(`no longer in the account: <code>${GONE}</code>`)
    // The names are known on other pages too.
    expect(await (await browser.get('/console/settings')).text()).toContain(`<bdi>Newsletter, ${GONE}</bdi>`)
  })

  it('is not shown under another connection, which may be of another account', async () => {
    const { app, html, press } = await aConsole()
    await press('refresh')
    await app.database.run('UPDATE connection SET connected_at = connected_at - 1000')
    expect(await html()).not.toContain('<bdi>Newsletter</bdi>')
  })

  it.each(['', 'not JSON', '{"lists":"none"}'])(
    'counts as not read where what is kept is %j',
    async (kept) => {
      const { app, html, press } = await aConsole()
      await press('refresh')
      await app.database.run("UPDATE meta SET value = ? WHERE name = 'account'", kept)
      expect(await html()).toContain('They have not been read yet')
    },
  )
})

describe('the connection', () => {
  it('is shown, and ended after asking', async () => {
    const { app, html, press } = await aConsole()
    const page = await html()
    expect(page).toMatch(/Connected since<\/dt><dd><time/)
    expect(page).toContain('Connect again')
    expect(await html('/disconnect')).toContain('Disconnect from Constant Contact?')
    expect((await app.tokens.status()).kind).toBe('connected')
    expect(await press('disconnect')).toBe('/console/account?done=disconnected')
    const ended = await html('?done=disconnected')
    expect(ended).toContain('The relay is not connected. Sign-ups are kept')
    expect(ended).not.toContain('Disconnect …')
    expect(ended).not.toContain('/console/account/refresh')
  })

  it('is made anew without a code, and leads back here', async () => {
    const { app, browser, press } = await aConsole('vendor')
    const page = await browser.get('/console/account')
    expect(page.headers.get('content-security-policy')).toContain(
      "form-action 'self' http://127.0.0.1:8081 https:",
    )
    expect(await press('connect')).toContain('/oauth2/default/v1/authorize?')
    const left = await browser.post('/console/account/connect')
    const [departure = ''] = (left.headers.get('set-cookie') ?? '').split(';')
    const { searchParams } = new URL(left.headers.get('location') ?? '')
    const code = `state=${searchParams.get('state')}&error=access_denied`
    const back = await app.ask(`/connect/callback?${code}`, { headers: { cookie: departure } })
    expect(await back.text()).toContain(`${PUBLIC_URL}/console/account">Try again`)
  })

  it('goes on at the relay’s address where the browser is at another one', async () => {
    const { browser } = await aConsole('vendor')
    const through = { host: 'localhost:8080', origin: 'http://localhost:8080' }
    const answer = await browser.post('/console/account/connect', {}, through)
    expect(await answer.text()).toContain(`href="${PUBLIC_URL}/console/sign-in?code=`)
  })
})

describe('a trial', () => {
  it('goes through admission, and is neither recorded nor sent', async () => {
    const { app, result } = await aConsole()
    const page = await result({ email: ' Ada@example.org', list: LIST })
    expect(page).toContain(`A form on <code>${ORIGIN}</code> sends it. The relay accepts it.`)
    expect(page).toContain('The relay is connected, so it would be sent at once.')
    expect(page).toContain(`&quot;list_memberships&quot;: [\n    &quot;${LIST}&quot;`)
    expect(page).toContain('Nothing was recorded or sent')
    expect(await app.recorded()).toBe(0)
    expect(await app.database.all('SELECT * FROM consents')).toEqual([])
    expect(app.sandbox.state().calls.filter(({ path }) => path.includes('sign_up_form'))).toEqual([])
    expect(app.lines.join('')).not.toMatch(/ada@/i)
  })

  it.each([
    [{ email: 'ada', list: LIST }, {}, '<code>invalid_fields</code> (<code>email_address: invalid'],
    [{ email: 'ada@example.org', list: OTHER_LIST }, {}, '<code>list_not_allowed</code>'],
    [
      { email: 'ada@example.org', list: LIST },
      { PROOF_OF_WORK: 'always' },
      'first prove that it is no robot',
    ],
    [{ email: 'ada@example.org', list: LIST }, { EXISTING_CONTACTS: 'append' }, 'only be added to the list'],
  ])('of %j with %j says so', async (typed, environment, sentence) => {
    const { result } = await aConsole('sandbox', environment)
    expect(await result(typed)).toContain(sentence)
  })

  it('says that it would wait while the relay is not connected, and counts for no visitor’s limit', async () => {
    const { app, result } = await aConsole('vendor', { RATE_PER_NETWORK: '1', PROOF_OF_WORK: 'auto' })
    for (let times = 0; times < 5; times++)
      expect(await result({ email: 'ada@example.org', list: LIST })).toContain('The relay accepts it.')
    expect(await result({ email: 'ada@example.org', list: LIST })).toContain(
      'not connected, so it would wait',
    )
    expect(await app.recorded()).toBe(0)
  })
})
