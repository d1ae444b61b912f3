import { expect, test } from '../../support/fixtures.ts'
import { CREATED } from '../../support/sentences.ts'

test.beforeEach(async ({ page, relay }) => {
  await page.goto(relay.url)
})

test('each snippet is the HTML of the form beside it, with the full address of this relay', async ({
  page,
  relay,
}) => {
  const source = await page.evaluate(async () => (await fetch('/')).text())
  for (const name of ['minimal', 'every-field', 'your-look', 'iframe']) {
    const snippet = (await page.locator(`[data-snippet="${name}"]`).textContent()) ?? ''
    const live = source.split(`<!-- embed ${name} -->`)[1]?.split('<!-- /embed -->')[0] ?? ''
    const plain = (text: string) => text.replaceAll(/\s+/g, '').replaceAll(relay.url, '')
    expect(plain(snippet)).toBe(plain(live))
  }
  await expect(page.locator('[data-snippet="minimal"]')).toContainText(`src="${relay.url}/v1/signup.js"`)
  await expect(page.locator('[data-snippet="iframe"]')).toContainText(`src="${relay.url}/form?`)
})

test('a copied snippet works on another site', async ({ page, context, relay, site, address }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.getByRole('button', { name: 'Copy' }).first().click()
  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible()
  const snippet = await page.evaluate(() => navigator.clipboard.readText())
  await page.goto(site.page(`<!doctype html><title>Elsewhere</title>${snippet}`))
  await page.getByLabel('Email address').fill(address)
  await page.getByRole('button').click()
  await expect(page.getByText(CREATED)).toBeVisible()
  expect(await relay.sandbox.signUps()).toHaveLength(1)
})

test('the links lead to the sandbox, the form page and the hostile page', async ({ page, relay }) => {
  await expect(page.getByRole('link', { name: 'See what arrived' }).first()).toHaveAttribute(
    'href',
    `${relay.sandbox.url}/`,
  )
  for (const link of await page.getByRole('link').all()) {
    const address = await link.evaluate((element) =>
      element instanceof HTMLAnchorElement ? element.href : '',
    )
    expect((await fetch(address)).status, address).toBe(200)
  }
})

test('the demo page breaks none of its own policies', async ({ page, context }) => {
  const fresh = await context.newPage()
  const said: string[] = []
  fresh.on('console', (message) => said.push(message.text()))
  fresh.on('pageerror', (error) => said.push(error.message))
  fresh.on('requestfailed', (request) => said.push(request.url()))
  await fresh.goto(page.url())
  await expect(fresh.getByRole('form')).toHaveCount(3)
  await fresh.waitForLoadState('networkidle')
  expect(said).toEqual([])
})
