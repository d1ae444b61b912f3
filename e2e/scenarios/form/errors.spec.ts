import type { Locator, Page } from 'playwright/test'
import { violations } from '../../support/axe.ts'
import { formAddress, page as html, LISTS, placeholder, scriptTag } from '../../support/embed.ts'
import { expect, test } from '../../support/fixtures.ts'
import { ADDRESS_REFUSED } from '../../support/sandbox.ts'

test.use({ bypassCSP: true })

const TWO = { lists: LISTS.newsletter, fields: 'first_name*', title: 'News' }

const LONG = {
  lists: `${LISTS.newsletter}=Newsletter,${LISTS.events}=Events`,
  'list-choice': '',
  fields: 'first_name* last_name birthday* address*',
  'custom-fields': JSON.stringify([
    {
      id: '1618ae62-4752-11e9-9c8a-fa163e6b01c5',
      type: 'radio',
      label: 'How did you find us?',
      required: true,
      options: ['A friend', 'Online'],
    },
    { id: '1618ae62-4752-11e9-9c8a-fa163e6b01c7', type: 'checkbox', label: 'Wholesale customer' },
  ]),
  consent: 'Yes, write to me.',
  title: 'News',
}

const summaryOf = (page: Pick<Page, 'getByRole'>) => page.getByRole('region', { name: 'There is a problem' })

/** Presses every link of the summary, and checks that it leads to a control of the field that says the same, in full view. */
async function expectLinksLead(summary: Locator, form: Locator): Promise<void> {
  for (const link of await summary.getByRole('link').all()) {
    await link.click()
    const faulty = form.locator('[part~=field]:has(> [part=error])')
    const field = faulty.filter({ hasText: (await link.textContent()) ?? '' })
    await expect(field.locator('input:focus, select:focus')).toHaveCount(1)
    await expect(field).toBeInViewport({ ratio: 0.98 })
  }
}

for (const isolation of ['shadow', 'none', 'iframe']) {
  test(`a single fault gets the focus, and nothing else tells of it (${isolation})`, async ({
    page,
    relay,
    site,
  }) => {
    const settings = { lists: LISTS.newsletter, isolation }
    await page.goto(site.page(html(placeholder(settings) + scriptTag(relay))))
    const place = isolation === 'iframe' ? page.frameLocator('iframe') : page
    await place.getByRole('button').click()
    await expect(place.getByLabel('Email address')).toBeFocused()
    await expect(place.getByLabel('Email address')).toHaveAccessibleDescription(/^Enter your email address/)
    await expect(summaryOf(place)).toHaveCount(0)
    await expect(place.getByRole('alert')).toBeEmpty()
    expect(await violations(page)).toEqual([])
  })

  test(`several faults are summed up in links to their fields (${isolation})`, async ({
    page,
    relay,
    site,
  }) => {
    const body = placeholder({ ...LONG, isolation }) + scriptTag(relay)
    await page.goto(site.page(html(body)))
    const place = isolation === 'iframe' ? page.frameLocator('iframe') : page
    await place.getByLabel('Email address').focus()
    await expect(place.getByLabel('Country')).not.toHaveValue('')
    await place.getByRole('button').click()
    const summary = summaryOf(place)
    await expect(summary).toBeFocused()
    await expect(summary.getByRole('link')).toHaveText([
      'Enter your email address, like name@example.org.',
      'Enter your first name.',
      'Choose a month.',
      'Enter a day.',
      'Enter your street address.',
      // In the words of the likely country, which is chosen already.
      'Enter your town or city.',
      'Enter your postcode.',
      'Choose an option for “How did you find us?”.',
      'Choose what you would like to receive.',
      'Tick the box to give your consent.',
    ])
    await expect(place.getByRole('alert')).toBeEmpty()
    expect(await violations(page)).toEqual([])
    const address = page.url()
    await expectLinksLead(summary, place.getByRole('form'))
    // A router of the page would take a fragment for a change of the view.
    expect(page.url()).toBe(address)
  })
}

test('a group is wrong as a whole, says beforehand what it needs, and what is optional says so', async ({
  page,
  relay,
  site,
}) => {
  await page.goto(site.page(html(scriptTag(relay, LONG))))
  const lists = page.getByRole('group', { name: 'What would you like to receive?' })
  await expect(lists).toHaveAccessibleDescription('Choose at least one.')
  for (const label of ['Last name', 'State or region', 'Postal code', 'Wholesale customer'])
    await expect(page.getByLabel(`${label} (optional)`)).toBeVisible()
  await page.getByRole('button').click()
  await expect(lists).toHaveAccessibleDescription(
    'Choose at least one. Choose what you would like to receive.',
  )
  await expect(page.getByRole('group', { name: 'How did you find us?' })).toHaveAccessibleDescription(
    'Choose an option for “How did you find us?”.',
  )
  for (const box of [page.getByRole('radio'), page.getByLabel('Newsletter'), page.getByLabel('Events')])
    await expect(box.and(page.locator('[aria-invalid]'))).toHaveCount(0)
  expect(await violations(page)).toEqual([])
})

test('what is corrected stays in the summary, struck out, so that no field moves', async ({
  page,
  relay,
  site,
}) => {
  await page.goto(site.page(html(scriptTag(relay, TWO))))
  await page.getByRole('button').click()
  await summaryOf(page).getByRole('link').first().click()
  const before = await page.getByLabel('Email address').boundingBox()
  await page.keyboard.type('ada@example.org')
  await expect(summaryOf(page).getByRole('link')).toHaveText(['Enter your first name.'])
  expect(await page.getByLabel('Email address').boundingBox()).toEqual(
    expect.objectContaining({ y: before?.y }),
  )
  expect(await violations(page)).toEqual([])
})

test('a faulty field keeps its colour under the pointer', async ({ page, relay, site }) => {
  await page.goto(site.page(html(scriptTag(relay, TWO))))
  await page.getByRole('button').click()
  const email = page.getByLabel('Email address')
  await expect(email).toHaveAttribute('aria-invalid', 'true')
  await email.hover()
  await expect(email).toHaveCSS('border-top-color', 'rgb(180, 35, 26)')
})

test('what the relay finds wrong is said, and summed up, in the same way', async ({ page, relay, site }) => {
  const fields = { email_address: 'refused', 'street_address.city': 'too_long', list_memberships: 'unknown' }
  await page.route('**/v1/signups', (route) =>
    route.fulfill({
      status: 422,
      json: { code: 'invalid_fields', fields },
      headers: { 'access-control-allow-origin': '*' },
    }),
  )
  const settings = { ...TWO, ...{ lists: LONG.lists, 'list-choice': '', fields: 'address' } }
  await page.goto(site.page(html(scriptTag(relay, settings))))
  await page.getByLabel('Email address').fill('ada@example.org')
  await expect(page.getByLabel('Country')).toHaveValue('United Kingdom')
  await page.getByLabel('Events').check()
  await page.getByRole('button').click()
  await expect(summaryOf(page)).toBeFocused()
  await expect(summaryOf(page).getByRole('link')).toHaveText([
    '“Email address” wasn’t accepted. Please check it.',
    '“Town or city” must be 50 characters or fewer.',
    /^Your choice for “What would you like to receive\?” is no longer available/,
  ])
  await expectLinksLead(summaryOf(page), page.getByRole('form'))
})

test('a single fault of the relay’s gets the focus alone', async ({ page, relay, site }) => {
  await page.route('**/v1/signups', (route) =>
    route.fulfill({
      status: 422,
      json: { code: 'invalid_fields', fields: { first_name: 'refused' } },
      headers: { 'access-control-allow-origin': '*' },
    }),
  )
  await page.goto(site.page(html(scriptTag(relay, TWO))))
  await page.getByLabel('Email address').fill('ada@example.org')
  await page.getByLabel('First name').fill('Ada')
  await page.getByRole('button').click()
  await expect(page.getByLabel('First name')).toBeFocused()
  await expect(page.getByLabel('First name')).toHaveAccessibleDescription(
    '“First name” wasn’t accepted. Please check it.',
  )
  await expect(summaryOf(page)).toHaveCount(0)
})

for (const [name, options, settings] of [
  ['at 320 pixels', { viewport: { width: 320, height: 640 } }, LONG],
  ['at 320 pixels, right to left', { viewport: { width: 320, height: 640 } }, { ...LONG, language: 'ar' }],
  ['right to left', {}, { ...LONG, language: 'ar' }],
  ['in the dark', { colorScheme: 'dark' }, LONG],
] as const) {
  test.describe(name, () => {
    test.use(options)
    test(`the errors of a long form are clear to axe, and nothing scrolls sideways ${name}`, async ({
      page,
      relay,
      site,
    }) => {
      const head = '<meta name="color-scheme" content="light dark">'
      await page.goto(site.page(html(scriptTag(relay, settings), { head })))
      await page.getByRole('form').getByRole('button').click()
      const summary = page.locator('[part=summary]')
      await expect(summary).toBeFocused()
      expect(await violations(page)).toEqual([])
      const sideways = () => document.documentElement.scrollWidth - document.documentElement.clientWidth
      expect(await page.evaluate(sideways)).toBe(0)
      for (const link of await summary.getByRole('link').all())
        expect((await link.boundingBox())?.height).toBeGreaterThanOrEqual(24)
    })
  })
}

test.describe('in forced colours', () => {
  test.use({ forcedColors: 'active' })
  test('a faulty field has a thick border, and an icon beside what is wrong', async ({
    page,
    relay,
    site,
  }) => {
    await page.goto(site.page(html(scriptTag(relay, LONG))))
    await page.getByRole('button').click()
    await expect(page.getByLabel('Email address')).toHaveCSS('border-top-width', '3px')
    await expect(page.getByLabel('Last name')).toHaveCSS('border-top-width', '1px')
    const group = page.getByRole('group', { name: 'How did you find us?' })
    await expect(group).toHaveCSS('border-left-width', '4px')
    const icons = await page.locator('[part=error]').evaluateAll((errors) =>
      errors.map((error) => {
        const { content, borderTopWidth, color, borderTopColor } = getComputedStyle(error, '::before')
        return [content.includes('!'), borderTopWidth, color === borderTopColor]
      }),
    )
    expect(icons).toHaveLength(10)
    for (const icon of icons) expect(icon).toEqual([true, '2px', true])
  })
})

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false })

  test('the page of the form says in its title that something is wrong, and begins with the summary', async ({
    page,
    relay,
  }) => {
    await page.goto(formAddress(relay, { ...TWO, fields: 'first_name birthday' }))
    await page.getByLabel('Email address').fill('ada@example')
    await page.getByLabel('First name').fill('Ada')
    await page.getByLabel('Month').selectOption('April')
    await page.getByLabel('Day', { exact: true }).fill('31')
    await page.keyboard.press('Enter')
    await expect(page).toHaveTitle('Error: News')
    await expect(summaryOf(page)).toBeFocused()
    await expect(page.getByLabel('First name')).toHaveValue('Ada')
    await expect(page.getByLabel('Email address')).toHaveValue('ada@example')
    await expectLinksLead(summaryOf(page), page.getByRole('form'))
  })

  test('even a single fault, here of Constant Contact’s, is summed up on a new page', async ({
    page,
    relay,
  }) => {
    await page.goto(formAddress(relay, TWO))
    await page.getByLabel('Email address').fill('ada@example.org')
    await page.getByLabel('First name').fill('Ada')
    await relay.sandbox.fault(ADDRESS_REFUSED)
    await page.keyboard.press('Enter')
    await expect(page).toHaveTitle('Error: News')
    await expect(summaryOf(page)).toBeFocused()
    await expectLinksLead(summaryOf(page), page.getByRole('form'))
  })
})

test('the script takes over a page of errors, and its links still lead to the fields', async ({
  page,
  relay,
}) => {
  await page.route('**/v1/signup.js', (route) => route.abort())
  await page.goto(formAddress(relay, { lists: LISTS.newsletter, fields: 'birthday', title: 'News' }))
  await page.getByLabel('Email address').fill('ada@example.org')
  await page.getByLabel('Month').selectOption('April')
  await page.getByLabel('Day', { exact: true }).fill('31')
  await page.unroute('**/v1/signup.js')
  await page.getByLabel('Day', { exact: true }).press('Enter')
  await expect(page).toHaveTitle('Error: News')
  await expect(summaryOf(page)).toBeFocused()
  expect(await violations(page)).toEqual([])
  await summaryOf(page).getByRole('link').click()
  await expect(page.getByLabel('Day', { exact: true })).toBeFocused()
  await page.getByLabel('Day', { exact: true }).fill('30')
  await expect(summaryOf(page).getByRole('link')).toHaveCount(0)
  await page.getByRole('button').click()
  await expect(page.getByText(/Thank you/)).toBeVisible()
})
