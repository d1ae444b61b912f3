import { page as html, LISTS, placeholder, scriptTag } from '../../support/embed.ts'
import { expect, test } from '../../support/fixtures.ts'

const LIST = { lists: LISTS.newsletter }
/** A language that we will hardly ever have. */
const LACKING = 'syr'

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
  await page.goto(
    site.page(html(placeholder(settings) + scriptTag(relay), { html: `lang="${LACKING}" dir="rtl"` })),
  )
  const form = page.getByRole('form', { name: 'خبرنامه' })
  await expect(form).toHaveCSS('direction', 'ltr')
  await expect(form.getByText('By signing up')).toHaveCSS('direction', 'ltr')
  for (const own of [form.getByRole('heading'), form.getByText('هر جمعه'), form.getByRole('button')]) {
    await expect(own).toHaveAttribute('lang', LACKING)
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
  await page.goto(
    site.page(html(placeholder(settings) + scriptTag(relay), { html: `lang="${LACKING}" dir="rtl"` })),
  )
  const heading = page.frameLocator('iframe').getByRole('heading', { name: 'خبرنامه' })
  await expect(heading).toHaveAttribute('lang', LACKING)
  await expect(page.frameLocator('iframe').getByRole('form')).toHaveCSS('direction', 'ltr')
})

test('a tag as programs write it, on the page and in the attribute', async ({ page, relay, site }) => {
  await page.goto(site.page(html(placeholder(LIST) + scriptTag(relay), { html: 'lang="de_DE"' })))
  await expect(page.getByRole('button', { name: 'Abonnieren' })).toBeVisible()
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
  await expect(
    page.getByRole('form', { name: 'A' }).getByRole('button', { name: 'Abonnieren' }),
  ).toBeVisible()
  await expect(page.getByRole('form', { name: 'B' }).getByLabel('Email address')).toHaveValue('ada')
})

test('a language that we lack is that of the browser, which the console says to whoever asks for details', async ({
  page,
  relay,
  site,
}) => {
  const said: string[] = []
  page.on('console', (message) => message.type() === 'debug' && said.push(message.text()))
  await page.goto(site.page(html(placeholder(LIST) + scriptTag(relay), { html: 'lang="tlh"' })))
  await expect(page.getByRole('button', { name: 'Sign up' })).toBeVisible()
  expect(said).toEqual(['signup-widget: no words in tlh.'])
})

test.describe('in a German browser', () => {
  test.use({ locale: 'de-AT' })

  for (const [isolation, attribute, lang, button] of [
    ['shadow', 'gsw', 'pt_BR', 'Inscrever-se'],
    ['shadow', undefined, 'gsw', 'Abonnieren'],
    ['iframe', undefined, 'gsw', 'Abonnieren'],
  ] as const) {
    test(`a language that we lack is the next best: ${attribute} on a page in ${lang} (${isolation})`, async ({
      page,
      relay,
      site,
    }) => {
      const settings = { ...LIST, isolation, ...(attribute && { language: attribute }) }
      await page.goto(site.page(html(placeholder(settings) + scriptTag(relay), { html: `lang="${lang}"` })))
      const place = isolation === 'iframe' ? page.frameLocator('iframe') : page
      await expect(place.getByRole('button', { name: button })).toBeVisible()
      await place.getByRole('textbox').fill('ada')
      await place.getByRole('button').click()
      await expect(place.getByRole('button', { name: button })).toBeVisible()
    })
  }
})

for (const [tag, button, language] of [
  ['pt-BR', 'Inscrever-se', 'pt-BR'],
  ['zh-TW', '', 'zh-Hant'],
  ['nn', '', 'nb'],
  ['iw', '', 'he'],
] as const) {
  test(`a page in ${tag} has the nearest words that we have: ${language}`, async ({ page, relay, site }) => {
    await page.goto(site.page(html(placeholder(LIST) + scriptTag(relay), { html: `lang="${tag}"` })))
    const form = page.getByRole('form')
    expect(await form.evaluate((element) => element.closest('[lang]')?.getAttribute('lang'))).toBe(language)
    await expect(form).toHaveCSS('direction', language === 'he' ? 'rtl' : 'ltr')
    if (button) await expect(form.getByRole('button', { name: button })).toBeVisible()
  })
}

const ICELANDIC = {
  lang: 'is',
  'label.email_address': 'Netfang',
  'label.button': 'Gerast áskrifandi',
  'sentence.required_email': 'Sláðu inn netfangið þitt.',
  'sentence.created': 'Takk fyrir. Þú ert á listanum.',
}
for (const isolation of ['shadow', 'none', 'iframe']) {
  test(`a site brings a language of its own (${isolation})`, async ({ page, relay, site, address }) => {
    const settings = { ...LIST, isolation, messages: JSON.stringify(ICELANDIC) }
    await page.goto(site.page(html(placeholder(settings) + scriptTag(relay), { html: 'lang="is"' })))
    const place = isolation === 'iframe' ? page.frameLocator('iframe') : page
    const form = place.getByRole('form')
    await form.getByRole('button', { name: 'Gerast áskrifandi' }).click()
    await expect(form.getByText('Sláðu inn netfangið þitt.').first()).toBeVisible()
    expect(await form.evaluate((element) => element.closest('[lang]')?.getAttribute('lang'))).toBe('is')
    await form.getByLabel('Netfang').fill(address)
    await form.getByRole('button').click()
    await expect(place.getByText('Takk fyrir. Þú ert á listanum.')).toBeVisible()
  })
}

test('words that are no JSON leave ours, and the console says what to write', async ({
  page,
  relay,
  site,
}) => {
  const said: string[] = []
  page.on('console', (message) => said.push(message.text()))
  const settings = { ...LIST, messages: '{"label.button": Join}' }
  await page.goto(site.page(html(placeholder(settings) + scriptTag(relay))))
  await expect(page.getByRole('button', { name: 'Sign up' })).toBeVisible()
  await expect
    .poll(() => said)
    .toEqual([expect.stringContaining('data-messages is not a JSON object. Write')])
})
