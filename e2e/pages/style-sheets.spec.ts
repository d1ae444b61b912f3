import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { violations } from '../axe.ts'
import { page as html, LISTS, placeholder, scriptTag } from '../embed.ts'
import { expect, test } from '../fixtures.ts'
import { CREATED } from '../sentences.ts'
import type { Site } from '../site.ts'
import { tailwindFor } from '../tailwind.ts'

const SETTINGS = {
  lists: `${LISTS.newsletter}=Newsletter,${LISTS.events}=Events`,
  'list-choice': '',
  fields: 'first_name* birthday address',
  consent: 'Yes, write to me by email.',
  title: 'News',
}

/** What a page brings in its head, by what its style sheets are. */
const STYLE_SHEETS: [string, (site: Site) => Promise<string>][] = [
  [
    'Bootstrap',
    async (site) => `<link rel="stylesheet" href="${site.library('bootstrap/dist/css/bootstrap.css')}">`,
  ],
  ['Tailwind', async () => `<style>${await tailwindFor(['p-4', 'text-3xl'])}</style>`],
  [
    'the worst we could write',
    async () =>
      `<style>${await readFile(join(import.meta.dirname, '../demo/public/hostile.css'), 'utf8')}</style>`,
  ],
]

for (const [name, head] of STYLE_SHEETS) {
  for (const isolation of ['shadow', 'none']) {
    test(`style sheets of the page, ${name}: everything is seen, read and touched, isolation ${isolation}`, async ({
      page,
      relay,
      site,
      address,
    }) => {
      await page.setViewportSize({ width: 320, height: 640 })
      const box = placeholder({ ...SETTINGS, isolation })
      await page.goto(site.page(html(box + scriptTag(relay), { head: await head(site) })))
      const form = page.getByRole('form', { name: 'News' })
      await form.getByRole('button').click()
      await expect(form.getByText('Choose at least one.')).toBeVisible()
      expect(await violations(page, '.signup-widget')).toEqual([])
      const controls = form.getByRole('textbox').or(form.getByRole('combobox')).or(form.getByRole('button'))
      for (const control of await controls.all()) {
        expect((await control.boundingBox())?.height).toBeGreaterThanOrEqual(44)
      }
      for (const box of await form.getByRole('checkbox').all()) {
        const { width = 0, height = 0 } = (await box.boundingBox()) ?? {}
        expect([Math.round(width), Math.round(height)]).toEqual([20, 20])
      }
      for (const label of await form.locator('label:not([aria-hidden] *)').all()) {
        const { x = -1, width = 0 } = (await label.boundingBox()) ?? {}
        expect(x).toBeGreaterThanOrEqual(0)
        expect(x + width).toBeLessThanOrEqual(320)
      }
      await form.getByLabel('Email address').fill(address)
      await form.getByLabel('First name').fill('Mary')
      await form.getByLabel('Newsletter').check()
      await form.getByLabel('Yes, write to me by email.').check()
      await form.getByRole('button').click()
      await expect(page.getByText(CREATED)).toBeVisible()
    })
  }
}

test('print: dark letters on white paper, and no field cut in two', async ({ page, relay, site }) => {
  await page.goto(site.page(html(scriptTag(relay, { ...SETTINGS, theme: 'dark' }))))
  const form = page.getByRole('form', { name: 'News' })
  await form.getByLabel('Email address').fill('mary@example.com')
  await page.emulateMedia({ media: 'print' })
  const look = (element: Element) => getComputedStyle(element).color
  for (const part of [form.getByText('Email address'), form.getByLabel('Email address')]) {
    expect(await part.evaluate(look)).toBe('rgb(28, 32, 36)')
  }
  const field = form.locator('[part~=field]').first()
  expect(await field.evaluate((element) => getComputedStyle(element).breakInside)).toBe('avoid')
})
