import { violations } from '../../support/axe.ts'
import { delaySignUps } from '../../support/delayed-requests.ts'
import { formAddress, page as html, LISTS, scriptTag } from '../../support/embed.ts'
import { expect, test } from '../../support/fixtures.ts'
import { CLOSED, CREATED, UPDATED } from '../../support/sentences.ts'

test.use({ bypassCSP: true })

const EVERYTHING = {
  lists: `${LISTS.newsletter}=Newsletter,${LISTS.events}=Events`,
  'list-choice': '',
  fields: 'first_name* last_name company_name job_title phone_number birthday* anniversary* address*',
  'custom-fields': JSON.stringify(
    ['text', 'textarea', 'date', 'number', 'select', 'radio', 'checkbox'].map((type, index) => ({
      id: `1618ae62-4752-11e9-9c8a-fa163e6b01c${index + 1}`,
      type,
      label: `A ${type} field`,
      help: 'A hint',
      required: true,
      ...(['select', 'radio', 'checkbox'].includes(type) ? { options: ['One', 'Two'] } : {}),
    })),
  ),
  consent: 'Yes, write to me.',
  title: 'News',
  description: 'Once a week.',
}
const LITTLE = { lists: LISTS.newsletter, title: 'News' }

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`axe finds nothing in the ${colorScheme}`, () => {
    test.use({ colorScheme })

    test('on the idle form and on its errors', async ({ page, relay, site }) => {
      const head = '<meta name="color-scheme" content="light dark">'
      await page.goto(site.page(html(scriptTag(relay, EVERYTHING), { head })))
      await expect(page.getByRole('form')).toBeVisible()
      expect(await violations(page)).toEqual([])
      await page.getByRole('button').click()
      await expect(page.getByRole('region', { name: 'There is a problem' })).toBeVisible()
      expect(await violations(page)).toEqual([])
    })

    test('while sending, when created, when updated and when refused', async ({
      page,
      relay,
      site,
      address,
    }) => {
      const head = '<meta name="color-scheme" content="light dark">'
      const place = site.page(html(scriptTag(relay, LITTLE), { head }))
      for (const sentence of [CREATED, UPDATED]) {
        const release = await delaySignUps(page)
        await page.goto(place)
        await page.getByLabel('Email address').fill(address)
        await page.getByRole('button').click()
        await expect(page.getByRole('button')).toHaveAttribute('aria-disabled', 'true')
        expect(await violations(page)).toEqual([])
        release()
        await expect(page.getByText(sentence)).toBeVisible()
        expect(await violations(page)).toEqual([])
      }
      await relay.sandbox.fault({ kind: 'status', status: 400 })
      await page.goto(place)
      await page.getByLabel('Email address').fill(address)
      await page.getByRole('button').click()
      await expect(page.getByLabel('Email address')).toHaveAccessibleDescription(/wasn’t accepted/)
      expect(await violations(page)).toEqual([])
    })

    test('on the form as a page: idle, errors, success', async ({ page, relay, address }) => {
      await page.goto(formAddress(relay, EVERYTHING))
      await expect(page.getByRole('button')).toBeVisible()
      expect(await violations(page)).toEqual([])
      await page.getByRole('button').click()
      expect(await violations(page)).toEqual([])
      await page.goto(formAddress(relay, LITTLE))
      await page.getByLabel('Email address').fill(address)
      await page.getByRole('button').click()
      await expect(page.getByText(CREATED)).toBeVisible()
      expect(await violations(page)).toEqual([])
    })

    test('on the pages of the relay and the sandbox', async ({ page, relay, address }) => {
      await page.goto(relay.url)
      await expect(page.getByRole('form')).toHaveCount(3)
      expect(await violations(page)).toEqual([])
      await page.getByLabel('Email address').first().fill(address)
      await page.getByLabel('Email address').first().press('Enter')
      await expect(page.getByText(CREATED)).toBeVisible()
      await page.goto(relay.sandbox.url)
      await expect(page.getByText(address).first()).toBeVisible()
      expect(await violations(page)).toEqual([])
      await page.goto(`${relay.url}/connect`)
      expect(await violations(page)).toEqual([])
      await page.getByRole('button', { name: 'Connect' }).click()
      await expect(page.getByRole('button', { name: 'Allow' })).toBeVisible()
      expect(await violations(page)).toEqual([])
      await page.getByRole('button', { name: 'Allow' }).click()
      await expect(page.getByRole('heading', { name: /Connected/ })).toBeVisible()
      expect(await violations(page)).toEqual([])
    })

    test('on a form that is closed by wrong attributes', async ({ page, relay, site }) => {
      await page.goto(site.page(html(scriptTag(relay, { lists: 'nonsense' }))))
      await expect(page.getByText(CLOSED)).toBeVisible()
      expect(await violations(page)).toEqual([])
    })
  })
}
