import { LISTS, placeholder } from '../support/embed.ts'
import { expect, test } from '../support/fixtures.ts'
import { recipe } from '../support/recipes.ts'
import { CREATED } from '../support/sentences.ts'
import { buildWithAstro } from './astro-site.ts'

test('Astro: forms on the next view, and on the one before after going back', async ({
  page,
  relay,
  site,
  address,
}) => {
  // Astro builds a whole site first, which takes long.
  test.slow()
  const view = await recipe('Astro', relay)
  const box = placeholder({ lists: LISTS.newsletter, title: 'None', isolation: 'none' })
  const first = view.replace('</body>', `${box}<a href="/next.html">Go on</a></body>`)
  const files = await buildWithAstro({
    'first.astro': first,
    'next.astro': first.replaceAll('Letters', 'Next'),
  })
  for (const [path, text] of files) site.file(path, text)
  await page.goto(`${site.origin()}/first.html`)
  await page.evaluate('window.same = true')
  for (const name of ['Sign-up form', 'None']) {
    await page.getByRole('form', { name }).getByLabel('Email address').fill('half@')
  }
  await page.getByRole('link', { name: 'Go on' }).click()
  await expect(page.getByRole('heading', { name: 'Next' })).toBeVisible()
  await expect(page.getByRole('form')).toHaveCount(2)
  for (const name of ['Sign-up form', 'None']) {
    await expect(page.getByRole('form', { name }).getByLabel('Email address')).toHaveValue('')
  }
  await page.goBack()
  await expect(page.getByRole('heading', { name: 'Letters' })).toBeVisible()
  for (const name of ['Sign-up form', 'None']) {
    const form = page.getByRole('form', { name })
    await form.getByLabel('Email address').fill(`${name.length}.${address}`)
    await form.getByRole('button').click()
    await expect(form).toHaveCount(0)
  }
  await expect(page.getByText(CREATED)).toHaveCount(2)
  expect(await page.evaluate('same')).toBe(true)
})
