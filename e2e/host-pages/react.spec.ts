import { createElement } from 'react'
import { renderToString } from 'react-dom/server'
import { page as html, scriptTag } from '../support/embed.ts'
import { signUp } from '../support/filled-form.ts'
import { expect, test } from '../support/fixtures.ts'
import { CREATED } from '../support/sentences.ts'
import { bundle } from './bundle.ts'
import { Newsletter as Isolated } from './Newsletter.tsx'
import { Newsletter as WithoutIsolation } from './NewsletterWithoutIsolation.tsx'

test('React mounts everything twice, renders it again, and removes it', async ({
  page,
  relay,
  site,
  address,
}) => {
  const said: string[] = []
  page.on('console', (message) => said.push(message.text()))
  page.on('pageerror', (error) => said.push(error.message))
  const app = site.script(await bundle('react-strict-mode.tsx'))
  const head = `<link rel="icon" href="data:,">${scriptTag(relay, {}, 'async')}`
  await page.goto(site.page(html(`<div id="app"></div><script src="${app}"></script>`, { head })))
  await page.getByLabel('Email address').fill('half@')
  await page.getByRole('button', { name: 'Drawn 0 times' }).click()
  await page.getByRole('button', { name: 'Drawn 1 times' }).click()
  await expect(page.getByLabel('Email address')).toHaveValue('half@')
  await page.getByRole('button', { name: 'Other view' }).click()
  await expect(page.getByRole('form')).toHaveCount(0)
  await page.getByRole('button', { name: 'Other view' }).click()
  await expect(page.getByRole('form')).toHaveCount(1)
  await signUp(page, address)
  await expect(page.getByText(CREATED)).toBeVisible()
  expect(said.filter((line) => !line.includes('React DevTools'))).toEqual([])
})

for (const [isolation, Newsletter] of [
  ['shadow', Isolated],
  ['none', WithoutIsolation],
] as const) {
  for (const [when, early] of [
    ['before', false],
    ['after', true],
  ] as const) {
    test(`React hydrates its server’s HTML ${when} the form is there, isolation ${isolation}`, async ({
      page,
      relay,
      site,
      address,
    }) => {
      const inside = renderToString(createElement(Newsletter))
      const drawn = `<div id="app" data-isolation="${isolation}">${inside}</div>`
      const app = `<script src="${site.script(await bundle('react-hydration.tsx'))}"></script>`
      const tag = scriptTag(relay)
      await page.goto(site.page(html(drawn + (early ? tag + app : app + tag))))
      await signUp(page, address)
      await expect(page.getByText(CREATED)).toBeVisible()
      expect(await page.evaluate('recovered')).toEqual([])
    })
  }
}
