import { page as html, LISTS, placeholder, scriptTag } from '../support/embed.ts'
import { expect, test } from '../support/fixtures.ts'

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
    })
  }
}
