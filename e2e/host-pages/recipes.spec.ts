import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { FrameLocator, Page } from 'playwright'
import { page as html } from '../support/embed.ts'
import { expect, test } from '../support/fixtures.ts'
import { recipe } from '../support/recipes.ts'
import { CREATED } from '../support/sentences.ts'

/** Each recipe that is HTML: its name in the README, the page it is pasted into, and where on that its form is. */
const RECIPES: [string, (code: string) => string, ((page: Page) => FrameLocator)?][] = [
  ['Plain HTML', html],
  ['Several forms, or a page whose script tags you do not control', html],
  ['Tag managers', html],
  ['An iframe', html, (page) => page.frameLocator('iframe')],
  ['A form of your own', html],
  // Its filter puts paragraphs around what it does not know, and breaks between lines.
  ['WordPress', (code) => html(`<p>${code.replaceAll('>\n', '><br />\n')}</p>`)],
  ['Turbo', (code) => `<!doctype html><html lang="en">${code}</html>`],
  ['Tag Manager', (code) => html(`<footer></footer><script>${injected(code)}</script>`)],
]

/** A tag manager runs the scripts of a tag's code, each by itself and without its attributes. */
function injected(code: string): string {
  return `for (const [, src, text] of ${JSON.stringify(
    [...code.matchAll(/<script(?: src="(.*?)" async)?>(.*?)<\/script>/gs)].map(([...groups]) => groups),
  ).replaceAll('</', '<\\/')}) {
    const script = document.createElement('script')
    if (src) script.src = src
    script.text = text
    document.body.appendChild(script)
  }`
}

for (const [name, pasted, inside] of RECIPES) {
  test(`recipe: ${name}`, async ({ page, relay, site, address }) => {
    await page.goto(site.page(pasted(await recipe(name, relay))))
    const form = inside?.(page) ?? page
    await form.getByLabel(/^Email/).fill(address)
    await form.getByRole('button').click()
    await expect(form.getByText(CREATED)).toBeVisible()
  })
}

for (const [name, file] of [
  ['React, Next.js', 'Newsletter.tsx'],
  ['React, Next.js, without isolation', 'NewsletterWithoutIsolation.tsx'],
] as const) {
  test(`recipe: ${name}, is the component that the pages of React show`, async ({ relay }) => {
    expect(await readFile(join(import.meta.dirname, file), 'utf8')).toContain(await recipe(name, relay))
  })
}
