import { violations } from '../../support/axe.ts'
import { formAddress, page as html, LISTS, placeholder, scriptTag } from '../../support/embed.ts'
import { expect, test } from '../../support/fixtures.ts'
import { CREATED } from '../../support/sentences.ts'

const EVIL = 'https://evil.example/'

for (const isolation of ['shadow', 'none', 'iframe']) {
  test(`links of the site lead where it says, and tick nothing, isolation ${isolation}`, async ({
    page,
    relay,
    site,
    address,
  }) => {
    const privacy = site.page(html('What we keep'))
    const { pathname } = new URL(privacy)
    const consent = `I agree to the [privacy policy](${pathname}).`
    const description = `Monthly. [Past issues](${relay.url}/past) [x](javascript:alert(1)) [y](//evil.example)`
    const box = placeholder({ lists: LISTS.newsletter, isolation, consent, description })
    await page.goto(site.page(html(box + scriptTag(relay))))
    const form = isolation === 'iframe' ? page.frameLocator('iframe') : page
    const link = form.getByRole('link', { name: 'privacy policy' })
    expect(await link.evaluate((element: HTMLAnchorElement) => element.href)).toBe(privacy)
    await expect(form.getByRole('link')).toHaveText(['Past issues', 'privacy policy'])
    await expect(form.getByText('[x](javascript:alert(1)) [y](//evil.example)')).toBeVisible()
    const tick = form.getByRole('checkbox', { name: 'I agree to' })
    for (const press of [() => link.click(), () => link.press('Enter')]) {
      const [tab] = await Promise.all([page.waitForEvent('popup'), press()])
      await expect(tab).toHaveURL(privacy)
      expect(await tab.evaluate(() => window.opener)).toBeNull()
      await tab.close()
      await expect(tick).not.toBeChecked()
    }
    // Touched, it is Preact's, which must draw the same.
    await form.getByLabel('Email address').fill(address)
    await expect(form.getByRole('link')).toHaveText(['Past issues', 'privacy policy'])
    expect(await violations(page)).toEqual([])
    await form.getByText('I agree to the').click({ position: { x: 5, y: 5 } })
    await expect(tick).toBeChecked()
    const request = page.waitForRequest('**/v1/signups')
    await form.getByRole('button', { name: 'Sign up' }).click()
    const { consent: sent } = (await request).postDataJSON()
    const said = isolation === 'iframe' ? privacy : pathname
    expect(sent).toEqual({ given: true, text: `I agree to the privacy policy (${said}).` })
    await expect(form.getByText(CREATED)).toBeVisible()
  })
}

test('the form page links to the owner’s sites only, with script and without', async ({
  page,
  relay,
  browser,
  site,
}) => {
  const settings = {
    lists: LISTS.newsletter,
    consent: `I agree to [this](${EVIL}) and [that](${new URL('/terms', site.page('')).href})`,
    description: `[a][(${EVIL})](${EVIL}) [b](${relay.url}/b) [c](/c) [d](https://localhost@evil.example/)`,
  }
  const plain = await browser.newContext({ javaScriptEnabled: false })
  const still = await plain.newPage()
  for (const tab of [page, still]) {
    await tab.goto(formAddress(relay, settings))
    await expect(tab.getByText(`I agree to this (${EVIL}) and that`)).toBeVisible()
    await expect(tab.getByRole('link')).toHaveText(['b', 'c', 'that'])
  }
  await page.getByLabel('Email address').fill('ada@example.com')
  await page.getByLabel('Email address').press('Tab')
  await expect(page.getByRole('link')).toHaveText(['b', 'c', 'that'])
  await plain.close()
})

test('links stay on their lines at 320 pixels, and look like links', async ({ page, relay, site }) => {
  await page.setViewportSize({ width: 320, height: 640 })
  const consent =
    'I agree that you write to me as the [privacy policy](/privacy) says, and to the [terms](/terms).'
  await page.goto(
    site.page(
      html(
        placeholder({ lists: LISTS.newsletter, consent, description: 'See [all](/all).' }) + scriptTag(relay),
      ),
    ),
  )
  await page.getByLabel('Email address').focus()
  for (const link of await page.getByRole('link').all()) {
    await expect(link).toHaveCSS('display', 'inline')
    await expect(link).toHaveCSS('text-decoration-line', 'underline')
  }
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
  await page.screenshot({ path: test.info().outputPath('links.png') })
})
