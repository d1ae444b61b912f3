import type { Page } from 'playwright'
import { violations } from '../../support/axe.ts'
import {
  type CaptchaService,
  SCRIPTS,
  serveScript,
  startCaptchaService,
} from '../../support/captcha-service.ts'
import { formAddress, page as html, LISTS, placeholder, scriptTag } from '../../support/embed.ts'
import { test as base, expect } from '../../support/fixtures.ts'
import type { Relay } from '../../support/relay.ts'
import { CREATED } from '../../support/sentences.ts'
import type { Site } from '../../support/site.ts'

type Kind = keyof typeof SCRIPTS

// In one worker, so that its relays know one service.
base.describe.configure({ mode: 'default' })

let service: CaptchaService
base.beforeAll(async () => {
  service = await startCaptchaService()
})
base.afterAll(() => service.stop())

/** A relay that requires this captcha of everybody. */
const test = base.extend<{ guarded: (kind: Kind) => Promise<Relay> }>({
  guarded: async ({ relayWith, site }, use) => {
    service.behave('right')
    service.asked()
    await use((kind) =>
      relayWith({
        PROOF_OF_WORK: 'always',
        CAPTCHA: kind,
        CAPTCHA_SITE_KEY: 'site-key',
        CAPTCHA_SECRET: 'the-captcha-secret',
        CAPTCHA_VERIFY_URL: service.verifyUrl,
        ALLOWED_ORIGINS: site.origin(),
      }),
    )
  },
})

const SETTINGS = { lists: LISTS.newsletter }

async function openForm(page: Page, relay: Relay, site: Site) {
  await page.goto(site.page(html(scriptTag(relay, SETTINGS))))
}
async function press(page: Page, address: string) {
  await page.getByLabel('Email address').fill(address)
  await page.getByRole('button').click()
}
const box = (page: Page) => page.getByRole('checkbox', { name: 'I am a person' })

for (const kind of ['turnstile', 'hcaptcha', 'recaptcha'] as const) {
  test(`${kind} is rendered in the page’s own document, and solving it lets the visitor in`, async ({
    page,
    guarded,
    site,
    address,
  }) => {
    const relay = await guarded(kind)
    await serveScript(page, kind)
    await openForm(page, relay, site)
    await press(page, address)
    await expect(page.getByText('One more step: confirm that you’re not a robot.')).toBeVisible()
    await expect(page.getByRole('group', { name: 'One more step' })).toBeFocused()
    await expect(page.getByText('site-key,en,light')).toBeVisible()
    expect(await violations(page)).toEqual([])
    await box(page).click()
    await expect(page.getByText(CREATED)).toBeVisible()
    await expect(box(page)).toHaveCount(0)
    expect(service.asked().map(String)).toEqual(['secret=the-captcha-secret&response=answer+1'])
    expect(relay.log().join('\n')).not.toContain('the-captcha-secret')
  })
}

test('it is rendered in a form without a shadow root, and on the form’s own page', async ({
  page,
  guarded,
  site,
  address,
}) => {
  const relay = await guarded('turnstile')
  await serveScript(page, 'turnstile')
  const light = site.page(html(scriptTag(relay, { ...SETTINGS, isolation: 'none' })))
  for (const [index, form] of [light, formAddress(relay, SETTINGS)].entries()) {
    await page.goto(form)
    await press(page, `${index}.${address}`)
    await box(page).click()
    await expect(page.getByText(CREATED)).toBeVisible()
  }
})

test('after a wrong answer the visitor can try again', async ({ page, guarded, site, address }) => {
  const relay = await guarded('hcaptcha')
  await serveScript(page, 'hcaptcha')
  service.behave('wrong once')
  await openForm(page, relay, site)
  await press(page, address)
  await box(page).click()
  await expect(box(page)).not.toBeChecked()
  await box(page).click()
  await expect(page.getByText(CREATED)).toBeVisible()
})

test('where its service is down, the browser solves a proof of work instead', async ({
  page,
  guarded,
  site,
  address,
}) => {
  const relay = await guarded('recaptcha')
  await serveScript(page, 'recaptcha')
  service.behave('down')
  await openForm(page, relay, site)
  await press(page, address)
  await box(page).click()
  await expect(page.getByText(CREATED)).toBeVisible()
  expect(relay.log().join('\n')).toContain('captcha not verified')
})

test('where its script is blocked, the visitor keeps their input and gets a link to the form’s own page', async ({
  page,
  guarded,
  site,
  address,
}) => {
  const relay = await guarded('turnstile')
  await page.route(SCRIPTS.turnstile.address, (route) => route.abort())
  await openForm(page, relay, site)
  await press(page, address)
  const way = page.getByRole('alert').getByRole('link')
  await expect(way).toHaveAttribute('href', new RegExp(`^${relay.url}/form\\?`))
  await expect(page.getByLabel('Email address')).toHaveValue(address)
  expect((await relay.sandbox.state()).contacts).toEqual([])
  await page.unrouteAll()
  await serveScript(page, 'turnstile')
  await page.getByRole('button').click()
  await box(page).click()
  await expect(page.getByText(CREATED)).toBeVisible()
})

test('it works under a strict policy with trusted types that allows its name', async ({
  page,
  guarded,
  site,
  address,
}) => {
  const relay = await guarded('turnstile')
  await serveScript(page, 'turnstile')
  const policy = `script-src 'nonce-n' 'strict-dynamic'; style-src 'self'; connect-src ${relay.url}; require-trusted-types-for 'script'; trusted-types signup-widget signup-widget-captcha`
  const tag = scriptTag(relay, {}, 'nonce="n"')
  await page.goto(
    site.page(html(placeholder(SETTINGS) + tag), { headers: { 'content-security-policy': policy } }),
  )
  await press(page, address)
  await box(page).click()
  await expect(page.getByText(CREATED)).toBeVisible()
})

test('it is removed with its form', async ({ page, guarded, site, address }) => {
  const relay = await guarded('turnstile')
  await serveScript(page, 'turnstile')
  await page.goto(site.page(html(placeholder(SETTINGS) + scriptTag(relay))))
  await press(page, address)
  await expect(box(page)).toBeVisible()
  await page.locator('.signup-widget').evaluate((form) => form.remove())
  await expect(box(page)).toHaveCount(0)
})
