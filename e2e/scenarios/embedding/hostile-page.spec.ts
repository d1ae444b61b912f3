import { expect, test } from '../../support/fixtures.ts'
import { CREATED } from '../../support/sentences.ts'

test.beforeEach(async ({ page, relay }) => {
  await page.goto(`${relay.url}/hostile.html`)
})

test('on the most hostile page we could write the form signs up with every letter', async ({
  page,
  relay,
  address,
}) => {
  const form = page.getByRole('form', { name: 'Warm bread, Saturday mornings' })
  await form.getByRole('button').click()
  await expect(form.getByRole('region', { name: 'There is a problem' })).toBeFocused()
  await form.getByRole('link', { name: 'Enter your email address' }).click()
  await expect(form.getByLabel('Email address')).toBeFocused()
  await form.getByLabel('Email address').pressSequentially(address)
  await form.getByLabel('First name').pressSequentially('Aoife')
  await form.getByLabel('Month').selectOption('May')
  await form.getByLabel('Day', { exact: true }).fill('31')
  await form.getByLabel('Yes, write to me by email.').check()
  await form.getByLabel('First name').press('Enter')
  await expect(page.getByText(CREATED)).toBeVisible()
  expect(page.url()).toContain('/hostile.html')
  expect(await relay.sandbox.signUps()).toEqual([
    {
      email_address: address,
      first_name: 'Aoife',
      birthday_month: 5,
      birthday_day: 31,
      list_memberships: ['d13d60d0-f256-11e8-b47d-fa163e56c9b0'],
    },
  ])
})

test('on the most hostile page the form keeps its look', async ({ page }) => {
  const form = page.getByRole('form', { name: 'Warm bread, Saturday mornings' })
  const email = form.getByLabel('Email address')
  const look = (element: Element) => {
    const { fontSize, fontStyle, textTransform, letterSpacing, wordSpacing, textAlign } =
      getComputedStyle(element)
    return {
      fontSize: Number.parseFloat(fontSize),
      fontStyle,
      textTransform,
      letterSpacing,
      wordSpacing,
      textAlign,
    }
  }
  for (const part of [email, form.getByText('Email address'), form.getByRole('button')]) {
    const calm = await part.evaluate(look)
    expect(calm).toMatchObject({
      fontStyle: 'normal',
      textTransform: 'none',
      letterSpacing: 'normal',
      wordSpacing: '0px',
    })
    expect(calm.fontSize).toBeGreaterThanOrEqual(14)
  }
  expect((await email.evaluate(look)).fontSize).toBeGreaterThanOrEqual(16)
  expect((await email.boundingBox())?.height).toBeGreaterThanOrEqual(44)
  expect((await form.getByRole('button').boundingBox())?.height).toBeGreaterThanOrEqual(44)
})
