import { page as html, LISTS, scriptTag } from '../../support/embed.ts'
import { expect, LONG_PATIENCE_MS, test } from '../../support/fixtures.ts'
import { ACCEPTED, UPDATED } from '../../support/sentences.ts'

test.use({ patience_ms: LONG_PATIENCE_MS })

test('after the account revoked the relay, the owner presses Allow and sign-ups continue', async ({
  page,
  freshRelay: relay,
  site,
  address,
}) => {
  const form = site.page(html(scriptTag(relay, { lists: LISTS.newsletter })))
  await relay.sandbox.revoke()
  await page.goto(form)
  await page.getByLabel('Email address').fill(address)
  await page.getByRole('button').click()
  await expect(page.getByText(ACCEPTED)).toBeVisible()
  const health = async () => (await fetch(`${relay.url}/health/ready`)).json()
  await expect.poll(health).toMatchObject({ connection: 'disconnected' })

  await page.goto(`${relay.url}/connect`)
  await page.getByRole('button', { name: 'Connect' }).click()
  await page.getByRole('button', { name: 'Allow' }).click()
  await expect(page.getByRole('heading', { name: /Connected/ })).toBeVisible()

  const contacts = async () => (await relay.sandbox.state()).contacts
  await expect.poll(contacts, { timeout: 15_000 }).toMatchObject([{ email_address: { address } }])
  await page.goto(form)
  await page.getByLabel('Email address').fill(address)
  await page.getByRole('button').click()
  await expect(page.getByText(UPDATED)).toBeVisible()
  expect((await fetch(`${relay.url}/health/ready`)).status).toBe(200)
})

test('an owner who presses Deny reads that nothing is connected, and can try again', async ({
  page,
  relay,
}) => {
  await page.goto(`${relay.url}/connect`)
  await page.getByRole('button', { name: 'Connect' }).click()
  await page.getByRole('button', { name: 'Deny' }).click()
  expect(page.url()).toContain(relay.url)
  await expect(page.getByRole('heading')).not.toHaveText(/^Connected/)
})

test('an unsolicited callback is refused', async ({ page, relay }) => {
  const answer = await page.goto(`${relay.url}/connect/callback?code=stolen&state=guessed`)
  expect(answer?.status()).toBeGreaterThanOrEqual(400)
  expect(answer?.status()).toBeLessThan(500)
})
