import { page as html, LISTS, placeholder, scriptTag } from '../../support/embed.ts'
import { expect, test } from '../../support/fixtures.ts'
import { CREATED } from '../../support/sentences.ts'

const LISTEN = `<script>
  window.heard = []
  for (const name of ['ready', 'start', 'submit', 'invalid', 'success', 'error', 'redirect'])
    document.addEventListener('signup-widget:' + name, (event) => heard.push([name, event.detail]))
  window.thanks = () => { window.thanked = true }
</script>`

test('the page receives an event for each step, and never what was typed', async ({
  page,
  relay,
  site,
  address,
}) => {
  const tag = scriptTag(relay, { lists: LISTS.newsletter, fields: 'first_name', 'on-success': 'thanks' })
  await page.goto(site.page(html(tag, { head: LISTEN })))
  await page.getByRole('button').click()
  await page.getByLabel('First name').fill('Aoibheann')
  await page.getByLabel('Email address').fill(address)
  await page.getByRole('button').click()
  await expect(page.getByText(CREATED)).toBeVisible()
  const heard = await page.evaluate<[string, unknown][]>('heard')
  expect(heard.map(([name]) => name)).toEqual(['ready', 'invalid', 'start', 'submit', 'success'])
  expect(heard.at(-1)).toEqual(['success', { v: 1, action: 'created' }])
  expect(JSON.stringify(heard)).not.toMatch(new RegExp(`Aoibheann|${address}`))
  expect(await page.evaluate('thanked')).toBe(true)
})

test('a page that cancels the submission prevents it from being sent', async ({
  page,
  relay,
  site,
  address,
}) => {
  const cancel = `<script>document.addEventListener('signup-widget:submit', (event) => event.preventDefault())</script>`
  await page.goto(site.page(html(scriptTag(relay, { lists: LISTS.newsletter }), { head: cancel })))
  await page.getByLabel('Email address').fill(address)
  await page.getByRole('button').click()
  await page.waitForTimeout(300)
  await expect(page.getByLabel('Email address')).toHaveValue(address)
  expect(await relay.sandbox.signUps()).toEqual([])
})

test('a listener that throws does not stop the form', async ({ page, relay, site, address }) => {
  const thrower = LISTEN.replace('heard.push', '(() => { throw new Error("page") })() || heard.push')
  await page.goto(site.page(html(scriptTag(relay, { lists: LISTS.newsletter }), { head: thrower })))
  await page.getByLabel('Email address').fill(address)
  await page.getByRole('button').click()
  await expect(page.getByText(CREATED)).toBeVisible()
})

test('the site’s message wins over ours', async ({ page, relay, site, address }) => {
  const settings = { lists: LISTS.newsletter, 'message-created': 'The oven is warm for you.' }
  await page.goto(site.page(html(scriptTag(relay, settings))))
  await page.getByLabel('Email address').fill(address)
  await page.getByRole('button').click()
  await expect(page.getByText('The oven is warm for you.')).toBeFocused()
})

test('the visitor is redirected to the page that the site named', async ({ page, relay, site, address }) => {
  const thanks = site.page('<title>Thanks</title><h1>Baked with thanks</h1>')
  await page.goto(site.page(html(scriptTag(relay, { lists: LISTS.newsletter, 'redirect-url': thanks }))))
  await page.getByLabel('Email address').fill(address)
  await page.getByRole('button').click()
  await expect(page.getByRole('heading', { name: 'Baked with thanks' })).toBeVisible()
})

for (const [language, email, button, dir] of [
  ['de', 'E-Mail-Adresse', 'Abonnieren', 'ltr'],
  ['ar', 'البريد الإلكتروني', 'اشتراك', 'rtl'],
] as const) {
  test(`on a page in ${language} the form uses that language`, async ({ page, relay, site }) => {
    const whole = html(placeholder({ lists: LISTS.newsletter }) + scriptTag(relay), {
      html: `lang="${language}" dir="${dir}"`,
    })
    await page.goto(site.page(whole))
    await expect(page.getByLabel(email)).toBeVisible()
    await expect(page.getByRole('button', { name: button })).toBeVisible()
    expect(await page.getByRole('form').evaluate((form) => getComputedStyle(form).direction)).toBe(dir)
  })
}

test('without isolation the form is part of the page itself', async ({ page, relay, site, address }) => {
  await page.goto(site.page(html(scriptTag(relay, { lists: LISTS.newsletter, isolation: 'none' }))))
  expect(await page.evaluate(() => document.querySelectorAll('form input[type=email]').length)).toBe(1)
  await page.getByLabel('Email address').fill(address)
  await page.getByRole('button').click()
  await expect(page.getByText(CREATED)).toBeVisible()
})
