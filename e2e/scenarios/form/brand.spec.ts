import { violations } from '../../support/axe.ts'
import { formAddress, page as html, LISTS, placeholder, scriptTag } from '../../support/embed.ts'
import { expect, test } from '../../support/fixtures.ts'
import { CREATED } from '../../support/sentences.ts'

test.use({ bypassCSP: true, colorScheme: 'dark' })

const SITE = 'https://www.juniper.example'

test('a brand is on the form’s own page, leads back after success, and colours a frame', async ({
  page,
  relayWith,
  site,
  address,
}) => {
  const relay = await relayWith({
    SITE_NAME: 'Juniper & Rye',
    SITE_URL: SITE,
    BRAND_ACCENT: 'ffd54f',
    BRAND_LOGO: 'e2e/picture.webp',
  })
  await page.goto(formAddress(relay, { lists: LISTS.newsletter }))
  const home = page.getByRole('banner').getByRole('link', { name: 'Juniper & Rye' })
  await expect(home).toHaveAttribute('href', `${SITE}/`)
  const logo = page.getByRole('img', { name: 'Juniper & Rye' })
  await expect.poll(() => logo.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0)
  const button = page.getByRole('button', { name: 'Sign up' })
  await expect(button).toHaveCSS('background-color', 'rgb(255, 213, 79)')
  await expect(button).toHaveCSS('color', /^(rgb\(0, 0, 0\)|color\(.* 0 0 0\))$/)
  const back = page.getByRole('link', { name: 'Back to Juniper & Rye' })
  await expect(back).toBeHidden()
  expect(await violations(page)).toEqual([])

  await page.getByLabel('Email address').fill(address)
  await button.click()
  await expect(page.getByText(CREATED)).toBeVisible()
  await expect(back).toHaveAttribute('href', `${SITE}/`)
  await expect(back).toBeVisible()
  expect(await violations(page)).toEqual([])

  const consent = `I agree to the [terms](${SITE}/terms).`
  const box = placeholder({ lists: LISTS.newsletter, isolation: 'iframe', consent })
  await page.goto(site.page(html(box + scriptTag(relay))))
  const frame = page.frameLocator('iframe')
  await expect(frame.getByRole('button')).toHaveCSS('background-color', 'rgb(255, 213, 79)')
  await expect(frame.getByRole('link', { name: 'terms' })).toHaveAttribute('href', `${SITE}/terms`)
  await expect(frame.getByRole('banner')).toHaveCount(0)
  // Later changes reach the frame another way.
  const changed = `New: [rules](${SITE}/rules) [x](https://evil.example/)`
  await page
    .locator('.signup-widget')
    .evaluate((host, text) => host.setAttribute('data-consent', text), changed)
  await expect(frame.getByRole('link')).toHaveText(['rules'])
  await expect(frame.getByText('x (https://evil.example/)')).toBeVisible()
})
