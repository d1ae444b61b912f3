import type { Page } from 'playwright'
import { page as html, LISTS, placeholder, scriptTag } from '../../support/embed.ts'
import { expect, LONG_PATIENCE_MS, test } from '../../support/fixtures.ts'
import { CREATED } from '../../support/sentences.ts'

/** A custom field of the demo account, by the last digit of its id. */
const custom = (digit: number) => `1618ae62-4752-11e9-9c8a-fa163e6b01c${digit}`
const SETTINGS = {
  lists: LISTS.newsletter,
  fields: 'first_name birthday address',
  'custom-fields': JSON.stringify([
    { id: custom(2), label: 'Notes', type: 'textarea' },
    { id: custom(4), label: 'How many', type: 'number' },
    { id: custom(5), label: 'Found', type: 'select', options: ['Friend', 'Online'] },
    { id: custom(6), label: 'Kinds', type: 'checkbox', options: ['Rye', 'Oat', 'Corn'] },
    { id: custom(9), label: 'Crust', type: 'radio', options: ['Soft', 'Hard'] },
  ]),
}

type Ways = { relay: { url: string }; settings?: Record<string, string> }

/** The ways to put a form on a page. */
const WAYS: { [name: string]: (ways: Ways) => Promise<string> } = {
  'a form in the shadow': async ({ relay, settings }) =>
    placeholder({ ...SETTINGS, ...settings }) + scriptTag(relay),
  'a form without isolation': async ({ relay, settings }) =>
    placeholder({ ...SETTINGS, ...settings, isolation: 'none' }) + scriptTag(relay),
  'a form drawn beforehand': async ({ relay, settings }) => {
    const { prefill, ...others } = { prefill: '', ...settings }
    const query = new URLSearchParams({ ...SETTINGS, ...others, language: 'en' })
    const snippet = await (await fetch(`${relay.url}/v1/snippet?${query}`)).text()
    return snippet.replace(' data-lists=', ` data-prefill="${prefill.replaceAll('&', '&amp;')}" data-lists=`)
  },
}

let changes = 0

/** Changes an attribute of the form and waits until it is rendered again. */
async function change(page: Page, settings: Record<string, string> = {}) {
  const button = `Join ${++changes}`
  const attributes = Object.entries({ ...settings, button })
  await page.locator('.signup-widget').evaluate((host, attributes) => {
    for (const [name, text] of attributes) host.setAttribute(`data-${name}`, text)
  }, attributes)
  await expect(page.getByRole('button', { name: button })).toBeVisible()
}

const mounted = (page: Page) =>
  expect(page.locator('.signup-widget')).toHaveAttribute('data-state', 'editing')

for (const [name, write] of Object.entries(WAYS)) {
  test.describe(name, () => {
    test('keeps the visitor’s latest input through every change', async ({ page, relay, site }) => {
      await page.goto(site.page(html(await write({ relay }))))
      await mounted(page)
      await page.getByLabel('Email address').fill('ada@example.org')
      await page.getByLabel('First name').fill('Ada')
      await page.getByLabel('Month').selectOption('March')
      await page.getByLabel('Country').selectOption('Japan')
      await page.getByLabel('Notes').fill('Two\nlines')
      await page.getByLabel('Found').selectOption('Online')
      await page.getByLabel('Rye').check()
      await page.getByLabel('Corn').check()
      await page.getByLabel('Hard').check()
      for (let times = 0; times < 3; times++) await change(page)
      await expect(page.getByLabel('Email address')).toHaveValue('ada@example.org')
      await expect(page.getByLabel('First name')).toHaveValue('Ada')
      await expect(page.getByLabel('Month')).toHaveValue('3')
      await expect(page.getByLabel('Country')).toHaveValue('Japan')
      await expect(page.getByLabel('Notes')).toHaveValue('Two\nlines')
      await expect(page.getByLabel('Found')).toHaveValue('Online')
      await expect(page.getByLabel('Rye')).toBeChecked()
      await expect(page.getByLabel('Oat')).not.toBeChecked()
      await expect(page.getByLabel('Corn')).toBeChecked()
      await expect(page.getByLabel('Hard')).toBeChecked()
      // Each earlier form may still be loading its countries.
      await page.waitForTimeout(300)
      await page.getByLabel('First name').fill('')
      await page.getByLabel('Month').selectOption('')
      await page.getByLabel('Country').selectOption('')
      await page.getByLabel('Notes').fill('One line')
      await page.getByLabel('Found').selectOption('Friend')
      await page.getByLabel('Rye').uncheck()
      await page.getByLabel('Soft').check()
      for (let times = 0; times < 2; times++) await change(page)
      await expect(page.getByLabel('Country').getByRole('option', { name: 'Japan' })).toHaveCount(1)
      await expect(page.getByLabel('First name')).toHaveValue('')
      await expect(page.getByLabel('Month')).toHaveValue('')
      await expect(page.getByLabel('Country')).toHaveValue('')
      await expect(page.getByLabel('Notes')).toHaveValue('One line')
      await expect(page.getByLabel('Found')).toHaveValue('Friend')
      await expect(page.getByLabel('Rye')).not.toBeChecked()
      await expect(page.getByLabel('Corn')).toBeChecked()
      await expect(page.getByLabel('Soft')).toBeChecked()
    })

    test('keeps the cursor at the end of the text while the visitor types', async ({ page, relay, site }) => {
      await page.goto(site.page(html(await write({ relay, settings: { fields: 'phone_number' } }))))
      await mounted(page)
      for (const label of ['Email address', 'Phone number', 'How many', 'Notes']) {
        const field = page.getByLabel(label)
        await field.click()
        await page.keyboard.type('12@3')
        await change(page)
        await expect(field).toBeFocused()
        await page.keyboard.type('45.67')
        await expect(field).toHaveValue('12@345.67')
      }
      await page.getByLabel('Email address').focus()
      await page.locator('.signup-widget').evaluate((host) => {
        Object.assign(window, { heard: [] })
        for (const type of ['input', 'change'])
          (host.shadowRoot ?? host).addEventListener(type, () => Reflect.get(window, 'heard').push(type))
      })
      await change(page)
      await page.getByLabel('Notes').focus()
      expect(await page.evaluate('heard')).toEqual([])
    })

    test('keeps a consent tick only for the sentence it was given for', async ({ page, relay, site }) => {
      await page.goto(site.page(html(await write({ relay, settings: { consent: 'Send me news' } }))))
      await mounted(page)
      await page.getByLabel('Send me news').check()
      await change(page, { consent: 'Sell my data' })
      await expect(page.getByLabel('Sell my data')).not.toBeChecked()
      // Loading the controller renders the form again.
      await page.getByLabel('First name').fill('Ada')
      await page.getByRole('button', { name: /Join/ }).click()
      await expect(page.getByRole('link', { name: 'Tick the box to give your consent.' })).toBeVisible()
      await expect(page.getByLabel('Sell my data')).not.toBeChecked()
    })

    test('prefills fields that nobody has touched, and never one that was emptied', async ({
      page,
      relay,
      site,
    }) => {
      const prefill = (name: string, found: string) =>
        `first_name=${name}&custom_fields.${custom(2)}=Note&custom_fields.${custom(5)}=${found}&custom_fields.${custom(6)}=Rye`
      const settings = { prefill: prefill('Ada', 'Online') }
      await page.goto(site.page(html(await write({ relay, settings }))))
      await mounted(page)
      await expect(page.getByLabel('First name')).toHaveValue('Ada')
      await page.getByLabel('Notes').fill('')
      await page.getByLabel('Rye').uncheck()
      await change(page, { prefill: prefill('Mary', 'Friend') })
      await expect(page.getByLabel('First name')).toHaveValue('Mary')
      await expect(page.getByLabel('Notes')).toHaveValue('')
      await expect(page.getByLabel('Rye')).not.toBeChecked()
      await page.getByLabel('First name').fill('')
      await change(page, { prefill: prefill('Ada', 'Online') })
      await expect(page.getByLabel('First name')).toHaveValue('')
      await expect(page.getByLabel('Notes')).toHaveValue('')
      await expect(page.getByLabel('Rye')).not.toBeChecked()
    })
  })
}

test.describe('an answer that arrives after the visitor has moved on', () => {
  for (const isolation of ['shadow', 'none']) {
    test(`keeps the focus and every letter (${isolation})`, async ({ page, relay, site, address }) => {
      const settings = { lists: LISTS.newsletter, isolation }
      await page.goto(site.page(html(`<input id="search">${placeholder(settings)}${scriptTag(relay)}`)))
      const fault = { status: 422, contentType: 'application/problem+json' }
      const body = { code: 'invalid_fields', fields: { email_address: 'refused' } }
      for (const answer of [{ ...fault, body: JSON.stringify(body) }, undefined]) {
        let release = () => {}
        const gate = new Promise<void>((resolve) => {
          release = resolve
        })
        await page.unrouteAll()
        await page.route('**/v1/signups', async (route) => {
          await gate
          return answer ? route.fulfill(answer) : route.continue()
        })
        const search = page.locator('#search')
        await page.getByLabel('Email address').fill(address)
        await page.getByRole('button').click()
        await expect(page.locator('.signup-widget')).toHaveAttribute('data-state', 'sending')
        await search.fill('')
        await page.keyboard.type('sour')
        release()
        const alert = answer ? '“Email address” wasn’t accepted.' : CREATED
        await expect(page.getByRole('alert')).toContainText(alert)
        await page.keyboard.type('dough')
        await expect(search).toHaveValue('sourdough')
        await expect(search).toBeFocused()
      }
    })
  }

  test.describe('in a frame', () => {
    test.use({ patience_ms: LONG_PATIENCE_MS })
    test('keeps the focus and every letter (iframe)', async ({ page, freshRelay: relay, site, address }) => {
      await relay.sandbox.fault({ kind: 'delay', ms: 2_000 })
      const box = placeholder({ lists: LISTS.newsletter, isolation: 'iframe' })
      await page.goto(site.page(html(`<input id="search">${box}${scriptTag(relay)}`)))
      const form = page.frameLocator('iframe')
      await form.getByLabel('Email address').fill(address)
      await form.getByRole('button').click()
      await expect(page.locator('.signup-widget')).toHaveAttribute('data-state', 'sending')
      const search = page.locator('#search')
      await search.fill('')
      await page.keyboard.type('sour')
      await expect(form.getByRole('alert')).toContainText(CREATED)
      await page.keyboard.type('dough')
      await expect(search).toHaveValue('sourdough')
      await expect(search).toBeFocused()
    })
  })
})
