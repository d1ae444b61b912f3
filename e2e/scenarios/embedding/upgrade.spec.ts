import type { Page } from 'playwright'
import { freePort } from '../../../server/testing/port.ts'
import { page as html, LISTS, placeholder } from '../../support/embed.ts'
import { expect, test } from '../../support/fixtures.ts'
import { buildLaterVersion } from '../../support/later-version.ts'
import { startRelay } from '../../support/relay.ts'
import { CREATED } from '../../support/sentences.ts'

const SETTINGS = { lists: LISTS.newsletter }

/** The tag that names a relay's own version and its hash. */
async function pinnedTag(relay: { url: string }): Promise<string> {
  const snippet = await fetch(`${relay.url}/v1/snippet?pinned&lists=${LISTS.newsletter}`)
  return /<script.*<\/script>/.exec(await snippet.text())?.[0] ?? ''
}

async function signUp(page: Page, address: string) {
  await page.getByLabel('Email address').fill(address)
  await page.getByRole('button').click()
  await expect(page.getByText(CREATED)).toBeVisible()
}

test('after an upgrade a pinned page, and one that was loaded before, sign up as ever', async ({
  page,
  context,
  site,
}) => {
  test.slow()
  const later = await buildLaterVersion()
  const port = String(await freePort())
  const before = await startRelay({ PORT: port, PUBLIC_URL: `http://localhost:${port}` })
  const database = `file:${before.folder}/relay.db`
  try {
    const pinned = site.page(html(placeholder(SETTINGS) + (await pinnedTag(before))))
    const rolling = site.page(
      html(`${placeholder(SETTINGS)}<script src="${before.url}/v1/signup.js" async></script>`),
    )
    await page.goto(rolling)
    await expect(page.getByRole('form')).toBeVisible()

    await before.end()
    const after = await startRelay(
      { PORT: port, PUBLIC_URL: `http://localhost:${port}`, DATABASE_URL: database },
      later.entry,
    )
    try {
      expect(await pinnedTag(after)).toContain(`/v${later.version}/signup.js`)
      const asked = page.waitForResponse(/visit-(?!anewhash)/)
      await signUp(page, 'loaded@example.com')
      expect((await asked).status()).toBe(200)
      // What the old page sent came by fetch: it is on the page that it was on.
      expect(page.url()).toBe(rolling)

      const fresh = await context.newPage()
      await fresh.goto(pinned)
      await signUp(fresh, 'pinned@example.com')
      expect(fresh.url()).toBe(pinned)
      expect(await fresh.evaluate('SignupWidget.version')).not.toBe(later.version)
    } finally {
      await after.stop()
    }
  } finally {
    await before.stop()
    await later.remove()
  }
})
