import { page as html, LISTS, placeholder, scriptTag } from '../../support/embed.ts'
import { expect, test } from '../../support/fixtures.ts'
import { CLOSED } from '../../support/sentences.ts'

for (const [title, attributes, fault] of [
  ['a list is missing', { fields: 'first_name' }, 'data-lists'],
  ['a list is no id', { lists: 'Newsletter' }, 'data-lists'],
  ['a field is misspelt', { lists: LISTS.newsletter, fields: 'frist_name' }, 'data-fields'],
  ['custom fields are not JSON', { lists: LISTS.newsletter, 'custom-fields': '[' }, 'data-custom-fields'],
  [
    'the kind of address is unknown',
    { lists: LISTS.newsletter, 'address-kind': 'castle' },
    'data-address-kind',
  ],
] as const) {
  test(`${title}: the visitor reads that the form is not available, the console says what to write`, async ({
    page,
    relay,
    site,
  }) => {
    const said: string[] = []
    page.on('console', (message) => said.push(message.text()))
    await page.goto(site.page(html(placeholder(attributes) + scriptTag(relay))))
    await expect(page.getByText(CLOSED)).toBeVisible()
    await expect.poll(() => said.join('\n')).toContain(fault)
  })
}
