import type { Page } from 'playwright/test'
import { LISTS } from '../../support/embed.ts'
import { expect, test } from '../../support/fixtures.ts'
import { post, signUpBody } from '../../support/post.ts'
import { faultsOnScreen, SCREENS } from '../../support/screens.ts'

/** The smallest PNG that there is. */
const LOGO = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const save = (page: Page) => page.getByRole('button', { name: 'Save' }).click()

test('an owner changes settings without script, and two who save at once are told', async ({
  browser,
  freshRelay: relay,
}) => {
  const viewport = { width: 320, height: 640 }
  const context = await browser.newContext({ javaScriptEnabled: false, viewport })
  const [page, other] = [await context.newPage(), await context.newPage()]
  await page.goto(`${relay.url}/console/settings`)
  await page.getByRole('link', { name: 'Change your site and its look' }).click()
  await other.goto(page.url())
  await page.getByLabel('Name of your site').fill('Brot & Salz')
  await page.getByLabel('Colour of buttons').fill('wine red')
  await save(page)
  await expect(page.getByRole('alert')).toHaveText('Nothing was saved: please see below.')
  await expect(page.getByLabel('Colour of buttons')).toHaveAccessibleDescription(/^This must be a colour/)
  await page.getByLabel('Colour of buttons').fill('7a1f3d')
  await page
    .getByLabel('Logo', { exact: true })
    .setInputFiles({ name: 'l.png', mimeType: 'image/png', buffer: LOGO })
  await save(page)
  await expect(page.getByText('Saved.', { exact: true })).toBeVisible()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)

  await other.getByLabel('Name of your site').fill('Salz & Brot')
  await save(other)
  await expect(other.getByRole('alert')).toContainText('somebody else has saved settings')
  await expect(other.getByRole('region', { name: 'What is saved now' })).toContainText('Brot & Salz')
  await expect(other.getByLabel('Name of your site')).toHaveValue('Salz & Brot')
  await save(other)
  // It is in force at once, without a restart.
  await page.goto(`${relay.url}/form?lists=${LISTS.newsletter}`)
  await expect(page.getByRole('img', { name: 'Salz & Brot' })).toBeVisible()
  await page.goto(`${relay.url}/console/settings/history`)
  const changes = page.getByRole('table', { name: 'Changes, newest first' })
  await expect(changes.getByRole('row').nth(1)).toContainText('Name of your siteBrot & SalzSalz & Brot')
  await context.close()
})

test('an owner reads the account, tries a sign-up, and connects anew', async ({
  browser,
  freshRelay: relay,
  address,
}) => {
  const context = await browser.newContext({ bypassCSP: true })
  const page = await context.newPage()
  await page.goto(`${relay.url}/console/account`)
  await page.getByRole('button', { name: 'Read from Constant Contact' }).click()
  const lists = page.getByRole('table', { name: 'Lists' })
  await expect(lists.getByRole('row', { name: 'Newsletter' })).toContainText(`Open${LISTS.newsletter}`)
  await expect(page.getByRole('button', { name: 'Copy the id of Newsletter' })).toBeVisible()
  await page.getByLabel('Email address').fill(address)
  await page.getByRole('button', { name: 'Try it' }).click()
  await expect(page.getByText(`"email_address": "${address}"`)).toBeVisible()
  expect((await relay.sandbox.state()).contacts).toEqual([])

  await page.goto(`${relay.url}/console/account`)
  await page.getByRole('link', { name: 'Disconnect' }).click()
  await page.getByRole('button', { name: 'Disconnect' }).click()
  await expect(page.getByText('The relay is not connected. Sign-ups are kept')).toBeVisible()
  expect((await post(relay, signUpBody(address))).status).toBe(202)
  await page.getByRole('button', { name: 'Connect', exact: true }).click()
  await page.getByRole('button', { name: 'Allow' }).click()
  await expect(page).toHaveURL(/\/console\/account$/)
  await expect(page.getByText('Connected since')).toBeVisible()
  await expect.poll(async () => (await relay.sandbox.state()).contacts.length, { timeout: 60_000 }).toBe(1)

  const pages = ['settings', 'settings/brand', 'settings/contacts', 'settings/alerts', 'account']
  for (const path of pages)
    for (const screen of SCREENS) {
      const show = () => page.goto(`${relay.url}/console/${path}`)
      expect(await faultsOnScreen(page, screen, show), path).toEqual([])
    }
  await context.close()
})
