import { page as html, LISTS, placeholder, scriptTag } from '../../support/embed.ts'
import { expect, test } from '../../support/fixtures.ts'

const LIST = { lists: LISTS.newsletter }

test('a page in an unsupported language: our words in English, the owner’s in theirs', async ({
  page,
  relay,
  site,
}) => {
  const settings = {
    ...LIST,
    title: 'خبرنامه',
    description: 'هر جمعه',
    button: 'عضویت',
    fields: 'first_name',
  }
  await page.goto(site.page(html(placeholder(settings) + scriptTag(relay), { html: 'lang="fa" dir="rtl"' })))
  const form = page.getByRole('form', { name: 'خبرنامه' })
  await expect(form).toHaveCSS('direction', 'ltr')
  await expect(form.getByText('By signing up')).toHaveCSS('direction', 'ltr')
  for (const own of [form.getByRole('heading'), form.getByText('هر جمعه'), form.getByRole('button')]) {
    await expect(own).toHaveAttribute('lang', 'fa')
    await expect(own).toHaveCSS('direction', 'rtl')
  }
  expect(await form.evaluate((element) => element.closest('[lang]')?.getAttribute('lang'))).toBe('en')
  await form.getByRole('button').click()
  await expect(form.getByText('Enter your email address')).toHaveCSS('direction', 'ltr')
})

test('a frame on a page in an unsupported language has the owner’s texts in theirs', async ({
  page,
  relay,
  site,
}) => {
  const settings = { ...LIST, title: 'خبرنامه', isolation: 'iframe' }
  await page.goto(site.page(html(placeholder(settings) + scriptTag(relay), { html: 'lang="fa" dir="rtl"' })))
  const heading = page.frameLocator('iframe').getByRole('heading', { name: 'خبرنامه' })
  await expect(heading).toHaveAttribute('lang', 'fa')
  await expect(page.frameLocator('iframe').getByRole('form')).toHaveCSS('direction', 'ltr')
})

test('a tag as programs write it, on the page and in the attribute', async ({ page, relay, site }) => {
  await page.goto(site.page(html(placeholder(LIST) + scriptTag(relay), { html: 'lang="de_DE"' })))
  await expect(page.getByRole('button', { name: 'Anmelden' })).toBeVisible()
  const french = html(placeholder({ ...LIST, language: 'fr_CA' }) + scriptTag(relay))
  await page.goto(site.page(french))
  await expect(page.getByLabel('Adresse e-mail')).toBeVisible()
})

test('a browser that names no language gets English', async ({ page, relay, site }) => {
  await page.addInitScript("Object.defineProperty(navigator, 'language', { value: undefined })")
  const errors: Error[] = []
  page.on('pageerror', (error) => errors.push(error))
  await page.goto(site.page(html(placeholder(LIST) + scriptTag(relay), { html: '' })))
  await expect(page.getByRole('button', { name: 'Sign up' })).toBeVisible()
  expect(errors).toEqual([])
})

test('a language file that comes late redraws a form nobody has touched, and no other', async ({
  page,
  relay,
  site,
}) => {
  await page.route('**/de-*.js', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 3000))
    await route.continue()
  })
  const forms = placeholder({ ...LIST, title: 'A' }) + placeholder({ ...LIST, title: 'B' })
  await page.goto(site.page(html(forms + scriptTag(relay), { html: 'lang="de"' })))
  await page.getByRole('form', { name: 'B' }).getByLabel('Email address').fill('ada')
  await expect(page.getByRole('form', { name: 'A' }).getByRole('button', { name: 'Anmelden' })).toBeVisible()
  await expect(page.getByRole('form', { name: 'B' }).getByLabel('Email address')).toHaveValue('ada')
})
