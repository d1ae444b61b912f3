import { LISTS } from '../../support/embed.ts'
import { expect, test } from '../../support/fixtures.ts'
import { CREATED } from '../../support/sentences.ts'

test('every field of the demo page arrives as sign_up_form wants it', async ({ page, relay, address }) => {
  await page.goto(relay.url)
  const form = page.getByRole('form', { name: 'Come to our table' })
  await form.getByLabel('Email address').fill(` ${address} `)
  await form.getByLabel('First name').fill('Mary')
  await form.getByLabel('Last name').fill("O'Rye")
  await form.getByLabel('Company').fill('Bread & Sons')
  await form.getByLabel('Job title').fill('Baker')
  await form.getByLabel('Phone number').fill('+44 (0)20 7946 0000')
  await form.getByRole('group', { name: 'Birthday' }).getByLabel('Month').selectOption('February')
  await form.getByRole('group', { name: 'Birthday' }).getByLabel('Day').fill('29')
  await form.getByLabel('Anniversary').fill('2006-11-15')
  const place = form.getByRole('group', { name: /^Address/ })
  await place.getByLabel('Country').selectOption('United States')
  await place.getByLabel('Street address').fill('1 Mill Lane')
  await place.getByLabel('City').fill('Springfield')
  await place.getByLabel('State').selectOption('Oregon')
  await place.getByLabel('ZIP code').fill('97477')
  await form.getByLabel('Favourite loaf').fill('Rye — 🥖')
  await form.getByLabel('First visit').fill('2020-02-29')
  await form.getByLabel('People in your household').fill('4')
  await form.getByLabel('How did you hear about us').selectOption('The market')
  await form.getByLabel('Pastry').check()
  await form.getByLabel('Workshops', { exact: true }).check()
  await form.getByRole('group', { name: 'Wholesale customer' }).getByLabel('Yes').check()
  await form.getByLabel('Anything we should know').fill('No nuts.\nThank you!')
  await form.getByLabel('Newsletter').check()
  await form.getByLabel('Baking workshops').check()
  await form.getByLabel('Yes, write to me by email.').check()
  await form.getByRole('button').click()
  await expect(page.getByText(CREATED)).toBeVisible()

  expect(await relay.sandbox.signUps()).toEqual([
    {
      email_address: address,
      first_name: 'Mary',
      last_name: "O'Rye",
      company_name: 'Bread & Sons',
      job_title: 'Baker',
      phone_number: '+44 (0)20 7946 0000',
      birthday_month: 2,
      birthday_day: 29,
      anniversary: '2006-11-15',
      street_address: {
        kind: 'home',
        street: '1 Mill Lane',
        city: 'Springfield',
        state: 'Oregon',
        postal_code: '97477',
        country: 'United States',
      },
      custom_fields: [
        custom('c1', 'Rye — 🥖'),
        custom('c3', '2020-02-29'),
        custom('c4', '4'),
        custom('c5', 'The market'),
        custom('c6', 'Pastry, Workshops'),
        custom('c7', 'true'),
        custom('c2', 'No nuts.\nThank you!'),
        custom('c8', 'Demo page'),
      ],
      list_memberships: [LISTS.newsletter, LISTS.workshops],
    },
  ])
})

test('fields left empty are not sent at all', async ({ page, relay, address }) => {
  await page.goto(relay.url)
  const form = page.getByRole('form', { name: 'Come to our table' })
  await form.getByLabel('Email address').fill(address)
  await form.getByLabel('First name').fill('Mary')
  await form.getByLabel('Newsletter').check()
  await form.getByLabel('Yes, write to me by email.').check()
  await form.getByRole('button').click()
  await expect(page.getByText(CREATED)).toBeVisible()
  expect(await relay.sandbox.signUps()).toEqual([
    {
      email_address: address,
      first_name: 'Mary',
      custom_fields: [custom('c8', 'Demo page')],
      list_memberships: [LISTS.newsletter],
    },
  ])
})

function custom(suffix: string, value: string) {
  return { custom_field_id: `1618ae62-4752-11e9-9c8a-fa163e6b01${suffix}`, value }
}
