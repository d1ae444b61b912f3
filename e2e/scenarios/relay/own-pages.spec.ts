import type { Page } from 'playwright'
import { formAddress, LISTS } from '../../support/embed.ts'
import { expect, test } from '../../support/fixtures.ts'
import { linkTo } from '../../support/mailbox.ts'
import { startRelay } from '../../support/relay.ts'
import { ACCEPTED, CREATED } from '../../support/sentences.ts'

/** Console messages and failed requests. */
function complaints(page: Page): string[] {
  const said: string[] = []
  page.on('console', (message) => said.push(`${message.text()} (${message.location().url})`))
  page.on('pageerror', (error) => said.push(error.message))
  page.on('response', (response) => {
    if (response.status() >= 400) said.push(`${response.status()} ${response.url()}`)
  })
  return said
}

/** Long enough for the last thing that a page loads: its icon. */
async function settled(page: Page) {
  await page.waitForLoadState('networkidle')
}

test('the console of our own pages stays clean: demo, form, answer, connect, sandbox', async ({
  page,
  relay,
  address,
}) => {
  const said = complaints(page)
  await page.goto(relay.url)
  await settled(page)
  await page.goto(formAddress(relay, { lists: LISTS.newsletter, fields: 'address', language: 'de' }))
  await settled(page)
  await page.goto(formAddress(relay, { lists: LISTS.newsletter }))
  await page.getByLabel('Email address').fill(address)
  await page.getByRole('button').click()
  await expect(page.getByText(CREATED)).toBeVisible()
  await page.goto(`${relay.url}/connect`)
  await page.getByRole('button', { name: 'Connect' }).click()
  await settled(page)
  await page.getByRole('button', { name: 'Allow' }).click()
  await expect(page.getByRole('heading', { name: /Connected/ })).toBeVisible()
  await settled(page)
  await page.goto(relay.sandbox.url)
  await settled(page)
  expect(said).toEqual([])
})

test('the console of the confirmation pages stays clean', async ({ page, relayWith, address }) => {
  const relay = await relayWith({ EXISTING_CONTACTS: 'verify' })

  const said = complaints(page)
  await relay.sandbox.add('contacts', [{ email_address: address }])
  await page.goto(formAddress(relay, { lists: LISTS.events }))
  await page.getByLabel('Email address').fill(address)
  await page.getByRole('button', { name: 'Sign up' }).click()
  await expect(page.getByRole('heading').or(page.locator('[part=success]')).first()).toBeVisible()
  await page.goto(await linkTo(relay, address))
  await settled(page)
  await page.getByRole('button').first().click()
  await settled(page)
  expect(said).toEqual([])
})

test('the console of the form of a relay with an account stays clean', async ({ page, relay }) => {
  const account = await startRelay({
    CTCT_CLIENT_ID: 'an-application',
    CTCT_API_URL: `${relay.sandbox.url}/v3`,
    CTCT_AUTH_URL: `${relay.sandbox.url}/oauth2/default/v1`,
    SECRET_KEY: 'a key of thirty-two letters or more',
    ALLOWED_ORIGINS: 'https://www.example.org',
    ALLOWED_LISTS: LISTS.newsletter,
    EXISTING_CONTACTS: 'update',
  })
  try {
    const said = complaints(page)
    await page.goto(account.url)
    await page.getByLabel('Email address').fill('mary@example.com')
    await page.getByRole('button').click()
    await expect(page.getByText(ACCEPTED)).toBeVisible()
    await settled(page)
    expect(said).toEqual([])
  } finally {
    await account.stop()
  }
})
