import { afterAll, beforeAll, expect, test } from 'vitest'
import { API_KEY, LIST } from '../../faults/account-settings.ts'
import { ask } from './client.ts'
import { PROXIES, type ProxyName } from './configurations.ts'
import { HOST, startProxy } from './proxy.ts'
import { openRelays, portOf } from './relays.ts'

const PUBLIC_URL = `https://${HOST}/signup`
const SIGN_UP = {
  email_address: 'ada@a.org',
  list_memberships: [LIST],
  consent: { given: true, text: 'Yes' },
}

/** How each takes the path off before it asks the relay, for those who prefer that. */
const TAKES_OFF: Record<ProxyName, readonly [string, string]> = {
  nginx: ['proxy_pass http://signup;', 'proxy_pass http://signup/;'],
  caddy: ['reverse_proxy /signup/*', 'uri strip_prefix /signup\n\treverse_proxy'],
  haproxy: ['    retries', '    http-request replace-path /signup/(.*) /\\1\n    retries'],
  apache: ['balancer://signup/signup/', 'balancer://signup/'],
}
const CASES = PROXIES.flatMap((name) => [
  { name, how: 'as the README says', changes: [] },
  { name, how: 'and takes it off', changes: [TAKES_OFF[name]] },
])

const undo: (() => Promise<void> | void)[] = []
let relay: number

beforeAll(async () => {
  const { startRelay } = await openRelays((step) => void undo.unshift(step), { PUBLIC_URL })
  relay = portOf(await startRelay())
})
afterAll(async () => {
  for (const step of undo) await step()
})

test.for(CASES)(
  '$name serves the relay under a path, $how',
  async ({ name, changes }, { onTestFinished }) => {
    const place = await startProxy(name, [relay], onTestFinished, { underPath: true, changes })
    const page = await ask(place, `/signup/form?lists=${LIST}`)
    expect(page.status).toBe(200)
    const [, script = ''] = /<script src="([^"]+)"/.exec(String(page.body)) ?? []
    expect(script).toBe('/signup/v1/signup.js')
    expect((await ask(place, script)).headers['content-type']).toContain('text/javascript')
    const [, action = ''] = /<form[^>]* action="([^"]+)"/.exec(String(page.body)) ?? []
    const { pathname, search } = new URL(action.replaceAll('&amp;', '&'), `${PUBLIC_URL}/form`)
    expect(pathname).toBe('/signup/v1/signups')
    const posted = await ask(place, pathname + search, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${API_KEY}` },
      body: JSON.stringify(SIGN_UP),
    })
    expect(posted.status).toBeLessThan(300)
    if (changes.length > 0) return
    const elsewhere = await ask(place, `/form?lists=${LIST}`)
    expect(String(elsewhere.body)).not.toContain('signup')
  },
)
