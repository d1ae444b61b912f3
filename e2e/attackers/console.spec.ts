import { readFile } from 'node:fs/promises'
import { expect, test } from '../support/fixtures.ts'
import { mailsTo } from '../support/mailbox.ts'
import { post, signUpBody } from '../support/post.ts'
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

test('what a stranger types does nothing in the console, nor in the owner’s spreadsheet', async ({
  page,
  freshRelayWith,
  address,
}) => {
  const relay = await freshRelayWith({ RELAY_PATIENCE_MS: '0' })
  const markup = '<img src=x onerror=alert(1)>'
  const formula = '=HYPERLINK("https://evil.example")'
  const from = new URL(`http://localhost:3000/${markup}\u202e?utm_source=${markup}`).href
  const typed = { first_name: formula, last_name: markup, page: from }
  expect((await post(relay, signUpBody(address, typed))).status).toBe(202)

  const alarms: string[] = []
  page.on('dialog', (dialog) => {
    alarms.push(dialog.message())
    void dialog.dismiss()
  })
  page.on('console', (message) => alarms.push(message.text()))
  const delivered = `${relay.url}/console/sign-ups?state=delivered`
  await expect(async () => {
    await page.goto(delivered)
    await expect(page.getByRole('table').getByRole('link')).toHaveCount(1, { timeout: 100 })
  }).toPass()
  await page.getByRole('table').getByRole('link').click()
  await expect(page.getByText(markup).first()).toBeVisible()
  await expect(page.getByRole('main').locator('img, [href^="http"]')).toHaveCount(0)
  await page.goto(`${relay.url}/console`)
  await expect(page.getByText('/%3Cimg%20src=x').first()).toBeVisible()
  await expect(page.getByRole('main').locator('img, [href^="http"]')).toHaveCount(0)
  await page.goto(delivered)
  const button = page.getByRole('button', { name: 'Download as CSV' })
  const [file] = await Promise.all([page.waitForEvent('download'), button.click()])
  const csv = await readFile(await file.path(), 'utf8')
  expect(csv).toContain(`"'=HYPERLINK(""https://evil.example"")"`)
  expect(alarms).toEqual([])
})
