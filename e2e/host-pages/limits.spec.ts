import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium } from 'playwright'
import { CHROMIUM_ARGUMENTS, findChromium } from '../support/browser.ts'
import { formAddress, page as html, LISTS, placeholder, scriptTag } from '../support/embed.ts'
import { signUp } from '../support/filled-form.ts'
import { expect, test } from '../support/fixtures.ts'
import { CREATED } from '../support/sentences.ts'

const SOURCE = '1618ae62-4752-11e9-9c8a-fa163e6b01c8'
const SETTINGS = { lists: LISTS.newsletter, fields: 'first_name' }

/** What a browser without storage does to a page. */
function forbidStorage() {
  for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches']) {
    Object.defineProperty(window, name, {
      get() {
        throw new DOMException('The operation is insecure.', 'SecurityError')
      },
    })
  }
  Object.defineProperty(Document.prototype, 'cookie', {
    get() {
      throw new DOMException('The operation is insecure.', 'SecurityError')
    },
  })
}

test('a browser without storage: storage and cookies throw', async ({ page, relay, site, address }) => {
  const thrown: string[] = []
  page.on('pageerror', (error) => thrown.push(error.message))
  await page.addInitScript(forbidStorage)
  const box = placeholder({ ...SETTINGS, capture: `${SOURCE}=utm_source` })
  await page.goto(`${site.page(html(box + scriptTag(relay)))}?utm_source=poster`)
  await signUp(page, address)
  await expect(page.getByText(CREATED)).toBeVisible()
  expect(await relay.sandbox.signUps()).toMatchObject([{ custom_fields: [{ value: 'poster' }] }])
  expect(thrown).toEqual([])
})

/** The whole browser, since the headless shell has no such preference, set to block third-party storage. */
const strictly = test.extend<{ context: BrowserContext }>({
  // Playwright reads the fixture names from this destructuring pattern, which may not be empty.
  context: async ({ browserName: _any }, use) => {
    const profile = await mkdtemp(join(tmpdir(), 'signup-profile-'))
    await mkdir(join(profile, 'Default'))
    const preferences = { profile: { cookie_controls_mode: 1, block_third_party_cookies: true } }
    await writeFile(join(profile, 'Default/Preferences'), JSON.stringify(preferences))
    const executablePath = findChromium()
    const options = { args: CHROMIUM_ARGUMENTS, ...(executablePath && { executablePath }) }
    const context = await chromium.launchPersistentContext(profile, options)
    await use(context)
    await context.close()
    await rm(profile, { recursive: true, force: true, maxRetries: 10 })
  },
})

strictly(
  'third-party storage is blocked: a frame signs up without any',
  async ({ page, relay, site, address }) => {
    const frame = `<iframe title="Sign up" height="500" src="${formAddress(relay, SETTINGS)}"></iframe>`
    await page.goto(site.page(html(frame + scriptTag(relay))))
    const form = page.frameLocator('iframe')
    const asked = await form.locator('body').evaluate(() => {
      try {
        return String(localStorage.length)
      } catch (error) {
        return String(error)
      }
    })
    expect(asked).toMatch(/SecurityError|denied/)
    await form.getByLabel('Email address').fill(address)
    await form.getByRole('button').click()
    await expect(form.getByText(CREATED)).toBeVisible()
  },
)

test('a page in a sandboxed frame that keeps its origin', async ({ page, relay, site, address }) => {
  const inner = site.page(html(scriptTag(relay, SETTINGS)))
  const sandbox = 'allow-scripts allow-forms allow-same-origin'
  await page.goto(
    site.page(`<iframe sandbox="${sandbox}" title="Page" height="600" src="${inner}"></iframe>`),
  )
  const form = page.frameLocator('iframe')
  await form.getByLabel('Email address').fill(address)
  await form.getByLabel('Email address').press('Enter')
  await expect(form.getByText(CREATED)).toBeVisible()
})

test('a slow relay: the content of the placeholder works until the form appears', async ({
  page,
  relay,
  site,
  address,
}) => {
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  await page.route('**/v1/signup.js', async (route) => {
    await held
    await route.continue()
  })
  const link = `<a href="${formAddress(relay, SETTINGS)}">Sign up on a page of its own</a>`
  await page.goto(site.page(html(placeholder(SETTINGS, link) + scriptTag(relay, {}, 'async'))), {
    waitUntil: 'commit',
  })
  await expect(page.getByRole('link')).toBeVisible()
  release()
  await expect(page.getByRole('form')).toBeVisible()
  await expect(page.getByRole('link')).toBeHidden()
  await relay.sandbox.fault({ kind: 'delay', ms: 3_000 })
  await signUp(page, address)
  await expect(page.getByRole('status')).not.toBeEmpty()
  await expect(page.getByText(/Thank you/)).toBeVisible()
})
