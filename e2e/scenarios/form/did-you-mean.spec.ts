import type { Locator, Page } from 'playwright/test'
import { violations } from '../../support/axe.ts'
import { type Attributes, page as html, LISTS, placeholder, scriptTag } from '../../support/embed.ts'
import { expect, test } from '../../support/fixtures.ts'
import type { Relay } from '../../support/relay.ts'
import { CREATED } from '../../support/sentences.ts'
import type { Site } from '../../support/site.ts'

async function open(page: Page, relay: Relay, site: Site, settings: Attributes = {}): Promise<void> {
  const box = placeholder({ lists: LISTS.newsletter, fields: 'first_name', ...settings })
  await page.goto(site.page(html(box + scriptTag(relay))))
}

/** Comes to the email field and waits for the code that makes offers, which loads only then. */
async function comeTo(email: Locator): Promise<void> {
  await email.focus()
  await expect(email.locator('xpath=following-sibling::*[@part="suggestion"]')).toBeAttached()
}

const offer = (page: Page, address: string) => page.getByRole('button', { name: address, exact: true })

for (const isolation of ['shadow', 'none', 'iframe']) {
  test(`a slip in the domain is corrected by one press, isolation ${isolation}`, async ({
    page,
    relay,
    site,
  }) => {
    await open(page, relay, site, { isolation })
    const frame = isolation === 'iframe' ? page.frameLocator('iframe') : page
    const email = frame.getByLabel('Email address')
    await comeTo(email)
    await email.fill('ada@gmial.com')
    const before = await email.boundingBox()
    await email.press('Tab')
    // The whole question is a text: Orca would leave the address out of it, which is in a button.
    await expect(frame.locator('[part=suggestion]')).toMatchAriaSnapshot(`
      - text: Did you mean ada@gmail.com?
      - button "ada@gmail.com"
      - button "Keep what I typed"
    `)
    const offered = frame.getByRole('button', { name: 'ada@gmail.com' })
    // Below the field, which stays where it is.
    expect(await email.boundingBox()).toEqual(before)
    expect((await offered.boundingBox())?.y).toBeGreaterThanOrEqual((before?.y ?? 0) + (before?.height ?? 0))
    await offered.press('Enter')
    await expect(email).toHaveValue('ada@gmail.com')
    await expect(email).toBeFocused()
    await expect(frame.getByText('Did you mean')).toHaveCount(0)
  })
}

test('what was declined is not offered again, and what is typed further takes the offer away', async ({
  page,
  relay,
  site,
}) => {
  await open(page, relay, site)
  const email = page.getByLabel('Email address')
  await comeTo(email)
  await email.fill('ada@hotmial.con')
  await email.blur()
  await page.getByRole('button', { name: 'Keep what I typed' }).click()
  await expect(email).toHaveValue('ada@hotmial.con')
  await email.blur()
  await email.fill('ada@yaho.fr')
  await email.blur()
  await expect(offer(page, 'ada@yahoo.fr')).toBeVisible()
  await email.pressSequentially('x')
  await expect(offer(page, 'ada@yahoo.fr')).toHaveCount(0)
  await email.fill('ada@hotmial.con')
  await email.blur()
  await expect(page.getByText('Did you mean')).toHaveCount(0)
})

test('an offer neither moves the button under the pointer nor holds up the sign-up', async ({
  page,
  relay,
  site,
  address,
}) => {
  await open(page, relay, site)
  const email = page.getByLabel('Email address')
  await comeTo(email)
  await email.fill(address.replace('example.com', 'gmial.com'))
  const button = page.getByRole('button', { name: 'Sign up' })
  const before = await button.boundingBox()
  await button.hover()
  await page.mouse.down()
  await expect(email).not.toBeFocused()
  expect(await button.boundingBox()).toEqual(before)
  await page.mouse.up()
  await expect(page.getByText(CREATED)).toBeVisible()
})

for (const language of ['en', 'ar']) {
  test(`the offer is accessible and fits at 320 pixels, ${language}`, async ({ page, relay, site }) => {
    await page.setViewportSize({ width: 320, height: 640 })
    await open(page, relay, site, { language })
    const email = page.locator('input[type=email]')
    await comeTo(email)
    await email.fill('ada.lovelace.of.the.analytical.engine@gmial.com')
    await email.blur()
    await expect(offer(page, 'ada.lovelace.of.the.analytical.engine@gmail.com')).toBeVisible()
    expect(await violations(page, '.signup-widget')).toEqual([])
    for (const button of await page.locator('[part=suggestion] button').all()) {
      expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(24)
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
  })
}
