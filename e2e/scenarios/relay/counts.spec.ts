import type { Page } from 'playwright/test'
import { formAddress, page as html, LISTS, placeholder, scriptTag } from '../../support/embed.ts'
import { expect, test } from '../../support/fixtures.ts'
import { CREATED } from '../../support/sentences.ts'

const SOURCE = '1618ae62-4752-11e9-9c8a-fa163e6b01c8'
const LISTED = { lists: LISTS.newsletter }

/** What a page tells the relay of starts, and the headers it tells it with. */
function listenForStarts(page: Page) {
  const starts: { body: string | null; headers: Promise<Record<string, string>> }[] = []
  page.on('request', (request) => {
    if (request.url().endsWith('/v1/starts'))
      starts.push({ body: request.postData(), headers: request.allHeaders() })
  })
  return starts
}

test('the owner sees how many began and how many signed up, by page and campaign, with every kind of form', async ({
  page,
  freshRelayWith,
  site,
  address,
}) => {
  const relay = await freshRelayWith({})
  const starts = listenForStarts(page)
  const captured = html(scriptTag(relay, { ...LISTED, capture: `${SOURCE}=utm_source` }))
  const place = site.page(captured)
  await page.goto(`${place}?utm_source=Spring%20mail&customer=ada`)
  await page.getByLabel('Email address').fill(address)
  await page.getByRole('button', { name: 'Sign up' }).click()
  await expect(page.getByText(CREATED)).toBeVisible()

  const framed = site.page(html(placeholder({ ...LISTED, isolation: 'iframe' }) + scriptTag(relay)))
  await page.goto(`${framed}?customer=ada`)
  await page.frameLocator('iframe').getByLabel('Email address').fill('ada@')
  await page.frameLocator('iframe').getByLabel('Email address').fill('ada@example')

  const snippet = await (await fetch(`${relay.url}/v1/snippet?lists=${LISTS.newsletter}`)).text()
  const drawn = site.page(html(snippet))
  await page.goto(drawn)
  // What is typed into a form drawn beforehand counts once the script has taken it over.
  await expect(page.locator('[data-state=editing]')).toBeAttached()
  await page.getByLabel('Email address').fill('ada@')
  await expect.poll(() => starts).toHaveLength(3)
  await page.goto(formAddress(relay, LISTED))
  await page.getByLabel('Email address').fill('ada@')

  await expect
    .poll(() => starts.map(({ body }) => body))
    .toEqual([
      `${place}?utm_source=Spring+mail\n${LISTS.newsletter}`,
      `${framed}\n${LISTS.newsletter}`,
      `${drawn}\n${LISTS.newsletter}`,
      `${relay.url}/form\n${LISTS.newsletter}`,
    ])
  for (const { headers } of starts) expect(await headers).not.toHaveProperty('cookie')

  const row = (path: string) =>
    page.getByRole('table', { name: 'By page' }).getByRole('row', { name: `${path} ` })
  await expect(async () => {
    await page.goto(`${relay.url}/console`)
    await expect(row(new URL(drawn).pathname)).toContainText('1')
    await expect(row('/form')).toContainText('1')
  }).toPass()
  await expect(row(new URL(place).pathname).getByRole('cell')).toHaveText(['1', '1'])
  await expect(row(new URL(framed).pathname).getByRole('cell')).toHaveText(['1', '0'])
  const campaigns = page.getByRole('table', { name: 'By campaign' })
  await expect(campaigns.getByRole('row', { name: 'spring mail' }).getByRole('cell')).toHaveText(['1', '1'])
})

test('a visitor who wants no data passed on is not counted, and a relay that cannot count hinders nobody', async ({
  page,
  relay,
  site,
  address,
}) => {
  const starts = listenForStarts(page)
  const errors: Error[] = []
  page.on('pageerror', (error) => errors.push(error))
  const place = site.page(html(scriptTag(relay, LISTED)))
  await page.route('**/v1/starts', (route) => route.fulfill({ status: 405, body: 'no' }))
  await page.goto(place)
  await page.getByLabel('Email address').fill(address)
  await page.getByRole('button', { name: 'Sign up' }).click()
  await expect(page.getByText(CREATED)).toBeVisible()
  expect(starts).toHaveLength(1)
  expect(errors).toEqual([])

  await page.addInitScript(() => Object.defineProperty(navigator, 'globalPrivacyControl', { value: true }))
  await page.goto(place)
  await page.getByLabel('Email address').fill(`private.${address}`)
  await page.getByRole('button', { name: 'Sign up' }).click()
  await expect(page.getByText(CREATED)).toBeVisible()
  expect(starts).toHaveLength(1)
})
