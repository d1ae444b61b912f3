import type { Page } from 'playwright/test'
import { expect, test } from '../../support/fixtures.ts'
import { post, signUpBody } from '../../support/post.ts'
import { faultsOnScreen, SCREENS, type Screen } from '../../support/screens.ts'

/** A sandbox as `npm start` shows it: with three months of made-up sign-ups. */
const FILLED = { SANDBOX_HISTORY: 'true' }

// In one worker, so that the sandbox is filled once.
test.describe.configure({ mode: 'default' })

const smallTexts = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('main *')].flatMap((element) =>
      Number.parseFloat(getComputedStyle(element).fontSize) < 12 ? element.outerHTML : [],
    ),
  )

test('Today tells how it goes, without script', async ({ browser, relayWith }) => {
  const relay = await relayWith(FILLED)
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto(`${relay.url}/console`)
  await expect(page.getByText('1 sign-up needs you.')).toBeVisible()
  await expect(
    page.getByText(/^\d+ sign-ups, \d+ today\. \d+ (more|fewer) than in the 30 days before\.$/),
  ).toBeVisible()
  await expect(page.getByRole('img', { name: /^\d+ sign-ups in 30 days, most on / })).toBeVisible()
  await expect(page.getByText(/^Sign-ups until .* are made up by a script/)).toBeVisible()

  await expect(page.getByRole('table', { name: 'Sign-ups per day' })).toBeHidden()
  await page.getByText('Every day as a table').click()
  const days = page.getByRole('table', { name: 'Sign-ups per day' })
  await expect(days.getByRole('row')).toHaveCount(31)
  await expect(days.getByRole('columnheader')).toHaveText(['Day', 'Started', 'Signed up', '30 days before'])

  const pages = page.getByRole('table', { name: 'By page of www.juniper-and-rye.example' })
  await expect(pages.getByRole('rowheader', { name: '/bread-of-the-month' })).toBeVisible()
  const lasting = page.getByRole('listitem').filter({ hasText: 'Sign-ups could not be delivered' })
  await expect(lasting.getByText('1 sign-up could not be delivered')).toBeVisible()
  await expect(lasting.getByRole('link', { name: 'See them and retry them' })).toBeVisible()
  await context.close()
})

test('Today fits every screen, and its figures stay fresh', async ({ browser, relayWith, address }) => {
  const relay = await relayWith(FILLED)
  const context = await browser.newContext({ bypassCSP: true })
  const page = await context.newPage()
  const others = SCREENS.map(({ width, colorScheme, dir }): Screen => {
    return {
      width,
      colorScheme: colorScheme === 'dark' ? 'light' : 'dark',
      dir: dir === 'rtl' ? 'ltr' : 'rtl',
    }
  })
  for (const screen of [...SCREENS, ...others]) {
    const show = async () => {
      await page.goto(`${relay.url}/console`)
      await page.getByText('Every day as a table').click()
    }
    expect(await faultsOnScreen(page, screen, show)).toEqual([])
    expect(await smallTexts(page)).toEqual([])
  }

  const total = page.getByText(/^\d+ sign-ups, /)
  const before = Number.parseInt((await total.textContent()) ?? '', 10)
  expect((await post(relay, signUpBody(address))).status).toBe(201)
  await expect(page.getByText(new RegExp(`^${before + 1} sign-ups, `))).toBeVisible({ timeout: 60_000 })
  await context.close()
})
