import type { Page } from 'playwright/test'
import { violations } from '../../support/axe.ts'
import { page as html, LISTS } from '../../support/embed.ts'
import { ALLOWED_HOST, test as base, expect } from '../../support/fixtures.ts'
import { type NewRelay, startNewRelay } from '../../support/new-relay.ts'
import { CREATED } from '../../support/sentences.ts'

/** Axe is injected as a script. */
base.use({ bypassCSP: true })

const test = base.extend<{ newRelay: NewRelay }>({
  newRelay: async ({ browserName: _any }, use) => {
    const relay = await startNewRelay()
    await use(relay)
    await relay.stop()
  },
})

/** The sandbox's own application, which has no secret. */
const APPLICATION = 'sandbox-application'

/** What a person does on each page of set-up, by its heading. `look` is called on every page, also on those with a fault. */
function steps(page: Page, look: () => Promise<void>) {
  const heading = (text: string) => expect(page.getByRole('heading', { level: 1, name: text })).toBeVisible()
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click()
  return {
    async signIn(link: string) {
      await page.goto(link)
      await look()
      await press('Sign in')
    },
    async addresses(sites: string) {
      await heading('Set up: Addresses')
      await look()
      await page.getByLabel('The sites that may show the form').fill('bakery')
      await press('Save and continue')
      await expect(page.getByText('bakery is not a whole address')).toBeVisible()
      await expect(page.getByLabel('The sites that may show the form')).toBeFocused()
      await look()
      await page.getByLabel('The sites that may show the form').fill(sites)
      await page.getByLabel('What your site is called').fill('Juniper & Rye')
      await press('Save and continue')
    },
    async application(redirect: string) {
      await heading('Set up: Application')
      await expect(page.getByText(redirect, { exact: true })).toBeVisible()
      await page.getByLabel('Application id').fill('another-application')
      await press('Check and continue')
      await expect(page.getByText('Constant Contact does not accept this id')).toBeVisible()
      await look()
      await page.getByLabel('Application id').fill(APPLICATION)
      await press('Check and continue')
    },
    async allow() {
      await heading('Set up: Allow')
      await look()
      await press('Go to Constant Contact')
      await press('Deny')
      await expect(page.getByText('access_denied')).toBeVisible()
      await page.getByRole('link', { name: 'Try again' }).click()
      await press('Go to Constant Contact')
      await press('Allow')
    },
    async lists() {
      await heading('Set up: Lists and contacts')
      await look()
      await press('Save and continue')
      await expect(page.getByText('Tick at least one list.')).toBeVisible()
      await expect(page.getByLabel('Newsletter')).toBeFocused()
      await page.getByLabel('Newsletter').check()
      await page.getByLabel('Ask them by email first').check()
      await press('Save and continue')
      await expect(page.getByText('needs SMTP_URL and MAIL_FROM')).toBeVisible()
      await look()
      await expect(page.getByLabel('Newsletter')).toBeChecked()
      await page.getByLabel('Update them with what was typed').check()
      await press('Save and continue')
    },
    /** Resolves to the tag to paste. */
    async form(): Promise<string> {
      await heading('Set up: Your form')
      await look()
      const tag = page.getByRole('heading', { name: 'The tag', exact: true }).locator('..').locator('pre')
      return (await tag.textContent()) ?? ''
    },
  }
}

test('from an empty folder to a contact in the account, by a person’s clicks', async ({
  page,
  newRelay: relay,
  site,
  address,
}) => {
  const link = relay.signInLink()
  const body = JSON.stringify({ email_address: address, list_memberships: [LISTS.newsletter] })
  const headers = { 'content-type': 'application/json' }
  const early = await fetch(`${relay.url}/v1/signups`, { method: 'POST', headers, body })
  expect(await early.json()).toMatchObject({ status: 503, code: 'unavailable' })
  expect((await fetch(`${relay.url}/health/ready`)).status).toBe(503)

  const owner = steps(page, async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      expect(await violations(page)).toEqual([])
    }
  })
  await owner.signIn(link)
  await owner.addresses(`${site.origin(ALLOWED_HOST)}/shop\nwww.bakery.example`)
  await owner.application(`${relay.url}/connect/callback`)
  await owner.allow()
  await owner.lists()
  const tag = await owner.form()

  await page.goto(site.page(html(tag), { host: ALLOWED_HOST }))
  await page.getByLabel('Email address').fill(address)
  await page.getByRole('button', { name: 'Sign up' }).click()
  await expect(page.getByText(CREATED)).toBeVisible()
  expect((await relay.sandbox.state()).contacts).toMatchObject([{ email_address: { address } }])
  expect((await fetch(`${relay.url}/health/ready`)).status).toBe(200)
  const requests = relay.log().filter((line) => line.startsWith('{'))
  expect(requests.join('\n')).not.toContain(new URL(link).searchParams.get('code'))
})

test('without script, left in the middle and taken up after a restart', async ({
  browser,
  newRelay: relay,
}) => {
  const context = await browser.newContext({
    javaScriptEnabled: false,
    viewport: { width: 320, height: 640 },
  })
  const page = await context.newPage()
  const stepLink = (name: string) =>
    page.getByRole('navigation', { name: 'Steps' }).getByRole('link', { name })
  const owner = steps(page, async () =>
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320),
  )
  await owner.signIn(relay.signInLink())
  await owner.addresses('www.bakery.example')
  await owner.application(`${relay.url}/connect/callback`)
  // A link pressed before the answer would cancel what was sent.
  await expect(page.getByRole('heading', { name: 'Set up: Allow' })).toBeVisible()
  // The address that visitors will use. Constant Contact leads back there, so the owner goes on there.
  await stepLink('Addresses').click()
  await page.getByLabel('The address of this relay').fill('signup.bakery.example')
  await page.getByRole('button', { name: 'Save and continue' }).click()
  await expect(page.getByText('https://signup.bakery.example/connect/callback')).toBeVisible()
  await stepLink('Allow').click()
  await page.getByRole('button', { name: 'Go to Constant Contact' }).click()
  await expect(page.getByRole('link', { name: 'Continue at https://signup.bakery.example' })).toHaveAttribute(
    'href',
    /^https:\/\/signup\.bakery\.example\/console\/sign-in\?code=\w+$/,
  )
  await stepLink('Addresses').click()
  await page.getByLabel('The address of this relay').fill(relay.url)
  await page.getByRole('button', { name: 'Save and continue' }).click()
  await expect(page.getByText(`${relay.url}/connect/callback`)).toBeVisible()
  await relay.restart()
  await page.goto(`${relay.url}/console`)
  await owner.allow()
  await owner.lists()
  expect(await owner.form()).toContain(LISTS.newsletter)
  await stepLink('Addresses').click()
  await expect(page.getByLabel('The sites that may show the form')).toHaveValue(
    'https://www.bakery.example\nhttps://bakery.example',
  )
  await context.close()
})
