import type { Page } from 'playwright/test'
import { test as base, expect } from '../support/fixtures.ts'
import { CREATED } from '../support/sentences.ts'
import { type Mode, type NextSite, startNextSite } from './next-site.ts'
import { NEXT } from './next-software.ts'
import { withSoftware } from './with-software.ts'

/** Each mode by name, and the content of the email field after coming back to its view. */
const MODES: [Mode, string, string][] = [
  ['built', 'built', ''],
  ['keeping', 'built to keep its views', 'half@'],
  ['dev', 'as its developers see it', ''],
]

/** The site in a mode, started on first use, and the console messages of its pages. */
const test = base.extend<{ said: string[] }, { next: (mode: Mode) => Promise<NextSite> }>({
  next: [
    async ({ started }, use) => {
      const sites = new Map<Mode, Promise<NextSite>>()
      await use((mode) => {
        const site = sites.get(mode) ?? startNextSite(mode, started)
        sites.set(mode, site)
        return site
      })
      for (const site of sites.values()) await (await site).stop()
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  said: async ({ page }, use) => {
    const said: string[] = []
    page.on('console', (message) => said.push(message.text()))
    page.on('pageerror', (error) => said.push(error.message))
    await use(said)
  },
})

// Next.js builds the site first, which takes long.
test.slow()

withSoftware(NEXT, () => {
  for (const [mode, name, found] of MODES) {
    for (const [how, path] of [
      ['a tag in the layout', '/'],
      ['a tag in the layout, isolation none', '/none'],
      ["Next's own component", '/component'],
    ] as const) {
      test(`${name}, by ${how}: one form on every view, there and back`, async ({
        page,
        relay,
        next,
        address,
        said,
      }) => {
        await page.goto((await next(mode)).url + path)
        await typeAndDrawAgain(page)
        await page.evaluate('window.same = true')
        await page.getByRole('link', { name: 'Go on' }).click()
        await expect(page.getByRole('heading', { name: 'Other' })).toBeVisible()
        await typeAndDrawAgain(page)
        await page.goBack()
        await expect(page.getByRole('heading', { name: 'Letters' })).toBeVisible()
        await typeAndDrawAgain(page, found)
        await signUpOn(page, address)
        expect(await page.evaluate('same')).toBe(true)
        expect(await relay.sandbox.signUps()).toMatchObject([{ email_address: address }])
        expect(said.filter((line) => !/React DevTools|\[HMR\]|\[Fast Refresh\]/.test(line))).toEqual([])
      })
    }
  }

  test('built, with a policy and its nonce: the form signs up', async ({
    page,
    relay: _relay,
    next,
    address,
    said,
  }) => {
    await page.goto(`${(await next('built')).url}/strict`)
    await typeAndDrawAgain(page)
    await signUpOn(page, address)
    expect(said).toEqual([])
  })
})

/** The visible form keeps its input when React renders the page around it again. */
async function typeAndDrawAgain(page: Page, found = ''): Promise<void> {
  const email = page.getByRole('form').getByLabel('Email address')
  await expect(email).toHaveValue(found)
  await email.fill('half@')
  const button = page.getByRole('button', { name: /^Drawn/ })
  const before = await button.textContent()
  await button.click()
  await expect(button).not.toHaveText(before ?? '')
  await expect(email).toHaveValue('half@')
  await expect(page.getByRole('form')).toHaveCount(1)
}

/** Kept views also have forms, which are hidden. */
async function signUpOn(page: Page, address: string): Promise<void> {
  const form = page.getByRole('form')
  await form.getByLabel('Email address').fill(address)
  await form.getByRole('button').click()
  await expect(page.getByText(CREATED)).toBeVisible()
}
