import { LISTS, placeholder, scriptTag } from '../support/embed.ts'
import { expect, test } from '../support/fixtures.ts'
import { CREATED } from '../support/sentences.ts'

const SETTINGS = { lists: LISTS.newsletter, fields: 'first_name', title: 'News' }

/**
 * What morphing libraries do, without their events: makes an element like another one, child by child, in place where the
 * tags are the same (idiomorph, Alpine and Livewire, morphdom), or replaces its content.
 */
const MORPHS = {
  'emptied the host': "document.querySelector('.signup-widget').innerHTML = ''",
  'replaced the content of the host':
    "document.querySelector('.signup-widget').innerHTML = '<div>Loading</div>'",
  'morphed the page': `(function morph(from, to) {
    if (from.nodeType === 1) {
      for (const { name } of [...from.attributes]) if (!to.hasAttribute(name)) from.removeAttribute(name)
      for (const { name, value } of to.attributes) from.setAttribute(name, value)
    } else from.data = to.data
    const [old, wanted] = [[...from.childNodes], [...to.childNodes]]
    wanted.forEach((node, n) => {
      if (!old[n]) from.append(node)
      else if (old[n].nodeName === node.nodeName) morph(old[n], node)
      else old[n].replaceWith(node)
    })
    old.slice(wanted.length).forEach((node) => node.remove())
  })(document.querySelector('main'), page())`,
  'replaced the page': "document.querySelector('main').replaceWith(page())",
  'set the HTML around it again': "document.querySelector('main').innerHTML = page().innerHTML",
}

for (const isolation of ['shadow', 'none']) {
  for (const [what, code] of Object.entries(MORPHS)) {
    test(`a page that ${what} keeps what was typed, isolation ${isolation}`, async ({
      page,
      relay,
      site,
      address,
    }) => {
      const body = `<main><h1>Page</h1>${placeholder({ ...SETTINGS, isolation }, '<div>Loading</div>')}<p>End</p></main>`
      await page.goto(
        site.page(
          `<!doctype html><html lang="en"><head>${scriptTag(relay, {}, 'defer')}</head><body>${body}</body></html>`,
        ),
      )
      const form = isolation === 'iframe' ? page.frameLocator('iframe') : page
      await form.getByLabel('First name').fill('Ada')
      await form.getByLabel('Email address').fill(address)
      await page.evaluate((html) => {
        Object.assign(window, {
          page: () => document.createRange().createContextualFragment(html).firstChild,
        })
      }, body)
      await page.evaluate(code)
      await expect(page.locator('.signup-widget')).toHaveAttribute('data-state', 'editing')
      await expect(form.getByLabel('First name')).toHaveValue('Ada')
      await expect(form.getByLabel('Email address')).toHaveValue(address)
      await form.getByRole('button').click()
      await expect(form.getByText(CREATED)).toBeVisible()
    })
  }
}
