import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { FrameLocator, Page } from 'playwright'
import { page as html, LISTS, placeholder, scriptTag } from '../../support/embed.ts'
import { expect, test } from '../../support/fixtures.ts'
import { CREATED } from '../../support/sentences.ts'

const NONCE = 'c2lnbnVwLXdpZGdldA'
/** Loads every chunk: countries, another language, and the form controller. */
const SETTINGS = { lists: LISTS.newsletter, fields: 'first_name address' }

/** Console messages about what a policy blocked. */
function violations(page: Page): string[] {
  const said: string[] = []
  page.on('console', (message) => {
    if (/policy|trusted|integrity|blocked|refused/i.test(message.text())) said.push(message.text())
  })
  page.on('pageerror', (error) => said.push(error.message))
  return said
}

async function signUp(form: Page | FrameLocator, address: string) {
  await form.getByLabel('Email address').fill(address)
  await form.getByLabel('Country').selectOption('Japan')
  await form.getByRole('button').click()
  await expect(form.getByText(CREATED)).toBeVisible()
  expect(await form.getByText(CREATED).evaluate((sentence) => getComputedStyle(sentence).marginTop)).toBe(
    '0px',
  )
}

/** The policy that widget/README.md gives to a page, by what the page has. */
async function policyOf(name: string, relay: { url: string }): Promise<string> {
  const readme = await readFile(join(import.meta.dirname, '../../../widget/README.md'), 'utf8')
  const [, row = ''] = readme.split(`\n| ${name} | `)
  const [, policy] = /`(.*?)`/.exec(row) ?? []
  if (policy === undefined) throw new Error(`widget/README.md has no policy for ${name}.`)
  return policy.replaceAll('https://RELAY', relay.url).replace('nonce-…', `nonce-${NONCE}`)
}

const ISOLATIONS = ['shadow', 'none', 'iframe']

for (const isolation of ISOLATIONS) {
  for (const name of ['a nonce', 'a list of hosts', 'Trusted Types']) {
    test(`a page whose policy has ${name}, isolation ${isolation}`, async ({
      page,
      relay,
      site,
      address,
    }) => {
      const said = violations(page)
      const tag = scriptTag(relay, {}, `nonce="${NONCE}"`)
      const framed = isolation === 'iframe'
      const ours = [
        await policyOf(name, relay),
        ...(framed ? [await policyOf('a form in an iframe', relay)] : []),
      ]
      const strict = ["default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:", ...ours]
      const headers = { 'content-security-policy': strict.join('; ') }
      const head = '<link rel="icon" href="data:,">'
      await page.goto(site.page(html(placeholder({ ...SETTINGS, isolation }) + tag, { head }), { headers }))
      await signUp(framed ? page.frameLocator('iframe') : page, address)
      expect(said).toEqual([])
    })
  }

  test(`a cross-origin isolated page (COEP and COOP), isolation ${isolation}`, async ({
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
    await page.goto(site.page(html(placeholder({ ...SETTINGS, isolation }) + scriptTag(relay)), { headers }))
    await signUp(isolation === 'iframe' ? page.frameLocator('iframe') : page, address)
    expect(await page.evaluate('crossOriginIsolated')).toBe(true)
    expect(said).toEqual([])
  })
}

/** The tag that the relay gives for its own version. */
async function pinnedTag(relay: { url: string }): Promise<string> {
  const snippet = await fetch(`${relay.url}/v1/snippet?pinned&lists=${LISTS.newsletter}`)
  return /<script.*<\/script>/.exec(await snippet.text())?.[0] ?? ''
}

test('a page pinned to a version and its hash', async ({ page, relay, site, address }) => {
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
  test(`a pre-rendered form, ${name}`, async ({ page, relay, site, address }) => {
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
