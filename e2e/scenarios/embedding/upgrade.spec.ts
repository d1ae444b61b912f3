import type { Page } from 'playwright'
import { freePort } from '../../../server/testing/port.ts'
import { buildEarlierVersion } from '../../support/earlier-version.ts'
import { page as html, LISTS, placeholder } from '../../support/embed.ts'
import { expect, LONG_PATIENCE_MS, test } from '../../support/fixtures.ts'
import { ownersBrowser } from '../../support/owned-relay.ts'
import { post, signUpBody } from '../../support/post.ts'
import { startRelay } from '../../support/relay.ts'

const SETTINGS = { lists: LISTS.newsletter }
/** Version 1.0 says it in other words. */
const CREATED_IN_EITHER_VERSION = /You(’re| are) on the list/

// In one worker, so that the earlier version is built once.
test.describe.configure({ mode: 'default' })
test.slow()

/** The tag that names a relay's own version and its hash. */
async function pinnedTag(relay: { url: string }): Promise<string> {
  const snippet = await fetch(`${relay.url}/v1/snippet?pinned&lists=${LISTS.newsletter}`)
  return /<script.*<\/script>/.exec(await snippet.text())?.[0] ?? ''
}

async function signUp(page: Page, address: string) {
  await page.getByLabel('Email address').fill(address)
  await page.getByRole('button').click()
  await expect(page.getByText(CREATED_IN_EITHER_VERSION)).toBeVisible()
}

test('after an upgrade pinned pages and open pages still sign up, and what waited is delivered', async ({
  page,
  context,
  site,
}) => {
  const earlier = await buildEarlierVersion()
  const port = String(await freePort())
  const address = {
    PORT: port,
    PUBLIC_URL: `http://localhost:${port}`,
    RELAY_PATIENCE_MS: String(LONG_PATIENCE_MS),
  }
  const before = await startRelay(address, earlier.entry)
  try {
    const pinned = site.page(html(placeholder(SETTINGS) + (await pinnedTag(before))))
    const rolling = site.page(
      html(`${placeholder(SETTINGS)}<script src="${before.url}/v1/signup.js" async></script>`),
    )
    await page.goto(rolling)
    await expect(page.getByRole('form')).toBeVisible()
    await before.sandbox.fault({ kind: 'status', status: 503 }, { times: 1000 })
    expect((await post(before, signUpBody('waiting@example.com'))).status).toBe(202)

    await before.end()
    const after = await startRelay({ ...address, DATABASE_URL: `file:${before.folder}/relay.db` })
    try {
      expect(await pinnedTag(after)).not.toContain(`/v${earlier.version}/`)
      const chunk = page.waitForResponse(/-[\w-]{8}\.js$/)
      await signUp(page, 'loaded@example.com')
      expect((await chunk).status()).toBe(200)
      expect(earlier.files).toContain((await chunk).url().split('/').pop())
      // The old script sent the form with fetch: the browser has not left the page.
      expect(page.url()).toBe(rolling)

      const fresh = await context.newPage()
      await fresh.goto(pinned)
      await signUp(fresh, 'pinned@example.com')
      expect(fresh.url()).toBe(pinned)
      expect(await fresh.evaluate('SignupWidget.version')).toBe(earlier.version)

      await expect
        .poll(async () => JSON.stringify(await after.sandbox.signUps()))
        .toContain('waiting@example.com')
    } finally {
      await after.stop()
    }
  } finally {
    await before.stop()
  }
})

test('during a rolling upgrade, pages of either version sign up at the relay of the other', async ({
  page,
  site,
}) => {
  const earlier = await buildEarlierVersion()
  const vendor = await startRelay()
  const settings = {
    CTCT_CLIENT_ID: 'sandbox-application',
    CTCT_API_URL: `${vendor.sandbox.url}/v3`,
    CTCT_AUTH_URL: `${vendor.sandbox.url}/oauth2/default/v1`,
    SECRET_KEY: 'one key for both of the relays of this test',
    DATABASE_URL: `file:${vendor.folder}/shared.db`,
    ALLOWED_ORIGINS: site.origin(),
    ALLOWED_LISTS: LISTS.newsletter,
    EXISTING_CONTACTS: 'update',
    RELAY_PATIENCE_MS: String(LONG_PATIENCE_MS),
  }
  const old = await startRelay(settings, earlier.entry)
  try {
    const code = /\/connect\?code=(\w+)/.exec(old.log().join('\n'))?.[1] ?? ''
    const browser = ownersBrowser()
    // The earlier version gives up if the sandbox's own relay has asked for a token within the same second.
    const connect = async () => (await browser.visit(await browser.allowed(old, code))).status
    await expect.poll(connect, { intervals: [1500] }).toBeLessThan(400)
    const present = await startRelay(settings)
    try {
      for (const [script, relay, address] of [
        [old, present, 'old.page@example.com'],
        [present, old, 'new.page@example.com'],
      ] as const) {
        const form = placeholder({ ...SETTINGS, endpoint: relay.url })
        const posted = page.waitForRequest(`${relay.url}/v1/signups`)
        await page.goto(site.page(html(`${form}<script src="${script.url}/v1/signup.js" async></script>`)))
        await signUp(page, address)
        await posted
      }
      // Each serves the files of the other, whichever of them a page's next request reaches.
      for (const [one, other] of [
        [old, present],
        [present, old],
      ] as const) {
        const source = /src="(.*?)"/.exec(await pinnedTag(one))?.[1] ?? ''
        expect((await fetch(source.replace(one.url, other.url))).status).toBe(200)
      }
      expect(await vendor.sandbox.signUps()).toMatchObject([
        { email_address: 'old.page@example.com' },
        { email_address: 'new.page@example.com' },
      ])
    } finally {
      await present.stop()
    }
  } finally {
    await old.stop()
    await vendor.stop()
  }
})
