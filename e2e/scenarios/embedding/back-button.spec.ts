import { page as html, LISTS, scriptTag } from '../../support/embed.ts'
import { expect, LONG_PATIENCE_MS, test } from '../../support/fixtures.ts'

test.use({ patience_ms: LONG_PATIENCE_MS })

test('a form left while it was sending can be sent again after the back button', async ({
  page,
  freshRelay: relay,
  site,
  address,
}) => {
  await relay.sandbox.fault({ kind: 'delay', ms: 3_000 })
  const next = site.page(html('<p>The next page</p>'))
  await page.goto(site.page(html(scriptTag(relay, { lists: LISTS.newsletter }))))
  await page.getByLabel('Email address').fill(address)
  await page.getByRole('button').click()
  await expect(page.getByRole('button')).toHaveAttribute('aria-disabled', 'true')
  await page.goto(next)
  await page.goBack()
  if ((await page.getByLabel('Email address').inputValue()) === '')
    await page.getByLabel('Email address').fill(address)
  await expect(page.getByRole('button', { name: 'Sign up' })).not.toHaveAttribute('aria-disabled', 'true')
  await page.getByRole('button').click()
  await expect(page.getByText(/Thank you|Welcome back/)).toBeVisible()
})

test('pageshow after the back-forward cache re-enables a form that was sending', async ({
  page,
  relay,
  site,
  address,
}) => {
  await page.route('**/v1/signups', () => undefined)
  await page.goto(site.page(html(scriptTag(relay, { lists: LISTS.newsletter }))))
  await page.getByLabel('Email address').fill(address)
  await page.getByRole('button').click()
  await expect(page.getByRole('button')).toHaveAttribute('aria-disabled', 'true')
  await page.evaluate(() => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })))
  await expect(page.getByRole('button', { name: 'Sign up' })).not.toHaveAttribute('aria-disabled', 'true')
  await expect(page.getByLabel('Email address')).toHaveValue(address)
})
