import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { violations } from '../support/axe.ts'
import { page as html, placeholder, scriptTag } from '../support/embed.ts'
import { EVERY_KIND, expectUsable, fillInEveryKind } from '../support/expect-usable.ts'
import { expect, test } from '../support/fixtures.ts'
import { recipe } from '../support/recipes.ts'
import { CREATED } from '../support/sentences.ts'
import type { Site } from '../support/site.ts'
import { tailwindFor } from './tailwind.ts'

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

/** How each recipe's style sheet paints a field, one with a fault, and the button. */
const RECIPES = [
  {
    name: 'Bootstrap',
    head: async (site: Site) =>
      `<link rel="stylesheet" href="${site.library('bootstrap/dist/css/bootstrap.css')}">`,
    field: { property: 'border-top-left-radius', value: '6px' },
    fault: { property: 'border-top-color', value: 'rgb(220, 53, 69)' },
    button: { property: 'background-color', value: 'rgb(13, 110, 253)' },
  },
  {
    name: 'Tailwind',
    head: async (_: Site, code: string) =>
      `<style>${await tailwindFor([...code.matchAll(/class-\w+="(.*?)"/g)].flatMap(([, names = '']) => names.split(' ')))}</style>`,
    field: { property: 'border-top-left-radius', value: '6px' },
    fault: { property: 'outline-width', value: '2px' },
    button: { property: 'border-top-left-radius', value: '6px' },
  },
]

for (const { name, head, field, fault, button } of RECIPES) {
  test(`recipe: ${name} styles the parts of a form, and what appears in it later`, async ({
    page,
    relay,
    site,
    address,
  }) => {
    const code = await recipe(name, relay)
    await page.goto(site.page(html(code, { head: await head(site, code) })))
    const email = page.getByLabel('Email address')
    const press = page.getByRole('button', { name: 'Sign up' })
    await expect(email).toHaveCSS(field.property, field.value)
    await expect(page.getByLabel(/^Country/)).toHaveCSS(field.property, field.value)
    await expect(press).toHaveCSS(button.property, button.value)
    await press.click()
    await expect(page.getByRole('link', { name: 'Enter your first name.' })).toBeVisible()
    await expect(email).toHaveCSS(fault.property, fault.value)
    expect(await violations(page, '.signup-widget')).toEqual([])
    await email.fill(address)
    await page.getByLabel('First name').fill('Ada')
    await page.getByRole('checkbox').check()
    await expect(email).not.toHaveCSS(fault.property, fault.value)
    await press.click()
    await expect(page.getByText(CREATED)).toBeVisible()
  })
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
