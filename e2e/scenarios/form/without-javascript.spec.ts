import { formAddress, page as html, LISTS } from '../../support/embed.ts'
import { expect, test } from '../../support/fixtures.ts'
import { ADDRESS_REFUSED } from '../../support/sandbox.ts'
import { CLOSED, CREATED } from '../../support/sentences.ts'

test.use({ javaScriptEnabled: false })

const SETTINGS = {
  lists: LISTS.newsletter,
  fields: 'first_name* last_name birthday address',
  title: 'News from Juniper & Rye',
}

test('the form page signs up and says so on a page', async ({ page, relay, address }) => {
  await page.goto(formAddress(relay, SETTINGS))
  await expect(page.getByRole('heading', { name: 'News from Juniper & Rye' })).toBeVisible()
  await page.getByLabel('Email address').fill(address)
  await page.getByLabel('First name').fill('Mary')
  await page.getByLabel('Month').selectOption('February')
  await page.getByLabel('Day', { exact: true }).fill('29')
  await page.getByLabel('City').fill('Springfield')
  await page.getByRole('button').click()
  await expect(page.getByText(CREATED)).toBeVisible()
  expect(await relay.sandbox.signUps()).toEqual([
    {
      email_address: address,
      first_name: 'Mary',
      birthday_month: 2,
      birthday_day: 29,
      street_address: { kind: 'home', city: 'Springfield' },
      list_memberships: [LISTS.newsletter],
    },
  ])
})

test('single parts of an address are asked for in their order, and sent with the kind that the site set', async ({
  page,
  relay,
  address,
}) => {
  const fields = 'postal_code* country'
  await page.goto(formAddress(relay, { lists: LISTS.newsletter, fields, 'address-kind': 'work' }))
  await expect(page.locator('label[part=label]')).toHaveText([
    'Email address',
    'Postal code',
    'Country (optional)',
  ])
  await page.getByLabel('Email address').fill(address)
  await page.getByLabel('Country').selectOption('France')
  await page.getByRole('button').click()
  // The browser asks for what is required, and sends nothing.
  await expect(page.getByLabel('Postal code')).toBeFocused()
  await page.getByLabel('Postal code').fill('2'.repeat(51))
  await page.getByRole('button').click()
  await expect(page).toHaveTitle(/^Error: /)
  await expect(page.getByLabel('Postal code')).toHaveAccessibleDescription(/50 characters or fewer/)
  await expect(page.getByLabel('Country')).toHaveValue('France')
  await page.getByLabel('Postal code').fill('29200')
  await page.getByRole('button').click()
  await expect(page.getByText(CREATED)).toBeVisible()
  const street_address = { kind: 'work', postal_code: '29200', country: 'France' }
  expect(await relay.sandbox.signUps()).toEqual([
    { email_address: address, street_address, list_memberships: [LISTS.newsletter] },
  ])
})

test('errors appear beside their fields, and the input stays', async ({ page, relay, address }) => {
  await page.goto(formAddress(relay, SETTINGS))
  await page.getByLabel('Email address').fill(address)
  await page.getByLabel('First name').fill('Mary')
  await page.getByLabel('Last name').fill('Rye "& Sons" <b>')
  await page.getByLabel('Month').selectOption('April')
  await page.getByLabel('Day', { exact: true }).fill('31')
  await page.getByLabel('City').fill('York')
  await page.getByRole('button').click()
  await expect(page.getByLabel('Day', { exact: true })).toHaveAccessibleDescription(
    'Enter a day that exists in the chosen month.',
  )
  await expect(page).toHaveTitle('Error: News from Juniper & Rye')
  const summary = page.getByRole('region', { name: 'There is a problem' })
  await expect(summary).toBeFocused()
  await expect(page.getByLabel('Email address')).toHaveValue(address)
  await expect(page.getByLabel('Last name')).toHaveValue('Rye "& Sons" <b>')
  await expect(page.getByLabel('Month')).toHaveValue('4')
  await expect(page.getByLabel('Day', { exact: true })).toHaveValue('31')
  await expect(page.getByLabel('City')).toHaveValue('York')

  await summary.getByRole('link', { name: 'Enter a day that exists in the chosen month.' }).click()
  await expect(page.getByLabel('Day', { exact: true })).toBeFocused()
  await page.getByLabel('Day', { exact: true }).fill('30')
  await page.getByRole('button').click()
  await expect(page.getByText(CREATED)).toBeVisible()
})

test('choices, a consent box and custom fields survive an error', async ({ page, relay, address }) => {
  const fields = [
    {
      id: '1618ae62-4752-11e9-9c8a-fa163e6b01c6',
      type: 'checkbox',
      label: 'Interests',
      options: ['Bread', 'Pastry', 'Coffee'],
    },
    {
      id: '1618ae62-4752-11e9-9c8a-fa163e6b01c5',
      type: 'radio',
      label: 'Heard of us',
      options: ['Online', 'A friend'],
    },
    { id: '1618ae62-4752-11e9-9c8a-fa163e6b01c2', type: 'textarea', label: 'Anything else' },
    { id: '1618ae62-4752-11e9-9c8a-fa163e6b01c8', type: 'hidden', label: 'Source', value: 'Poster' },
  ]
  await page.goto(
    formAddress(relay, {
      lists: `${LISTS.newsletter}=Newsletter,${LISTS.events}=Events`,
      'list-choice': '',
      consent: 'Yes, write to me.',
      'custom-fields': JSON.stringify(fields),
    }),
  )
  await page.getByLabel('Email address').fill(address)
  await page.getByLabel('Bread').check()
  await page.getByLabel('Coffee').check()
  await page.getByLabel('A friend').check()
  await page.getByLabel('Anything else').fill('Two\nlines')
  await page.getByLabel('Yes, write to me.').check()
  await page.getByRole('button').click()
  await page.getByRole('link', { name: 'Choose what you would like to receive.' }).click()
  await expect(page.getByLabel('Newsletter')).toBeFocused()
  await expect(page.getByLabel('Bread')).toBeChecked()
  await expect(page.getByLabel('Pastry')).not.toBeChecked()
  await expect(page.getByLabel('A friend')).toBeChecked()
  await expect(page.getByLabel('Anything else')).toHaveValue('Two\nlines')

  await expect(page.getByLabel('Yes, write to me.')).toBeChecked()
  await page.getByLabel('Events').check()
  await page.getByRole('button').click()
  await expect(page.getByText(CREATED)).toBeVisible()
  const [sent] = await relay.sandbox.signUps()
  expect(sent).toMatchObject({
    custom_fields: [
      { value: 'Bread, Coffee' },
      { value: 'A friend' },
      { value: expect.stringMatching(/^Two\r?\nlines$/) },
      { value: 'Poster' },
    ],
    list_memberships: [LISTS.events],
  })
})

test('a refusal by Constant Contact is a page too, with the input kept', async ({ page, relay, address }) => {
  await relay.sandbox.fault(ADDRESS_REFUSED)
  await page.goto(formAddress(relay, { lists: LISTS.newsletter }))
  await page.getByLabel('Email address').fill(address)
  await page.getByRole('button').click()
  const sentence = '“Email address” wasn’t accepted. Please check it.'
  await expect(page.getByRole('link', { name: sentence })).toBeVisible()
  await expect(page.getByLabel('Email address')).toHaveAccessibleDescription(sentence)
  await expect(page.getByLabel('Email address')).toHaveValue(address)
})

test('the visitor is redirected to the page that the site named', async ({ page, relay, site, address }) => {
  const thanks = site.page('<title>Thanks</title><h1>Baked with thanks</h1>')
  await page.goto(formAddress(relay, { lists: LISTS.newsletter, 'redirect-url': thanks }))
  await page.getByLabel('Email address').fill(address)
  await page.getByRole('button').click()
  await expect(page.getByRole('heading', { name: 'Baked with thanks' })).toBeVisible()
})

test('nobody is redirected to a page that is not allowed', async ({ page, relay, site, address }) => {
  const trap = site.page('<title>Trap</title><h1>Trap</h1>', { host: 'elsewhere.example' })
  await page.goto(formAddress(relay, { lists: LISTS.newsletter, 'redirect-url': trap }))
  const email = page.getByLabel('Email address')
  if (await email.isVisible()) {
    await email.fill(address)
    await page.getByRole('button').click()
  }
  expect(page.url()).toContain(relay.url)
  await expect(page.getByRole('heading', { name: 'Trap' })).toHaveCount(0)
})

test('a form page with wrong settings says that the form is not available', async ({ page, relay }) => {
  await page.goto(formAddress(relay, { lists: 'nonsense' }))
  await expect(page.getByText(CLOSED)).toBeVisible()
})

for (const policy of ['no-referrer', 'same-origin']) {
  const headers = { 'referrer-policy': policy }

  test(`a form of the site’s own signs up from a page with ${policy}`, async ({
    page,
    relay,
    site,
    address,
  }) => {
    const form = `<form method="post" action="${relay.url}/v1/signups">
      <label>Email <input type="email" name="email_address" required></label>
      <input type="hidden" name="list_memberships" value="${LISTS.newsletter}">
      <input type="hidden" name="consent.given" value="true">
      <input type="hidden" name="consent.text" value="By signing up, you agree to receive our emails.">
      <button>Sign up</button></form>`
    await page.goto(site.page(html(form), { headers }))
    await page.getByLabel('Email').fill(address)
    const sent = page.waitForRequest('**/v1/signups')
    await page.getByRole('button').click()
    expect((await (await sent).allHeaders())['origin']).toBe('null')
    await expect(page.getByText(CREATED)).toBeVisible()
    expect(await relay.sandbox.signUps()).toMatchObject([{ email_address: address }])
  })

  test(`so does the snippet from a page with ${policy}, after an error too`, async ({
    page,
    relay,
    site,
    address,
  }) => {
    const settings = { lists: LISTS.newsletter, fields: 'birthday', language: 'en' }
    const snippet = await fetch(`${relay.url}/v1/snippet?${new URLSearchParams(settings)}`)
    await page.goto(site.page(html(await snippet.text()), { headers }))
    await page.getByLabel('Email address').fill(address)
    await page.getByLabel('Month').selectOption('April')
    await page.getByLabel('Day', { exact: true }).fill('31')
    await page.getByRole('button').click()
    await expect(page.getByRole('region', { name: 'There is a problem' })).toBeFocused()
    await page.getByLabel('Day', { exact: true }).fill('30')
    await page.getByRole('button').click()
    await expect(page.getByText(CREATED)).toBeVisible()
    expect(await relay.sandbox.signUps()).toMatchObject([{ email_address: address, birthday_day: 30 }])
  })
}

test('a choice among hundreds, whose form has an address of 22 kB and more', async ({
  page,
  relay,
  site,
  address,
}) => {
  const options = Array.from({ length: 250 }, (_, n) => ({
    value: `shop-${n}`,
    label: `The shop on the corner of street ${n}`,
  }))
  const field = { id: '1618ae62-4752-11e9-9c8a-fa163e6b01c1', type: 'select', label: 'Shop', options }
  const form = formAddress(relay, { lists: LISTS.newsletter, 'custom-fields': JSON.stringify([field]) })
  expect(form.length).toBeGreaterThan(22_000)
  await page.goto(
    site.page(
      html(`<iframe title="Newsletter" height="600" src="${form.replaceAll('&', '&amp;')}"></iframe>`),
    ),
  )
  const frame = page.frameLocator('iframe')
  await frame.getByLabel('Email address').fill(address)
  await frame.getByLabel('Shop').selectOption('The shop on the corner of street 249')
  await frame.getByRole('button').click()
  await expect(frame.getByText(CREATED)).toBeVisible()
  expect(await relay.sandbox.signUps()).toMatchObject([{ custom_fields: [{ value: 'shop-249' }] }])
})
