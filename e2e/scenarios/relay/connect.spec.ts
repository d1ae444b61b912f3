import { page as html, LISTS, scriptTag } from '../../support/embed.ts'
import { expect, test } from '../../support/fixtures.ts'
import { ACCEPTED, UPDATED } from '../../support/sentences.ts'

// The relay waits this long for an account that is not connected, and the form only a little longer than its longest.
test.use({ patience_ms: 4_000 })

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

test('the page after connecting can be reloaded', async ({ page, relay }) => {
  await page.goto(`${relay.url}/connect`)
  await page.getByRole('button', { name: 'Connect' }).click()
  await page.getByRole('button', { name: 'Allow' }).click()
  for (let visit = 0; visit < 2; visit += 1) {
    await expect(page.getByRole('heading', { name: 'Connected', exact: true })).toBeVisible()
    await expect(page.getByRole('cell', { name: 'Newsletter', exact: true })).toBeVisible()
    await page.reload()
  }
})

test('a user whom the application is not open to reads both reasons, and can sign in as another', async ({
  page,
  freshRelay: relay,
}) => {
  await relay.sandbox.settings({ user_assigned: false })
  await page.goto(`${relay.url}/connect`)
  await page.getByRole('button', { name: 'Connect' }).click()
  await expect(page.getByText('only the Constant Contact user who made it can press Allow')).toBeVisible()
  expect(relay.log().join('\n')).toContain('"error":"access_denied"')
  await relay.sandbox.settings({ user_assigned: true })
  await page.getByRole('link', { name: 'Try again' }).click()
  await page.getByRole('button', { name: 'Connect' }).click()
  expect(new URL(page.url()).searchParams.get('prompt')).toBe('login')
  await page.getByRole('button', { name: 'Allow' }).click()
  await expect(page.getByRole('heading', { name: 'Connected', exact: true })).toBeVisible()
})

test('an address at which there is nothing is a page', async ({ page, relay }) => {
  const answer = await page.goto(`${relay.url}/nothing`)
  expect(answer?.status()).toBe(404)
  await expect(page.getByRole('heading', { name: 'Page not found' })).toBeVisible()
})

test('an unsolicited callback is refused', async ({ page, relay }) => {
  const answer = await page.goto(`${relay.url}/connect/callback?code=stolen&state=guessed`)
  expect(answer?.status()).toBeGreaterThanOrEqual(400)
  expect(answer?.status()).toBeLessThan(500)
})
