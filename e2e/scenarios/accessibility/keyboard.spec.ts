import { page as html, LISTS, scriptTag } from '../../support/embed.ts'
import { expect, test } from '../../support/fixtures.ts'
import { CREATED } from '../../support/sentences.ts'

test('the keyboard alone fills in every kind of field, corrects an error and signs up', async ({
  page,
  relay,
  site,
  address,
}) => {
  const custom = [
    {
      id: '1618ae62-4752-11e9-9c8a-fa163e6b01c5',
      type: 'radio',
      label: 'Heard of us',
      options: ['Online', 'A friend'],
    },
    {
      id: '1618ae62-4752-11e9-9c8a-fa163e6b01c6',
      type: 'checkbox',
      label: 'Interests',
      options: ['Bread', 'Pastry'],
    },
  ]
  await page.goto(
    site.page(
      html(
        scriptTag(relay, {
          lists: `${LISTS.newsletter}=Newsletter,${LISTS.events}=Events`,
          'list-choice': '',
          fields: 'first_name* birthday',
          'custom-fields': JSON.stringify(custom),
          consent: 'Yes, write to me.',
        }),
      ),
    ),
  )
  const { keyboard } = page
  await expect(page.getByLabel('Email address')).toBeVisible()
  await keyboard.press('Tab')
  await expect(page.getByLabel('Email address')).toBeFocused()
  await keyboard.type(address)
  await keyboard.press('Enter')
  await expect(page.getByRole('region', { name: 'There is a problem' })).toBeFocused()
  await keyboard.press('Tab')
  await keyboard.press('Enter')
  await expect(page.getByLabel('First name')).toBeFocused()
  await keyboard.type('Mary')
  await keyboard.press('Tab')
  await keyboard.type('Feb')
  await keyboard.press('Tab')
  await keyboard.type('29')
  await keyboard.press('Tab')
  await keyboard.press('Space')
  await keyboard.press('ArrowDown')
  await expect(page.getByLabel('A friend')).toBeChecked()
  await keyboard.press('Tab')
  await keyboard.press('Tab')
  await keyboard.press('Space')
  await expect(page.getByLabel('Pastry')).toBeChecked()
  await keyboard.press('Tab')
  await keyboard.press('Space')
  await expect(page.getByLabel('Newsletter')).toBeChecked()
  await keyboard.press('Tab')
  await keyboard.press('Tab')
  await keyboard.press('Space')
  await expect(page.getByLabel('Yes, write to me.')).toBeChecked()
  await keyboard.press('Tab')
  await expect(page.getByRole('button')).toBeFocused()
  await keyboard.press('Enter')
  await expect(page.getByText(CREATED)).toBeFocused()
  expect(await relay.sandbox.signUps()).toMatchObject([
    { first_name: 'Mary', birthday_month: 2, birthday_day: 29, list_memberships: [LISTS.newsletter] },
  ])
})

test('the focus is always visible, and leaves the form at its end', async ({ page, relay, site }) => {
  await page.goto(
    site.page(
      html(
        `${scriptTag(relay, { lists: LISTS.newsletter, fields: 'first_name birthday', consent: 'Yes' })}<a href="/">On</a>`,
      ),
    ),
  )
  await expect(page.getByRole('form')).toBeVisible()
  const passed: string[] = []
  while (passed.length < 10 && passed.at(-1) !== 'BUTTON') {
    await page.keyboard.press('Tab')
    const { name, shown } = await page.evaluate(() => {
      let focused = document.activeElement
      while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement
      const { outlineStyle, boxShadow } = getComputedStyle(focused ?? document.body)
      return { name: focused?.tagName ?? '', shown: outlineStyle !== 'none' || boxShadow !== 'none' }
    })
    expect(shown, name).toBe(true)
    passed.push(name)
  }
  expect(passed).toEqual(['INPUT', 'INPUT', 'SELECT', 'INPUT', 'INPUT', 'BUTTON'])
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'On' })).toBeFocused()
})
