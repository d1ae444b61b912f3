import type { Page } from 'playwright/test'
import { page as html, LISTS, placeholder, scriptTag } from '../../support/embed.ts'
import { expect, test } from '../../support/fixtures.ts'
import { CREATED } from '../../support/sentences.ts'

const SETTINGS = { lists: LISTS.newsletter, fields: 'address*' }

/** The labels of the address as drawn, in their order. */
const labels = (page: Page) => page.getByRole('group', { name: /^Address/ }).locator('label:visible')

const COUNTRIES = [
  { country: 'United States', parts: 'Street address; City; State: Oregon; ZIP code' },
  { country: 'Canada', parts: 'Street address; City; Province: Quebec; Postal code' },
  { country: 'United Kingdom', parts: 'Street address; Town or city; Postcode' },
  { country: 'Germany', parts: 'Street address; Postal code; City' },
  { country: 'France', parts: 'Street address; Postal code; City' },
  { country: 'Brazil', parts: 'Street address; City; State: São Paulo; Postal code' },
  { country: 'Mexico', parts: 'Street address; Postal code; City; State: Oaxaca' },
  { country: 'India', parts: 'Street address; City; PIN code; State: Kerala' },
  { country: 'Japan', parts: 'Postal code; Prefecture: Tokyo; City; Street address' },
  { country: 'Australia', parts: 'Street address; Suburb; State: Queensland; Postcode' },
  { country: 'Netherlands', parts: 'Street address; Postal code; City' },
  { country: 'Ireland', parts: 'Street address; Town or city; County (optional); Eircode (optional)' },
]

for (const { country, parts } of COUNTRIES) {
  test(`an address is asked for as its country writes it: ${country}`, async ({
    page,
    relay,
    site,
    address,
  }) => {
    await page.goto(site.page(html(placeholder(SETTINGS) + scriptTag(relay))))
    await page.getByLabel('Country').selectOption(country)
    const asked = parts.split('; ').map((part) => part.split(': '))
    await expect(labels(page)).toHaveText(['Country', ...asked.map(([label = '']) => label)])
    const sent: { [label: string]: string } = {}
    for (const [label = '', state] of asked) {
      const control = page.getByLabel(label, { exact: true })
      sent[label] = state ?? `The ${label}`
      await (state ? control.selectOption(state) : control.fill(sent[label]))
    }
    await page.getByLabel('Email address').fill(address)
    await page.getByRole('button', { name: 'Sign up' }).click()
    await expect(page.getByText(CREATED)).toBeVisible()
    const [signUp] = await relay.sandbox.signUps()
    const { kind, country: name, ...rest } = Object(Object(signUp).street_address)
    expect([kind, name]).toEqual(['home', country])
    expect(Object.values(rest).sort()).toEqual(Object.values(sent).sort())
  })
}

test('the likely country is chosen when a visitor comes, and alone is no address', async ({
  page,
  relay,
  site,
  address,
}) => {
  const settings = { ...SETTINGS, fields: 'address' }
  await page.goto(site.page(html(placeholder(settings) + scriptTag(relay))))
  const country = page.getByLabel('Country')
  await expect(country.getByRole('option', { name: 'Japan' })).toBeAttached()
  await expect(country).toHaveValue('')
  await page.getByLabel('Email address').fill(address)
  await expect(country).toHaveValue('United Kingdom')
  await page.getByRole('button', { name: 'Sign up' }).click()
  await expect(page.getByText(CREATED)).toBeVisible()
  expect(await relay.sandbox.signUps()).toEqual([
    { email_address: address, list_memberships: [LISTS.newsletter] },
  ])
})

test('nothing typed is lost when the country changes, and the state is found by its code', async ({
  page,
  relay,
  site,
}) => {
  await page.goto(site.page(html(placeholder(SETTINGS) + scriptTag(relay))))
  const country = page.getByLabel('Country')
  await page.getByLabel('Street address').fill('1 Mill Lane')
  await page.getByLabel('City').fill('Springfield')
  await page.getByLabel('State or region').fill('or')
  await country.selectOption('United States')
  const state = page.getByLabel('State')
  await expect(state).toHaveValue('Oregon')
  await country.selectOption('Germany')
  await expect(state).toHaveCount(0)
  // Here the postal code stands where the city was.
  await expect(page.getByLabel('City')).toHaveValue('Springfield')
  await expect(page.getByLabel('Postal code')).toHaveValue('')
  await country.selectOption('Canada')
  await expect(page.getByLabel('Province')).toHaveValue('')
  for (const other of ['Japan', 'Singapore', 'United States']) await country.selectOption(other)
  await expect(state).toHaveValue('Oregon')
  await expect(page.getByLabel('Street address')).toHaveValue('1 Mill Lane')
  await expect(page.getByLabel('City')).toHaveValue('Springfield')
})

test('no field moves under the pointer when a visitor comes', async ({ page, relay, site }) => {
  const settings = { ...SETTINGS, fields: 'address last_name' }
  await page.goto(site.page(html(placeholder(settings) + scriptTag(relay))))
  await expect(page.getByRole('option', { name: 'Japan' })).toBeAttached()
  const box = () => page.getByLabel('Last name').boundingBox()
  const before = await box()
  const loaded = page.waitForResponse(/address-formats/)
  await page.getByLabel('Last name').click()
  await (await loaded).finished()
  await page.keyboard.type('Lovelace')
  expect(await box()).toEqual(before)
  await expect(page.getByLabel('Country')).toHaveValue('')
  await expect(page.getByLabel('Last name')).toHaveValue('Lovelace')
})
