import type { Page } from 'playwright'
import { delayRequests } from '../../support/delayed-requests.ts'
import { page as html, LISTS } from '../../support/embed.ts'
import { expect, test } from '../../support/fixtures.ts'
import { CREATED } from '../../support/sentences.ts'

/** The snippet that the relay offers to copy. */
async function snippet(relay: { url: string }, settings: Record<string, string> = {}): Promise<string> {
  const query = new URLSearchParams({ lists: LISTS.newsletter, fields: 'first_name address', ...settings })
  return (await fetch(`${relay.url}/v1/snippet?${query}`)).text()
}

/** Delays the script until the returned function is called. */
const delayScript = (page: Page) => delayRequests(page, '**/v1/signup.js')

const mounted = (page: Page) =>
  expect(page.locator('.signup-widget')).toHaveAttribute('data-state', 'editing')

test('text typed while the script is slow stays in the same elements, with focus and selection', async ({
  page,
  relay,
  site,
  address,
}) => {
  const release = await delayScript(page)
  await page.goto(site.page(html(await snippet(relay))), { waitUntil: 'commit' })
  const email = page.getByLabel('Email address')
  await page.getByLabel('Country').selectOption('Japan')
  await page.getByLabel('First name').fill('Ada')
  await email.pressSequentially(address.slice(0, 5))
  const before = await email.elementHandle()
  const typing = email.pressSequentially(address.slice(5), { delay: 40 })
  release()
  await typing
  await mounted(page)
  await expect(page.getByLabel('Prefecture')).toBeVisible()
  expect(await email.evaluate((now, then) => now === then, before)).toBe(true)
  await expect(email).toBeFocused()
  await expect(email).toHaveValue(address)
  await page.getByRole('button').click()
  await expect(page.getByText(CREATED)).toBeVisible()
  expect(await relay.sandbox.signUps()).toEqual([
    {
      email_address: address,
      first_name: 'Ada',
      street_address: { kind: 'home', country: 'Japan' },
      list_memberships: [LISTS.newsletter],
    },
  ])
})

test('selected, ticked and filled in values stay while the script is slow', async ({ page, relay, site }) => {
  const release = await delayScript(page)
  const settings = { consent: 'Yes, write to me.', fields: 'first_name anniversary' }
  await page.goto(site.page(html(await snippet(relay, settings))), { waitUntil: 'commit' })
  const name = page.getByLabel('First name')
  await page.getByLabel('Anniversary').fill('2006-11-15')
  await page.getByLabel('Yes, write to me.').check()
  await name.fill('Ada Lovelace')
  await name.evaluate((input: HTMLInputElement) => input.setSelectionRange(0, 3, 'backward'))
  release()
  await mounted(page)
  // A change in another field loads the second part of the script, which renders everything again.
  await page.getByLabel('Email address').dispatchEvent('input')
  await expect(page.locator('.signup-widget style')).toHaveCount(0)
  await expect(name).toBeFocused()
  await page.keyboard.type('Augusta')
  await expect(name).toHaveValue('Augusta Lovelace')
  await expect(page.getByLabel('Anniversary')).toHaveValue('2006-11-15')
  await expect(page.getByLabel('Yes, write to me.')).toBeChecked()
})

test('countries that the relay names and sorts differently stay, and the chosen one is sent in English', async ({
  page,
  relay,
  site,
  address,
}) => {
  const release = await delayScript(page)
  const drawn = await snippet(relay, { language: 'de' })
  const options = drawn.match(/<option value="[A-Z][^<]*<\/option>/g) ?? []
  expect(options.length).toBeGreaterThan(200)
  const other = drawn
    .replace(options.join(''), options.toReversed().join(''))
    .replace('>Vereinigtes Königreich<', '>Großbritannien<')
  expect(other).not.toBe(drawn)
  await page.goto(site.page(html(other)), { waitUntil: 'commit' })
  const country = page.getByLabel('Land', { exact: true })
  await country.selectOption('Großbritannien')
  release()
  await mounted(page)
  await page.getByLabel('E-Mail-Adresse').fill(address)
  await expect(page.getByLabel('Postleitzahl')).toBeVisible()
  await expect(country.getByRole('option', { selected: true })).toHaveText('Großbritannien')
  await page.getByRole('button').click()
  await expect(page.getByText(/Vielen Dank/)).toBeVisible()
  expect(await relay.sandbox.signUps()).toMatchObject([{ street_address: { country: 'United Kingdom' } }])
})

test('it loads one script and keeps its own style until a visitor interacts, and then looks the same', async ({
  page,
  relay,
  site,
}) => {
  const scripts: string[] = []
  page.on('request', (request) => request.resourceType() === 'script' && scripts.push(request.url()))
  await page.goto(site.page(html(await snippet(relay, { fields: 'first_name' }))))
  await mounted(page)
  expect(scripts).toEqual([expect.stringMatching('/v1/signup.js')])
  const host = page.locator('.signup-widget')
  const style = host.locator('style')
  const before = await host.boundingBox()
  await expect(style).toHaveCount(1)
  await page.getByLabel('Email address').click()
  await expect(style).toHaveCount(0)
  expect(await host.boundingBox()).toEqual(before)
  await page.keyboard.type('ada@')
  await expect(page.getByLabel('Email address')).toHaveValue('ada@')
})

test('submitting it on a page that is never idle stays on the page', async ({
  page,
  relay,
  site,
  address,
}) => {
  await page.addInitScript(() => {
    window.requestIdleCallback = () => 0
  })
  await page.goto(site.page(html(await snippet(relay, { fields: 'first_name' }))))
  await page.waitForLoadState('networkidle')
  const place = page.url()
  await page.getByLabel('Email address').fill(address)
  await page.getByRole('button').click()
  await expect(page.getByText(CREATED)).toBeVisible()
  expect(page.url()).toBe(place)
})

test('it brings the style of its fields; later messages bring their own', async ({ page, relay, site }) => {
  const plain = await snippet(relay, { fields: 'first_name' })
  expect(plain).not.toMatch(/<style>.*part=(choice|error).*<\/style>/s)
  expect(await snippet(relay, { fields: 'birthday' })).toMatch(/<style>.*select\[part=input\].*<\/style>/s)
  await page.goto(site.page(html(plain)))
  await mounted(page)
  await page.getByRole('button').click()
  const error = page.getByText(/Enter your email/).last()
  await expect(error).toHaveCSS('color', 'rgb(180, 35, 26)')
})

test('a form rendered by another version is replaced, and its input is kept', async ({
  page,
  relay,
  site,
}) => {
  const release = await delayScript(page)
  const old = (await snippet(relay)).replace(/(version&quot;:&quot;)[\d.]+/, '$10.9.0')
  expect(old).toContain('0.9.0')
  await page.goto(site.page(html(old)), { waitUntil: 'commit' })
  await page.getByLabel('Country').selectOption('Japan')
  const name = page.getByLabel('First name')
  await name.pressSequentially('Ada')
  await name.evaluate((input: HTMLInputElement) => input.setSelectionRange(0, 1))
  const before = await name.elementHandle()
  release()
  await mounted(page)
  expect(await name.evaluate((now, then) => now === then, before)).toBe(false)
  await page.keyboard.type('I')
  await expect(name).toHaveValue('Ida')
  await expect(page.getByLabel('Country')).toHaveValue('Japan')
})

test('it prefills what the site sets once the script is there, but never over the visitor’s input', async ({
  page,
  relay,
  site,
}) => {
  const release = await delayScript(page)
  const form = (await snippet(relay, { fields: 'first_name last_name' })).replace(
    'class="signup-widget"',
    '$& data-prefill="first_name=Ada&amp;last_name=Byron"',
  )
  await page.goto(site.page(html(form)), { waitUntil: 'commit' })
  await page.getByLabel('First name').fill('Mary')
  release()
  await expect(page.getByLabel('Last name')).toHaveValue('Byron')
  await expect(page.getByLabel('First name')).toHaveValue('Mary')
})

test('it keeps its language while the messages load, and is hydrated afterwards', async ({
  page,
  relay,
  site,
}) => {
  let release = () => {}
  const gate = new Promise<void>((resolve) => {
    release = resolve
  })
  await page.route('**/v1/de-*.js', async (route) => {
    await gate
    await route.continue()
  })
  await page.goto(site.page(html(await snippet(relay, { language: 'de' }))), { waitUntil: 'commit' })
  await page.getByLabel('Vorname').pressSequentially('Ada')
  // Longer than a form that is not rendered yet would wait.
  await page.waitForTimeout(2500)
  await expect(page.getByRole('button', { name: 'Abonnieren' })).toBeVisible()
  release()
  await mounted(page)
  await page.getByRole('button', { name: 'Abonnieren' }).click()
  await expect(page.getByText(/^Geben Sie .*E-Mail/)).toBeVisible()
  await expect(page.getByLabel('Vorname')).toHaveValue('Ada')
})

test('it keeps its language where the messages never load, and posts as a plain form', async ({
  page,
  relay,
  site,
  address,
}) => {
  await page.route('**/v1/de-*.js*', (route) => route.fulfill({ status: 404 }))
  await page.goto(site.page(html(await snippet(relay, { language: 'de' }))))
  await page.getByLabel('Vorname').pressSequentially('Ada')
  await page.waitForTimeout(2500)
  await page.getByLabel('E-Mail-Adresse').fill(address)
  await page.getByRole('button', { name: 'Abonnieren' }).click()
  await expect(page.locator('[part=success]')).toContainText('Vielen Dank')
  expect(await relay.sandbox.signUps()).toMatchObject([{ email_address: address, first_name: 'Ada' }])
})

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false })

  test('it is a form that posts', async ({ page, relay, site, address }) => {
    await page.goto(site.page(html(await snippet(relay))))
    await page.getByLabel('Email address').fill(address)
    await page.getByRole('button').click()
    await expect(page.getByText(CREATED)).toBeVisible()
  })
})
