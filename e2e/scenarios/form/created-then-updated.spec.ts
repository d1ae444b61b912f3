import { delaySignUps } from '../../support/delayed-requests.ts'
import { page as html, LISTS, scriptTag } from '../../support/embed.ts'
import { expect, test } from '../../support/fixtures.ts'
import { CREATED, UPDATED } from '../../support/sentences.ts'

test('a visitor of another site signs up as a new contact, and the next time as an existing one', async ({
  page,
  relay,
  site,
  address,
}) => {
  await page.goto(site.page(html(scriptTag(relay, { lists: LISTS.newsletter, fields: 'first_name' }))))
  await page.getByLabel('Email address').fill(address)
  await page.getByLabel('First name').fill('Mary')
  await page.getByRole('button', { name: 'Sign up' }).click()
  await expect(page.getByText(CREATED)).toBeVisible()

  await page.reload()
  await page.getByLabel('Email address').fill(address.toUpperCase())
  await page.getByLabel('First name').fill('Marie')
  await page.getByRole('button', { name: 'Sign up' }).click()
  await expect(page.getByText(UPDATED)).toBeVisible()

  const { contacts } = await relay.sandbox.state()
  expect(contacts).toHaveLength(1)
  expect(contacts).toMatchObject([{ first_name: 'Marie', list_memberships: [LISTS.newsletter] }])
})

test('the demo page does the same with each of its forms', async ({ page, relay, address }) => {
  await page.goto(relay.url)
  const short = page.getByRole('form', { name: 'Warm bread, Saturday mornings' })
  await short.getByLabel('Email address').fill(address)
  await short.getByRole('button').click()
  await expect(page.getByText(CREATED)).toBeVisible()

  const dark = page.getByRole('form', { name: 'Supper, once a month' })
  await dark.getByLabel('Email address').fill(address)
  await dark.getByLabel('First name').fill('Mary')
  await dark.getByRole('button').click()
  await expect(page.getByText(UPDATED)).toHaveCount(1)

  const frame = page.frameLocator('iframe')
  await frame.getByLabel('Email address').fill(address)
  await frame.getByLabel('Last name').fill('Rye')
  await frame.getByRole('button').click()
  await expect(frame.getByText(UPDATED)).toBeVisible()

  const every = page.getByRole('form', { name: 'Come to our table' })
  await every.getByLabel('Email address').fill(`another.${address}`)
  await every.getByLabel('First name').fill('Ann')
  await every.getByLabel('Baking workshops').check()
  await every.getByLabel('Yes, write to me by email.').check()
  await every.getByRole('button').click()
  await expect(page.getByText(CREATED)).toHaveCount(2)

  const { contacts } = await relay.sandbox.state()
  expect(contacts).toMatchObject([
    { first_name: 'Mary', last_name: 'Rye', list_memberships: [LISTS.newsletter, LISTS.events] },
    { first_name: 'Ann', list_memberships: [LISTS.workshops] },
  ])
})

test('pressing twice, or Enter and the button together, sends once', async ({
  page,
  relay,
  site,
  address,
}) => {
  const release = await delaySignUps(page)
  await page.goto(site.page(html(scriptTag(relay, { lists: LISTS.newsletter }))))
  await page.getByLabel('Email address').fill(address)
  await page.getByLabel('Email address').press('Enter')
  await page.getByRole('button').dblclick({ force: true })
  release()
  await expect(page.getByText(CREATED)).toBeVisible()
  expect(await relay.sandbox.signUps()).toHaveLength(1)
})
