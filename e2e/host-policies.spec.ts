import type { Page } from 'playwright'
import { page as html, LISTS, placeholder, scriptTag } from './embed.ts'
import { expect, test } from './fixtures.ts'
import { CREATED } from './sentences.ts'

const NONCE = 'c2lnbnVwLXdpZGdldA'
/** All that can be: a country list, another language and a visit are chunks of their own. */
const SETTINGS = { lists: LISTS.newsletter, fields: 'first_name address' }

/** What the browser says on the console of things that a policy forbade. */
function violations(page: Page): string[] {
  const said: string[] = []
  page.on('console', (message) => {
    if (/policy|trusted|integrity|blocked|refused/i.test(message.text())) said.push(message.text())
  })
  page.on('pageerror', (error) => said.push(error.message))
  return said
}

async function signUp(page: Page, address: string) {
  await page.getByLabel('Email address').fill(address)
  await page.getByLabel('Country').selectOption('Japan')
  await page.getByRole('button').click()
  await expect(page.getByText(CREATED)).toBeVisible()
  expect(await page.getByText(CREATED).evaluate((sentence) => getComputedStyle(sentence).marginTop)).toBe(
    '0px',
  )
}

/** The policies of the README, by what is special in them; `relay` is its origin. */
const POLICIES: [string, (relay: string) => string][] = [
  [
    'a nonce and strict-dynamic',
    (relay) => `script-src 'nonce-${NONCE}' 'strict-dynamic'; style-src 'self'; connect-src ${relay}`,
  ],
  ['a list of hosts', (relay) => `script-src ${relay}; style-src 'self'; connect-src ${relay}`],
  [
    'trusted types enforced, and no policy allowed',
    (relay) =>
      `script-src ${relay}; style-src 'self'; connect-src ${relay}; require-trusted-types-for 'script'; trusted-types 'none'`,
  ],
]

for (const [name, policy] of POLICIES) {
  test(`a page whose policy has ${name}`, async ({ page, relay, site, address }) => {
    const said = violations(page)
    const tag = scriptTag(relay, {}, `nonce="${NONCE}"`)
    const strict = `default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; ${policy(relay.url)}`
    const headers = { 'content-security-policy': strict }
    const head = '<link rel="icon" href="data:,">'
    await page.goto(site.page(html(placeholder(SETTINGS) + tag, { head }), { headers }))
    await signUp(page, address)
    expect(said).toEqual([])
  })
}

test('a page that gives its resources only to those who ask (COEP), in a group of its own (COOP)', async ({
  page,
  relay,
  site,
  address,
}) => {
  const said = violations(page)
  const headers = {
    'cross-origin-embedder-policy': 'require-corp',
    'cross-origin-opener-policy': 'same-origin',
  }
  await page.goto(site.page(html(placeholder(SETTINGS) + scriptTag(relay)), { headers }))
  await signUp(page, address)
  expect(await page.evaluate('crossOriginIsolated')).toBe(true)
  expect(said).toEqual([])
})

/** The tag that the relay gives for its own version. */
async function pinnedTag(relay: { url: string }): Promise<string> {
  const snippet = await fetch(`${relay.url}/v1/snippet?pinned&lists=${LISTS.newsletter}`)
  return /<script.*<\/script>/.exec(await snippet.text())?.[0] ?? ''
}

test('a page that names the version and its hash', async ({ page, relay, site, address }) => {
  const said = violations(page)
  const tag = await pinnedTag(relay)
  expect(tag).toMatch(/\/v1\.\d+\.\d+\/signup\.js" integrity="sha384-/)
  await page.goto(site.page(html(placeholder(SETTINGS) + tag)))
  await signUp(page, address)
  expect(said).toEqual([])
})

test('a script that was tampered with does not run, and the content of the placeholder stays', async ({
  page,
  relay,
  site,
}) => {
  const said = violations(page)
  const tag = await pinnedTag(relay)
  await page.route('**/signup.js', async (route) => {
    const response = await route.fetch()
    await route.fulfill({ response, body: `${await response.text()};evil()` })
  })
  await page.goto(site.page(html(placeholder(SETTINGS, '<a href="/letters">Sign up here</a>') + tag)))
  await expect.poll(() => said.join()).toMatch(/integrity/)
  await expect(page.getByRole('link', { name: 'Sign up here' })).toBeVisible()
})

for (const [name, attribute, complaints] of [
  ['whose style has the nonce', `nonce="${NONCE}"`, 0],
  ['whose style the page forbids until the script brings it', '', 1],
] as const) {
  test(`a form drawn beforehand, ${name}`, async ({ page, relay, site, address }) => {
    const said = violations(page)
    const query = new URLSearchParams(SETTINGS)
    const snippet = await (await fetch(`${relay.url}/v1/snippet?${query}`)).text()
    expect(snippet).toContain('<style>')
    const written = snippet.replace('<style>', `<style ${attribute}>`)
    const policy = `default-src 'none'; img-src data:; script-src ${relay.url}; style-src 'nonce-${NONCE}'; connect-src ${relay.url}; form-action ${relay.url}`
    const head = '<link rel="icon" href="data:,">'
    const headers = { 'content-security-policy': policy }
    await page.goto(site.page(html(written, { head }), { headers }))
    await signUp(page, address)
    expect(said).toHaveLength(complaints)
  })
}
