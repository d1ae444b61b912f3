import type { Page } from 'playwright/test'
import { formAddress, page as html, LISTS, placeholder, scriptTag } from '../../support/embed.ts'
import { expect, test } from '../../support/fixtures.ts'
import { CREATED } from '../../support/sentences.ts'

const LONG = {
  lists: `${LISTS.newsletter}=Newsletter,${LISTS.events}=Events`,
  'list-choice': '',
  fields: 'first_name* last_name company_name phone_number birthday* address*',
  consent: 'Yes, write to me.',
  title: 'News',
  description: 'Once a week.',
}
const LITTLE = { lists: LISTS.newsletter, title: 'News', fields: 'first_name' }

/** What stands in a form and shows less than it holds. */
function clipped(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const host = document.querySelector('.signup-widget')
    const parts = (host?.shadowRoot ?? host)?.querySelectorAll<HTMLElement>(
      '[part]:not([part=trap], [part=quiet])',
    )
    return [...(parts ?? [])]
      .filter((part) => !part.matches('input, select, textarea') && part.textContent)
      .filter((part) => part.scrollWidth > part.clientWidth + 1 && part.clientWidth > 0)
      .map((part) => part.outerHTML.slice(0, 200))
  })
}

const sideways = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

for (const isolation of ['shadow', 'none']) {
  test(`1.4.12 with the text spacing of WCAG nothing is cut off, isolation ${isolation}`, async ({
    page,
    relay,
    site,
  }) => {
    await page.setViewportSize({ width: 320, height: 640 })
    await page.goto(site.page(html(placeholder({ ...LONG, isolation }) + scriptTag(relay))))
    const form = page.getByRole('form', { name: 'News' })
    await form.getByRole('button').click()
    await expect(page.getByRole('region', { name: 'There is a problem' })).toBeVisible()
    await page.evaluate(() => {
      const sheet = new CSSStyleSheet()
      sheet.replaceSync(
        '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-block-end: 2em !important }',
      )
      for (const place of [document, document.querySelector('.signup-widget')?.shadowRoot]) {
        if (place) place.adoptedStyleSheets = [...place.adoptedStyleSheets, sheet]
      }
    })
    expect(await clipped(page)).toEqual([])
    expect(await sideways(page)).toBe(0)
  })
}

test('1.4.4 with text of twice the size nothing is cut off', async ({ page, relay, site }) => {
  await page.setViewportSize({ width: 640, height: 640 })
  const head = '<style>html { font-size: 200% }</style>'
  await page.goto(site.page(html(scriptTag(relay, LONG), { head })))
  const form = page.getByRole('form', { name: 'News' })
  await form.getByRole('button').click()
  await expect(page.getByRole('region', { name: 'There is a problem' })).toBeVisible()
  await expect(form.getByLabel('Email address')).toHaveCSS('font-size', '32px')
  expect(await clipped(page)).toEqual([])
  expect(await sideways(page)).toBe(0)
})

test('2.2.1 a form that was left open for a day is sent with what was typed before', async ({
  page,
  relay,
  site,
  address,
}) => {
  await page.clock.install()
  await page.goto(site.page(html(scriptTag(relay, LITTLE))))
  await page.getByLabel('Email address').fill(address)
  await page.clock.fastForward('24:00:00')
  await page.getByLabel('First name').fill('Ada')
  await page.getByRole('button').click()
  await expect(page.getByText(CREATED)).toBeVisible()
})

test('1.4.10 and 2.4.11: at a zoom of 400 % the form fits, and a focused field is in view', async ({
  page,
  relay,
  site,
}) => {
  // 1280 by 1024 at 400 %.
  await page.setViewportSize({ width: 320, height: 256 })
  await page.goto(site.page(html(scriptTag(relay, LONG))))
  const form = page.getByRole('form', { name: 'News' })
  await expect(form).toBeVisible()
  expect(await sideways(page)).toBe(0)
  await form.getByLabel('Email address').focus()
  // The likely country changes the fields of the address once.
  await expect(form.getByLabel('Country')).not.toHaveValue('')
  for (const field of await form.getByRole('textbox').or(form.getByRole('combobox')).all()) {
    await field.focus()
    await expect(field).toBeInViewport({ ratio: 0.99 })
  }
})

test('2.5.8 everything that can be pressed is at least 24 by 24 pixels', async ({ page, relay, site }) => {
  await page.goto(site.page(html(scriptTag(relay, LONG))))
  const form = page.getByRole('form', { name: 'News' })
  await form.getByLabel('Email address').focus()
  await expect(form.getByLabel('Country')).not.toHaveValue('')
  await form.getByRole('button').click()
  await expect(page.getByRole('region', { name: 'There is a problem' })).toBeVisible()
  const targets = page
    .locator('.signup-widget')
    .locator('[part=input], [part=choice], [part=button], [part=summary] a')
    .filter({ visible: true })
  expect(await targets.count()).toBeGreaterThan(15)
  for (const target of await targets.all()) {
    const box = await target.boundingBox()
    expect(
      Math.min(box?.height ?? 0, box?.width ?? 0),
      String(await target.textContent()),
    ).toBeGreaterThanOrEqual(24)
  }
})

test.describe('with reduced motion', () => {
  test.use({ reducedMotion: 'reduce' })
  test('2.3.3 nothing moves', async ({ page, relay, site }) => {
    await page.goto(site.page(html(scriptTag(relay, LITTLE))))
    await page.getByLabel('Email address').focus()
    const moving = await page.evaluate(() => {
      const parts = document.querySelector('.signup-widget')?.shadowRoot?.querySelectorAll('*') ?? []
      const durations = [...parts].map((part) => getComputedStyle(part).transitionDuration)
      return durations.filter((duration) => duration !== '0s')
    })
    expect(moving).toEqual([])
    expect(await page.evaluate(() => document.getAnimations().length)).toBe(0)
  })
})

test('1.3.5 every field about the visitor says its purpose', async ({ page, relay }) => {
  await page.goto(formAddress(relay, { ...LONG, fields: `${LONG.fields} job_title` }))
  const purposes = await page
    .locator('[autocomplete]:not([autocomplete=off])')
    .evaluateAll((fields) => fields.map((field) => field.getAttribute('autocomplete')))
  const expected = [
    'email',
    'given-name',
    'family-name',
    'organization',
    'organization-title',
    'tel',
    'bday-day',
  ]
  const ofAddress = ['address-level1', 'address-level2', 'postal-code', 'country-name']
  expect(purposes).toEqual(expect.arrayContaining([...expected, ...ofAddress]))
})

test('2.4.6, 2.5.3, 3.3.4 and 4.1.2: the accessibility tree of each state', async ({
  page,
  relay,
  site,
  address,
}) => {
  await page.goto(site.page(html(scriptTag(relay, LITTLE))))
  const form = page.getByRole('form', { name: 'News' })
  await expect(form).toMatchAriaSnapshot(`
    - form "News":
      - heading "News" [level=2]
      - text: Email address
      - textbox "Email address"
      - text: First name (optional)
      - textbox "First name (optional)"
      - paragraph: By signing up, you agree to receive our emails. You can unsubscribe at any time.
      - button "Sign up"
  `)
  await form.getByRole('button').click()
  const email = form.getByRole('textbox', { name: 'Email address' })
  await expect(email).toBeFocused()
  await expect(email).toHaveAccessibleDescription('Enter your email address, like name@example.org.')
  await expect(email).toHaveAttribute('aria-invalid', 'true')
  await email.fill(address)
  await form.getByRole('button').click()
  await expect(page.getByText(CREATED)).toBeFocused()
})
