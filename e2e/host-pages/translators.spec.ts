import { formAddress, page as html, LISTS, placeholder, scriptTag } from '../support/embed.ts'
import { expect, test } from '../support/fixtures.ts'
import { CREATED } from '../support/sentences.ts'

/** Replaces every text by a `<font>` element, as the translators of browsers do, now and whenever the page changes. */
function translator(root: Node) {
  const translate = (node: Node) => {
    const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT)
    const texts: Node[] = []
    while (walker.nextNode()) texts.push(walker.currentNode)
    for (const text of texts) {
      const { parentElement, textContent } = text
      if (!textContent?.trim() || parentElement?.closest('font, option, style, script')) continue
      const outer = document.createElement('font')
      outer.appendChild(document.createElement('font')).textContent = textContent
      parentElement?.replaceChild(outer, text)
    }
  }
  translate(root)
  new MutationObserver((records) => {
    for (const { target } of records) translate(target)
  }).observe(root, { childList: true, subtree: true })
}

for (const isolation of ['none', 'shadow']) {
  for (const when of ['before', 'after'] as const) {
    test(`a page translator that comes ${when} the visitor, isolation ${isolation}`, async ({
      page,
      relay,
      site,
      address,
    }) => {
      const settings = { lists: LISTS.newsletter, fields: 'address', isolation }
      await page.goto(site.page(html(placeholder(settings) + scriptTag(relay))))
      const root = await page.locator('.signup-widget').evaluateHandle((host) => host.shadowRoot ?? host)
      const form = page.getByRole('form')
      await expect(form).toBeVisible()
      if (when === 'before') await root.evaluate(translator)
      await page.getByLabel('Email address').focus()
      await expect(page.getByRole('option', { name: 'Japan' })).toBeAttached()
      if (when === 'after') await root.evaluate(translator)

      await form.getByRole('button').click()
      await expect(form.locator('[part=error]')).toHaveText(
        'Enter your email address, like name@example.org.',
      )
      await page.getByLabel('Email address').fill('ada')
      await form.getByRole('button').click()
      await expect(form.locator('[part=error]')).toHaveText(
        'Enter a full email address, like name@example.org.',
      )
      await expect(page.getByLabel('Email address')).toBeFocused()

      await page.getByLabel('Country').selectOption('United States')
      await expect(form.getByText('ZIP code')).toBeVisible()
      await expect(form.getByText('Postal code')).toHaveCount(0)
      await expect(form.getByLabel('State')).toBeVisible()
      await expect(form.locator('[part=label]').filter({ hasText: 'Email address' })).toHaveText(
        'Email address',
      )

      await page.getByLabel('Email address').fill(address)
      await page.route('**/v1/signups', (route) => route.abort())
      await form.getByRole('button').click()
      await expect(form.getByRole('alert')).toContainText('We couldn’t connect.')
      await expect(form.getByRole('status')).toHaveText('')
      await form.getByRole('button').click()
      await expect(form.getByRole('alert')).toHaveText(
        'We couldn’t connect. Check your connection and try again.',
      )
      await expect(form.getByRole('status')).toHaveText('')

      await page.unroute('**/v1/signups')
      await form.getByRole('button').click()
      await expect(page.locator('[part=success]')).toBeFocused()
      await expect(page.locator('[part=success]')).toHaveText(CREATED)
    })
  }
}

test('a page translator that reads the form’s own page before the script takes it over', async ({
  page,
  relay,
  address,
}) => {
  await page.addInitScript(
    `addEventListener('DOMContentLoaded', () => (${translator})(document.body.parentElement))`,
  )
  await page.goto(formAddress(relay, { lists: LISTS.newsletter, fields: 'first_name*', title: 'News' }))
  const form = page.getByRole('form', { name: 'News' })
  await expect(form.locator('[part=label] font').first()).toBeVisible()
  await form.getByRole('button').click()
  const summary = page.getByRole('region', { name: 'There is a problem' })
  await expect(summary).toBeFocused()
  await expect(summary.getByRole('link')).toHaveText([
    'Enter your email address, like name@example.org.',
    'Enter your first name.',
  ])
  await page.getByLabel('Email address').fill(address)
  await page.getByLabel('First name').fill('Ada')
  await expect(form.locator('[part=error]')).toHaveCount(0)
  for (const label of ['Email address', 'First name'])
    await expect(form.locator('[part=label]').filter({ hasText: label })).toHaveText(label)
  await form.getByRole('button').click()
  await expect(page.getByText(CREATED)).toBeVisible()
})
