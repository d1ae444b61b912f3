import type { Page } from 'playwright'
import { violations } from '../../support/axe.ts'
import { expect, test } from '../../support/fixtures.ts'
import { post, signUpBody } from '../../support/post.ts'
import type { Relay } from '../../support/relay.ts'

/** A proxy's: without it, a browser on the sandbox's machine is signed in already. */
const FROM_ELSEWHERE = { 'x-forwarded-for': '203.0.113.7' }

/** The link that the relay printed at its start. */
function printedLink(relay: Relay): string {
  const [, link] = /Sign in {4}(\S+)/.exec(relay.log().join('\n')) ?? []
  if (link === undefined) throw new Error('The relay printed no link')
  return link
}

const isWide = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth > innerWidth)

test('an owner signs in by the printed link without script, and signs out everywhere', async ({
  browser,
  freshRelay: relay,
}) => {
  const options = { extraHTTPHeaders: FROM_ELSEWHERE, javaScriptEnabled: false }
  const context = await browser.newContext({ ...options, viewport: { width: 320, height: 600 } })
  const page = await context.newPage()
  await page.goto(`${relay.url}/console/people`)
  await expect(page).toHaveURL(/\/console\/sign-in$/)
  await page.getByLabel('One-time code').fill('0123456789abcdef0123456789abcdef')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('alert')).toContainText('You are not signed in')
  await expect(page).toHaveTitle(/^Error: Sign in/)

  await page.goto(printedLink(relay))
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Today' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Today' })).toHaveAttribute('aria-current', 'page')
  await page.goto(printedLink(relay))
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('alert')).toContainText('was used already')

  await page.goto(`${relay.url}/console`)
  await page.getByRole('link', { name: 'Sign out' }).click()
  await page.getByRole('button', { name: 'Sign out everywhere' }).click()
  await page.goto(`${relay.url}/console`)
  await expect(page).toHaveURL(/\/console\/sign-in$/)
  await context.close()
})

test('another page frames no console, and can post to none', async ({ page, relay, site }) => {
  // Signed in, as everybody is on the sandbox's machine.
  await page.goto(`${relay.url}/console`)
  await expect(page.getByRole('heading', { level: 1, name: 'Today' })).toBeVisible()
  const attack = `<!doctype html><title>Attacker</title><iframe src="${relay.url}/console" title="stolen"></iframe>
<form method="post" action="${relay.url}/console/sign-out"><input type="hidden" name="everywhere" value="yes"><button>Win</button></form>`
  const answers = { '127.0.0.1': 'you are signed out', localhost: 'not pressed on a page of this console' }
  // Another site, whose posts come without the cookie, and one that browsers count as the same site.
  for (const [host, answer] of Object.entries(answers)) {
    await page.goto(site.page(attack, { host }))
    await expect
      .poll(() => page.frames().map((frame) => frame.url()))
      .toContain('chrome-error://chromewebdata/')
    await page.getByRole('button', { name: 'Win' }).click()
    await expect(page.getByText('Nothing was done')).toBeVisible()
    await expect(page.getByText(answer)).toBeVisible()
  }
  await page.goto(`${relay.url}/console/sign-out`)
  await expect(page.getByRole('button', { name: 'Sign out everywhere' })).toBeVisible()
})

test('with script, texts are copied aloud and figures stay fresh, but not under somebody’s hands', async ({
  browser,
  freshRelay: relay,
  address,
}) => {
  const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] })
  const page = await context.newPage()
  const said: string[] = []
  page.on('console', (message) => said.push(message.text()))
  page.on('pageerror', (error) => said.push(error.message))
  await page.goto(`${relay.url}/console`)
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('main')).toBeFocused()

  // Two live parts, of which one is being used.
  await page.evaluate(() => {
    const button = Object.assign(document.createElement('button'), { textContent: 'Copy' })
    button.dataset['copy'] = 'a "text" & <more>'
    document.querySelector('h1')?.after(button)
  })
  await page.getByRole('button', { name: 'Copy' }).click()
  await expect(page.locator('#spoken')).toHaveText('Copied')
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('a "text" & <more>')

  const live = page.locator('[data-live]').first()
  await live.evaluate((part) => {
    const field = Object.assign(document.createElement('input'), { id: 'typing' })
    part.append(field)
    field.focus()
  })
  await post(relay, signUpBody(address))
  const asked = () => page.waitForResponse(`${relay.url}/console`)
  await asked()
  await asked()
  await expect(page.locator('#typing')).toBeFocused()
  await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur())
  await expect(page.locator('#typing')).toHaveCount(0)
  expect(said).toEqual([])
  await context.close()
})

test('the pages of the door are usable: axe, 320 pixels, right to left, light and dark', async ({
  browser,
  relay,
}) => {
  for (const colorScheme of ['light', 'dark'] as const) {
    const context = await browser.newContext({
      ...{ bypassCSP: true, colorScheme, viewport: { width: 320, height: 600 } },
    })
    const page = await context.newPage()
    for (const path of ['/console/sign-in', '/console/sign-in?problem=signed-out', '/console/sign-out']) {
      await page.goto(`${relay.url}${path}`)
      expect(await violations(page), path).toEqual([])
      for (const dir of ['ltr', 'rtl']) {
        await page.evaluate((to) => document.documentElement.setAttribute('dir', to), dir)
        expect(await isWide(page), `${path} ${dir}`).toBe(false)
      }
    }
    await context.close()
  }
})
