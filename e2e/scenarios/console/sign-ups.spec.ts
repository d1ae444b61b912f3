import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright/test'
import { expect, test } from '../../support/fixtures.ts'
import { post, signUpBody } from '../../support/post.ts'
import type { Relay } from '../../support/relay.ts'
import type { Fault } from '../../support/sandbox.ts'
import { faultsOnScreen, SCREENS } from '../../support/screens.ts'

/** Nobody waits for the outcome, so that what cannot be delivered is the owner's. The tests are the proxy in front. */
const SETTINGS = { RELAY_PATIENCE_MS: '0', CONSENT_KEEPS_NETWORK: 'true', TRUSTED_PROXIES: '127.0.0.1' }
const VISITOR = { 'x-forwarded-for': '203.0.113.7' }

/** A list that was deleted, until the owner has it again. */
const LIST_UNKNOWN: Fault = {
  kind: 'status',
  status: 404,
  body: [{ error_key: 'contacts.api.not_found', error_message: 'The list was not found' }],
}

const press = (page: Page, name: string) => page.getByRole('button', { name }).click()
const link = (page: Page, name: string | RegExp) => page.getByRole('link', { name })

/** Signs somebody up for a list that is unknown, and waits on the list of those that need the owner. */
async function signUpInVain({ url, sandbox }: Relay, page: Page, address: string): Promise<void> {
  await sandbox.fault(LIST_UNKNOWN, { address })
  const body = signUpBody(address, { page: 'https://www.bakery.example/news' })
  expect((await post({ url }, body, VISITOR)).status).toBe(202)
  await expect(async () => {
    await page.goto(`${url}/console/sign-ups?state=parked`)
    await expect(page.getByRole('heading', { name: 'Unknown list or field (1)' })).toBeVisible({
      timeout: 100,
    })
  }).toPass()
}

test('an owner settles what needs them, and answers what is kept of a person, without script', async ({
  browser,
  freshRelayWith,
  address,
}) => {
  const relay = await freshRelayWith(SETTINGS)
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  await signUpInVain(relay, page, address)
  await expect(page.getByText('Correct the form’s tag')).toBeVisible()
  expect(await page.content()).not.toContain(address)
  await page.getByRole('table').getByRole('link').click()
  await expect(page.getByText(address)).toBeVisible()
  await link(page, 'Drop …').click()
  await expect(page.getByRole('heading', { name: /^Drop sign-up \d+\?$/ })).toBeVisible()
  await link(page, 'Keep it').click()
  await press(page, 'Retry')
  await expect(page.getByText('It will be sent again.')).toBeVisible()
  await expect(async () => {
    await page.goto(`${relay.url}/console/sign-ups?state=delivered`)
    await expect(page.getByRole('table').getByRole('link')).toHaveCount(1, { timeout: 100 })
  }).toPass()
  const [file] = await Promise.all([page.waitForEvent('download'), press(page, 'Download as CSV')])
  expect(file.suggestedFilename()).toMatch(/^sign-ups-delivered-.*\.csv$/)
  expect(await readFile(await file.path(), 'utf8')).toContain(`"${address}"`)

  await link(page, 'People').click()
  await page.getByLabel('Email address').fill('nobody')
  await press(page, 'Look up')
  await expect(page.getByLabel('Email address')).toHaveAccessibleDescription(/Enter a full address/)
  await page.getByLabel('Email address').fill(address.toUpperCase())
  await press(page, 'Look up')
  await expect(page.getByText('Pressing the button is my consent.')).toBeVisible()
  await expect(page.getByText('https://www.bakery.example/news')).toBeVisible()
  await expect(page.getByText('203.0.113.0/24')).toBeVisible()
  expect(page.url()).toBe(`${relay.url}/console/people`)
  const [record] = await Promise.all([page.waitForEvent('download'), press(page, 'Download as JSON')])
  expect(JSON.parse(await readFile(await record.path(), 'utf8'))).toMatchObject({
    sign_ups: [{ state: 'delivered' }],
  })
  await press(page, 'Forget this person …')
  await expect(page.getByText('Nothing is erased at Constant Contact.')).toBeVisible()
  await press(page, 'Forget them')
  await expect(page.getByText('Erased 1 sign-up, consents: 1.')).toBeVisible()
  expect(relay.log().join('\n').toLowerCase()).not.toContain(address.toLowerCase())
  await context.close()
})

test('sign-ups and people fit every screen, and the list stays fresh', async ({
  browser,
  freshRelayWith,
  address,
}) => {
  const relay = await freshRelayWith(SETTINGS)
  const context = await browser.newContext({ bypassCSP: true })
  const page = await context.newPage()
  await signUpInVain(relay, page, address)
  const id = (await page.getByRole('table').getByRole('link').textContent()) ?? ''
  const open = (path: string) => page.goto(`${relay.url}/console/${path}`)
  const pages: (() => Promise<unknown>)[] = [
    () => open('sign-ups?state=parked'),
    () => open(`sign-ups/${id}`),
    () => open(`sign-ups/${id}/drop`),
    () => open('people'),
    async () => {
      await page.getByLabel('Email address').fill(address)
      await press(page, 'Look up')
      await expect(page.getByRole('heading', { name: 'Agreed to' })).toBeVisible()
    },
  ]
  for (const screen of SCREENS)
    for (const show of pages) expect(await faultsOnScreen(page, screen, show), page.url()).toEqual([])

  await open('sign-ups?state=delivered')
  await expect(page.getByText('Nothing was delivered')).toBeVisible()
  expect((await post(relay, signUpBody(`second-${address}`))).status).toBe(202)
  await expect(page.getByRole('table').getByRole('link')).toHaveCount(1, { timeout: 60_000 })
  await context.close()
})
