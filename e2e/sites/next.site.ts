import type { Page } from 'playwright/test'
import { signUp } from '../filled-form.ts'
import { test as base, expect } from '../fixtures.ts'
import { CREATED } from '../sentences.ts'
import { type NextSite, startNextSite } from './next-site.ts'
import { NEXT } from './next-software.ts'
import { withSoftware } from './with-software.ts'

const MODES = { start: 'built', dev: 'as its developers see it' } as const
type Mode = keyof typeof MODES

/** Gives the site in a mode, started when it is first asked for; and whatever the browser says on its pages. */
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

// Next builds the site first.
test.slow()

withSoftware(NEXT, () => {
  for (const mode of ['start', 'dev'] as const) {
    for (const [how, path] of [
      ['a tag in the layout', '/'],
      ['a tag in the layout, isolation none', '/none'],
      ["Next's own component", '/component'],
    ] as const) {
      test(`${MODES[mode]}, by ${how}: one form on every view, there and back`, async ({
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
        await typeAndDrawAgain(page)
        await signUp(page, address)
        await expect(page.getByText(CREATED)).toBeVisible()
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
    await page.goto(`${(await next('start')).url}/strict`)
    await typeAndDrawAgain(page)
    await signUp(page, address)
    await expect(page.getByText(CREATED)).toBeVisible()
    expect(said).toEqual([])
  })
})

/** The one form of a view is new, and keeps what is typed when React draws the page around it again. */
async function typeAndDrawAgain(page: Page): Promise<void> {
  const email = page.getByLabel('Email address')
  await expect(email).toHaveValue('')
  await email.fill('half@')
  await page.getByRole('button', { name: 'Drawn 0 times' }).click()
  await expect(page.getByRole('button', { name: 'Drawn 1 times' })).toBeVisible()
  await expect(email).toHaveValue('half@')
  await expect(page.getByRole('form')).toHaveCount(1)
}
