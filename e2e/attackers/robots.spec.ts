import type { Page } from 'playwright/test'
import { page as html, LISTS, scriptTag } from '../support/embed.ts'
import { expect, test } from '../support/fixtures.ts'
import { signUpBody } from '../support/post.ts'
import type { Relay } from '../support/relay.ts'
import { proofFor } from './attacker.ts'

/** `npm run test:flood` sends ten times as many, and waits until all mails are out. A round takes two seconds. */
const SIZES = { scenarios: { posts: 1_000, rounds: 2 }, flood: { posts: 10_000, rounds: 60 } }
const AT_ONCE = 40
const VICTIMS = 200
const ON_ITS_WAY = 'If we need you to confirm, an email is on its way.'
/** A network with bots that stay below its limit, and a real visitor. */
const SHARED = '198.51.100.7'
/** A network with bots that ignore its limit. */
const LOUD = '203.0.113.66'

/** The address of the nth bot as the proxy sees it, after a forged one. */
function headersOf(n: number): Record<string, string> {
  const network = n % 3 === 0 ? LOUD : `${10 + (n % 80)}.${(n >> 3) % 256}.${n % 256}.${n % 250}`
  return { 'x-forwarded-for': `192.0.2.${n % 256}, ${n % 50 === 7 && n < 1000 ? SHARED : network}` }
}

/** Every other bot posts a form without script; some of the rest fill in the honeypot, and one in a hundred solves a proof. */
async function robot({ url }: Relay, n: number, address: string): Promise<number> {
  const send = async (proof?: string): Promise<Response> => {
    const signals = n % 4 === 1 ? { trap: 'x', elapsed_ms: 5 } : { elapsed_ms: 9000 }
    const body = signUpBody(address, { first_name: `Robot ${n}`, signals, ...(proof && { proof }) })
    return n % 2 === 0
      ? fetch(`${url}/v1/signups`, {
          method: 'POST',
          headers: headersOf(n),
          body: asForm(address, `Robot ${n}`),
        })
      : fetch(`${url}/v1/signups`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...headersOf(n) },
          body: JSON.stringify(body),
        })
  }
  const response = await send()
  if (n % 100 !== 1 || response.status !== 403) return response.status
  return (await send(proofFor(await response.json()))).status
}

function asForm(address: string, name: string): URLSearchParams {
  return new URLSearchParams({
    email_address: address,
    first_name: name,
    list_memberships: LISTS.newsletter,
    'consent.given': 'true',
    'consent.text': 'Yes',
    'signals.trap': 'x',
  })
}

/** A browser that fills in every field at once, visible or not. */
async function signsUpByAutofill(page: Page, address: string, form: string, network: string): Promise<void> {
  await page.setExtraHTTPHeaders({ 'x-forwarded-for': network })
  await page.goto(form)
  await page.locator('[name="signals.trap"]').evaluate((field) => {
    if (field instanceof HTMLInputElement) field.value = 'Mary'
  })
  await page.getByLabel('Email address').fill(address)
  await page.getByRole('button').click()
  await expect(page.getByText(ON_ITS_WAY)).toBeVisible()
}

test('a flood of bots mails nobody twice and locks no real visitor out', async ({
  page,
  site,
  freshRelayWith,
}, { project }) => {
  const relay = await freshRelayWith({
    EXISTING_CONTACTS: 'verify',
    TRUSTED_PROXIES: '127.0.0.0/8',
    RATE_PER_NETWORK: '30',
    ALLOWED_ORIGINS: site.origin(),
  })
  test.setTimeout(180_000)
  const { posts, rounds } = SIZES[project.name === 'flood' ? 'flood' : 'scenarios']
  const victims = Array.from({ length: VICTIMS }, (_, n) => `victim.${n}@example.com`)
  await relay.sandbox.add(
    'contacts',
    victims.map((email_address) => ({ email_address })),
  )
  const addressOf = (n: number) => (n % 5 === 4 ? `made.up.${n}@example.com` : (victims[n % VICTIMS] ?? ''))

  const statuses = new Map<number, number>()
  const begun = performance.now()
  let next = 0
  const robots = Array.from({ length: AT_ONCE }, async () => {
    for (let n = next++; n < posts; n = next++) {
      const status = await robot(relay, n, addressOf(n))
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
    }
  })
  await Promise.all(robots)
  const seconds = (performance.now() - begun) / 1000

  const form = site.page(html(scriptTag(relay, { lists: LISTS.newsletter })))
  await signsUpByAutofill(page, 'mary@example.com', form, SHARED)
  await signsUpByAutofill(page, 'victim.3@example.com', form, '203.0.113.67')
  const loud = await fetch(`${relay.url}/v1/signups`, {
    method: 'POST',
    headers: { 'x-forwarded-for': LOUD },
    body: asForm('nat@example.com', 'Ada'),
  })
  expect(loud.status).toBe(429)
  expect(Number(loud.headers.get('retry-after'))).toBeLessThanOrEqual(300)

  const mailbox = async () => (await relay.sandbox.state()).mailbox
  let [seen, now] = [-1, (await mailbox()).length]
  for (let round = 0; round < rounds && seen !== now; round += 1) {
    await page.waitForTimeout(2000)
    ;[seen, now] = [now, (await mailbox()).length]
  }
  const perAddress = new Map<string, number>()
  for (const { to } of await mailbox()) perAddress.set(to, (perAddress.get(to) ?? 0) + 1)
  const most = Math.max(0, ...perAddress.values())
  const told = [...statuses].map(([status, count]) => `${count} x ${status}`).join(', ')
  console.log(
    `${posts} robots in ${seconds.toFixed(1)} s (${told}); mails: ${now} to ${perAddress.size} addresses, at most ${most} each`,
  )
  expect(now).toBeGreaterThan(20)
  expect(most).toBe(1)
  expect([...statuses.keys()].filter((status) => status >= 500)).toEqual([])
})
