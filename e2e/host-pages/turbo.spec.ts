import { LISTS, placeholder, scriptTag } from '../support/embed.ts'
import { signUp } from '../support/filled-form.ts'
import { expect, test } from '../support/fixtures.ts'
import { CREATED } from '../support/sentences.ts'
import type { Site } from '../support/site.ts'

const SETTINGS = { lists: LISTS.newsletter, fields: 'first_name', title: 'News' }

/** A page of a site that navigates with Turbo. */
function view(site: Site, name: string, body: string, head = ''): string {
  const turbo = site.library('@hotwired/turbo/dist/turbo.es2017-umd.js')
  return site.page(
    `<!doctype html><html lang="en"><head><title>${name}</title><script src="${turbo}" defer></script>${head}</head><body><h1>${name}</h1>${body}</body></html>`,
  )
}

for (const isolation of ['shadow', 'none']) {
  test(`Turbo: forms on the next view, and on one restored from the cache, isolation ${isolation}`, async ({
    page,
    relay,
    site,
    address,
  }) => {
    const script = scriptTag(relay, {}, 'defer')
    const box = placeholder({ ...SETTINGS, isolation })
    const next = view(site, 'Next', box, script)
    await page.goto(view(site, 'First', `${box}<a href="${next}">Go on</a>`, script))
    await page.getByLabel('Email address').fill('half@')
    await page.evaluate('window.same = true')
    await page.getByRole('link', { name: 'Go on' }).click()
    await expect(page.getByRole('heading', { name: 'Next' })).toBeVisible()
    await expect(page.getByLabel('Email address')).toHaveValue('')
    await page.goBack()
    await expect(page.getByRole('heading', { name: 'First' })).toBeVisible()
    await expect(page.getByRole('form')).toHaveCount(1)
    await signUp(page, address)
    await expect(page.getByText(CREATED)).toBeVisible()
    expect(await page.evaluate('same')).toBe(true)
  })
}

test('Turbo: script tags in place that are restored from the cache each show their own form', async ({
  page,
  relay,
  site,
  address,
}) => {
  const tags =
    scriptTag(relay, SETTINGS) + scriptTag(relay, { ...SETTINGS, lists: LISTS.events, title: 'Events' })
  const next = view(site, 'Next', '<p>No form here</p>')
  await page.goto(view(site, 'First', `${tags}<a href="${next}">Go on</a>`))
  await expect(page.getByRole('form')).toHaveCount(2)
  await page.getByRole('link', { name: 'Go on' }).click()
  await expect(page.getByRole('heading', { name: 'Next' })).toBeVisible()
  await expect(page.getByRole('form')).toHaveCount(0)
  const said: string[] = []
  page.on('console', (message) => said.push(message.text()))
  await page.goBack()
  await expect(page.getByRole('heading', { name: 'First' })).toBeVisible()
  await expect(page.getByRole('form')).toHaveCount(2)
  const events = page.getByRole('form', { name: 'Events' })
  await events.getByLabel('Email address').fill(address)
  await events.getByRole('button').click()
  await expect(page.getByText(CREATED)).toBeVisible()
  expect(await relay.sandbox.signUps()).toMatchObject([{ list_memberships: [LISTS.events] }])
  expect(said).toEqual([])
})

test('Turbo: a pre-rendered form on the next view', async ({ page, relay, site, address }) => {
  const snippet = await (await fetch(`${relay.url}/v1/snippet?${new URLSearchParams(SETTINGS)}`)).text()
  const next = view(site, 'Next', snippet)
  await page.goto(view(site, 'First', `<a href="${next}">Go on</a>`))
  await page.getByRole('link', { name: 'Go on' }).click()
  await signUp(page, address)
  await expect(page.getByText(CREATED)).toBeVisible()
})

for (const isolation of ['shadow', 'none', 'iframe']) {
  test(`Turbo: a page that is refreshed by morphing keeps its form, isolation ${isolation}`, async ({
    page,
    relay,
    site,
    address,
  }) => {
    const head = `<meta name="turbo-refresh-method" content="morph">${scriptTag(relay, {}, 'defer')}`
    const box = placeholder({ ...SETTINGS, isolation }, '<a href="/form">Sign up</a>')
    await page.goto(view(site, 'First', box, head))
    const form = isolation === 'iframe' ? page.frameLocator('iframe') : page
    await form.getByLabel('First name').fill('Ada')
    await form.getByLabel('Email address').fill(address)
    await page.evaluate(
      "new Promise((done) => { addEventListener('turbo:morph', done, { once: true }); Turbo.visit(location.href, { action: 'replace' }) })",
    )
    await expect(page.locator('.signup-widget')).toHaveAttribute('data-state', 'editing')
    await expect(form.getByLabel('First name')).toHaveValue('Ada')
    await expect(page.getByRole('link', { name: 'Sign up' })).toHaveCount(0)
    await form.getByRole('button').click()
    await expect(form.getByText(CREATED)).toBeVisible()
    await page.evaluate(
      "new Promise((done) => { addEventListener('turbo:morph', done, { once: true }); Turbo.visit(location.href, { action: 'replace' }) })",
    )
    await expect(form.getByText(CREATED)).toBeVisible()
    await expect(page.locator('.signup-widget')).toHaveAttribute('data-state', 'accepted')
    expect(await relay.sandbox.signUps()).toMatchObject([{ email_address: address, first_name: 'Ada' }])
  })
}
