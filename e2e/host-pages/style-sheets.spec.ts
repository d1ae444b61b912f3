import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { page as html, placeholder, scriptTag } from '../support/embed.ts'
import { EVERY_KIND, expectUsable, fillInEveryKind } from '../support/expect-usable.ts'
import { expect, test } from '../support/fixtures.ts'
import { CREATED } from '../support/sentences.ts'
import type { Site } from '../support/site.ts'
import { tailwindFor } from '../support/tailwind.ts'

/** The style sheets of the page, by name. */
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
    test(`style sheets of the page, ${name}: everything is visible, readable and large enough to touch, isolation ${isolation}`, async ({
      page,
      relay,
      site,
      address,
    }) => {
      await page.setViewportSize({ width: 320, height: 640 })
      const box = placeholder({ ...EVERY_KIND, isolation })
      await page.goto(site.page(html(box + scriptTag(relay), { head: await head(site) })))
      const form = page.getByRole('form', { name: 'News' })
      await expectUsable(page, form)
      await fillInEveryKind(form, address)
      await expect(page.getByText(CREATED)).toBeVisible()
    })
  }
}

test('print: dark text on white paper, and no field split across pages', async ({ page, relay, site }) => {
  await page.goto(site.page(html(scriptTag(relay, { ...EVERY_KIND, theme: 'dark' }))))
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
