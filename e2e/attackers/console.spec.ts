import { expect, test } from '../support/fixtures.ts'
import { mailsTo } from '../support/mailbox.ts'
import type { Relay } from '../support/relay.ts'

const OWNER_EMAIL = 'olga@example.org'
const BEHIND_PROXY = { OWNER_EMAIL, TRUSTED_PROXIES: '127.0.0.1,::1' }
const ATTACKER = '203.0.113.7'
const OWNER = '198.51.100.1'

/** Somebody's requests to the console, from one network. */
function somebody({ url }: Relay, network: string) {
  const headers = { 'x-forwarded-for': network }
  return {
    open: (path: string, cookie = '') =>
      fetch(`${url}/console${path}`, { redirect: 'manual', headers: { ...headers, cookie } }),
    post: (path: string, fields: Record<string, string>, more: Record<string, string> = {}) =>
      fetch(`${url}/console${path}`, {
        ...{ method: 'POST', redirect: 'manual', body: new URLSearchParams(fields) },
        headers: { ...headers, origin: url, ...more },
      }),
  }
}

const cookieOf = (response: Response) => response.headers.getSetCookie().join().split(';')[0] ?? ''

test('nobody gets into the console without a fresh link: not by guessing, replaying, planting or another origin', async ({
  freshRelayWith,
}) => {
  const relay = await freshRelayWith(BEHIND_PROXY)
  const [attacker, owner] = [somebody(relay, ATTACKER), somebody(relay, OWNER)]
  const { link } = JSON.parse(await relay.command('console', '--json'))
  const code = new URL(link).searchParams.get('code') ?? ''

  for (const path of ['', '/people', '/sign-ups', '/settings', '/set-up', '/sign-out']) {
    const answer = await attacker.open(path, `signup-console=${'A'.repeat(43)}`)
    expect([answer.status, answer.headers.get('location')], path).toEqual([303, '/console/sign-in'])
  }
  for (const origin of ['https://evil.example', 'null', ''])
    expect((await attacker.post('/sign-in', { code }, { origin })).status, origin).toBe(403)

  const planted = `signup-console=${'B'.repeat(43)}`
  const entered = await owner.post('/sign-in', { code }, { cookie: planted })
  expect([entered.status, cookieOf(entered) === planted]).toEqual([303, false])
  expect((await owner.open('', cookieOf(entered))).status).toBe(200)
  expect((await owner.open('', planted)).status).toBe(303)
  expect((await attacker.post('/sign-in', { code })).status, 'the code, once more').toBe(403)
  const stolen = { cookie: cookieOf(entered), origin: 'https://evil.example' }
  expect((await attacker.post('/sign-out', { everywhere: 'yes' }, stolen)).status).toBe(403)

  const statuses: number[] = []
  for (let guessed = 0; guessed < 12; guessed += 1)
    statuses.push((await attacker.post('/sign-in', { code: `${guessed}`.padStart(32, '0') })).status)
  expect(statuses.at(-1)).toBe(429)
  const again = JSON.parse(await relay.command('console', '--json'))
  const fresh = new URL(again.link).searchParams.get('code') ?? ''
  expect((await owner.post('/sign-in', { code: fresh })).status, 'from another network').toBe(303)
  for (const secret of [code, fresh]) expect(relay.log().join()).not.toContain(secret)
})

test('strangers cannot flood the owner with links, nor learn whether one was sent', async ({
  freshRelayWith,
}) => {
  const relay = await freshRelayWith(BEHIND_PROXY)
  const answers: string[] = []
  for (let asked = 0; asked < 20; asked += 1) {
    const { post } = somebody(relay, `203.0.113.${asked % 5}`)
    const answer = await post('/sign-in/mail', {})
    answers.push(`${answer.status} ${answer.headers.get('location')}`)
  }
  expect(new Set(answers)).toEqual(new Set(['303 /console/sign-in?done=mailed']))
  await mailsTo(relay, OWNER_EMAIL, 10)
})
