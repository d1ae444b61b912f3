import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { FrameLocator, Page } from 'playwright'
import { page as html } from '../support/embed.ts'
import { expect, test } from '../support/fixtures.ts'
import { recipe } from '../support/recipes.ts'
import { CREATED } from '../support/sentences.ts'

/** Each recipe that is HTML: its heading in widget/README.md, the page it is pasted into, and where its form is on that page. */
const RECIPES: [string, (code: string) => string, ((page: Page) => FrameLocator)?][] = [
  ['Plain HTML', html],
  ['Placeholder', html],
  ['Settings in the address', html],
  ['Iframe', html, (page) => page.frameLocator('iframe')],
  ['Your own form', html],
  // WordPress wraps unknown elements in paragraphs and adds line breaks.
  ['WordPress', (code) => html(`<p>${code.replaceAll('>\n', '><br />\n')}</p>`)],
  ['Turbo', (code) => `<!doctype html><html lang="en">${code}</html>`],
  ['Tag Manager', (code) => html(`<footer></footer><script>${injected(code)}</script>`)],
]

/** A tag manager runs each script of a tag on its own, without its attributes. */
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
  ['React and Next.js', 'Newsletter.tsx'],
  ['React and Next.js without isolation', 'NewsletterWithoutIsolation.tsx'],
] as const) {
  test(`recipe: ${name} is the component that the React pages show`, async ({ relay }) => {
    expect(await readFile(join(import.meta.dirname, file), 'utf8')).toContain(await recipe(name, relay))
  })
}

test('the tag in the README is the plain HTML recipe', async () => {
  const root = join(import.meta.dirname, '../..')
  const [readme, widget] = await Promise.all(
    ['README.md', 'widget/README.md'].map((path) => readFile(join(root, path), 'utf8')),
  )
  const [tag] = /```html\n.*?```/s.exec(readme ?? '') ?? []
  expect(tag).toBeDefined()
  expect(widget).toContain(tag)
})
