import { buildWithAstro } from '../astro-site.ts'
import { LISTS, placeholder, scriptTag } from '../embed.ts'
import { expect, test } from '../fixtures.ts'
import { CREATED } from '../sentences.ts'

const SETTINGS = { lists: LISTS.newsletter, fields: 'first_name' }

function view(name: string, body: string, script: string): string {
  return `---
import { ClientRouter } from 'astro:transitions'
---
<html lang="en">
  <head><title>${name}</title><ClientRouter />${script}</head>
  <body><h1>${name}</h1>${body}</body>
</html>`
}

test('Astro: forms of the next view and of the one gone back to', async ({ page, relay, site, address }) => {
  const script = scriptTag(relay, {}, 'is:inline async')
  const boxes =
    placeholder({ ...SETTINGS, title: 'Shadow' }) +
    placeholder({ ...SETTINGS, title: 'None', isolation: 'none' })
  const files = await buildWithAstro({
    'first.astro': view('First', `${boxes}<a href="/next.html">Go on</a>`, script),
    'next.astro': view('Next', boxes, script),
  })
  for (const [path, text] of files) site.file(path, text)
  await page.goto(`${site.origin()}/first.html`)
  await page.evaluate('window.same = true')
  for (const name of ['Shadow', 'None']) {
    await page.getByRole('form', { name }).getByLabel('Email address').fill('half@')
  }
  await page.getByRole('link', { name: 'Go on' }).click()
  await expect(page.getByRole('heading', { name: 'Next' })).toBeVisible()
  await expect(page.getByRole('form')).toHaveCount(2)
  for (const name of ['Shadow', 'None']) {
    await expect(page.getByRole('form', { name }).getByLabel('Email address')).toHaveValue('')
  }
  await page.goBack()
  await expect(page.getByRole('heading', { name: 'First' })).toBeVisible()
  for (const name of ['Shadow', 'None']) {
    const form = page.getByRole('form', { name })
    await form.getByLabel('Email address').fill(`${name}.${address}`)
    await form.getByRole('button').click()
    await expect(form).toHaveCount(0)
  }
  await expect(page.getByText(CREATED)).toHaveCount(2)
  expect(await page.evaluate('same')).toBe(true)
})
