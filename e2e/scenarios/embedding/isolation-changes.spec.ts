import { page as html, LISTS, placeholder, scriptTag } from '../../support/embed.ts'
import { expect, test } from '../../support/fixtures.ts'
import { CLOSED, CREATED } from '../../support/sentences.ts'

const SETTINGS = { lists: LISTS.newsletter, fields: 'first_name' }

for (const isolation of ['shadow', 'none', 'iframe']) {
  test(`a wrong list replaces the form with a message until it is corrected (${isolation})`, async ({
    page,
    relay,
    site,
    address,
  }) => {
    await page.goto(site.page(html(placeholder({ ...SETTINGS, isolation }) + scriptTag(relay))))
    const host = page.locator('.signup-widget')
    const form = isolation === 'iframe' ? page.frameLocator('iframe') : page
    await expect(form.getByLabel('Email address')).toBeVisible()
    await host.evaluate((element) => element.setAttribute('data-lists', 'no id'))
    await expect(page.getByText(CLOSED)).toBeVisible()
    await expect(form.getByLabel('Email address')).toHaveCount(0)
    await host.evaluate((element, lists) => element.setAttribute('data-lists', lists), SETTINGS.lists)
    await form.getByLabel('Email address').fill(address)
    await expect(page.getByText(CLOSED)).toBeHidden()
    await form.getByRole('button').click()
    await expect(form.getByText(CREATED)).toBeVisible()
    await expect(host).toHaveAttribute('data-state', 'accepted')
  })
}

const changes = [
  ['shadow', 'none'],
  ['none', 'shadow'],
  ['shadow', 'iframe'],
  ['iframe', 'shadow'],
  ['iframe', 'none'],
] as const
for (const [before, after] of changes) {
  test(`the isolation of a mounted form can change: ${before}, then ${after}`, async ({
    page,
    relay,
    site,
    address,
  }) => {
    await page.goto(site.page(html(placeholder({ ...SETTINGS, isolation: before }) + scriptTag(relay))))
    const host = page.locator('.signup-widget')
    const formOf = (isolation: string) => (isolation === 'iframe' ? page.frameLocator('iframe') : page)
    await expect(formOf(before).getByLabel('Email address')).toBeVisible()
    await expect(host).toHaveAttribute('data-state', 'editing')
    await host.evaluate((element, to) => element.setAttribute('data-isolation', to), after)
    if (after !== 'iframe') await expect(page.locator('iframe')).toHaveCount(0)
    await formOf(after).getByLabel('Email address').fill(address)
    await expect(host).toHaveAttribute('data-state', 'editing')
    await host.evaluate((element) => element.setAttribute('data-button', 'Join'))
    await expect(formOf(after).getByRole('button', { name: 'Join' })).toBeVisible()
    await expect(formOf(after).getByLabel('Email address')).toHaveValue(address)
    await formOf(after).getByRole('button').click()
    await expect(formOf(after).getByText(CREATED)).toBeVisible()
  })
}

test('a removed form restores the page’s own content', async ({ page, relay, site }) => {
  const box = placeholder(SETTINGS, '<a href="/by-mail">Sign up by mail</a>')
  await page.goto(site.page(html(box + scriptTag(relay))))
  await expect(page.getByRole('form')).toBeVisible()
  await expect(page.getByText('Sign up by mail')).toBeHidden()
  await page.evaluate('SignupWidget.remove(".signup-widget")')
  await expect(page.getByText('Sign up by mail')).toBeVisible()
})

for (const name of ['dialog', 'li', 'fieldset', 'td']) {
  test(`the placeholder may be an element that cannot have a shadow root: ${name}`, async ({
    page,
    relay,
    site,
    address,
  }) => {
    const box = placeholder(SETTINGS).replaceAll('div', name)
    const around = {
      dialog: box.replace('<dialog', '<dialog open'),
      li: `<ul>${box}</ul>`,
      td: `<table><tr>${box}</table>`,
    }
    await page.goto(site.page(html((Reflect.get(around, name) ?? box) + scriptTag(relay))))
    await page.getByLabel('Email address').fill(address)
    await page.getByRole('button').click()
    await expect(page.getByText(CREATED)).toBeVisible()
  })
}
