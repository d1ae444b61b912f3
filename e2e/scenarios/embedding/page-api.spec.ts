import { page as html, LISTS, placeholder, scriptTag } from '../../support/embed.ts'
import { expect, test } from '../../support/fixtures.ts'
import { CREATED } from '../../support/sentences.ts'

const SOURCE = '1618ae62-4752-11e9-9c8a-fa163e6b01c8'
const SETTINGS = { lists: LISTS.newsletter, fields: 'first_name' }

test('calls queued before the script loads are run, even if one throws', async ({
  page,
  relay,
  site,
  address,
}) => {
  const queue = `<div id="box"></div><script>
    window.heard = [];
    (window.SignupWidget = window.SignupWidget || []).push(() => { throw new Error('page') });
    SignupWidget.push((api) => api.on('success', () => { throw new Error('page') }));
    SignupWidget.push((api) => api.on('success', ({ detail }) => heard.push(detail)));
    SignupWidget.push((api) => api.render('#box', ${JSON.stringify(SETTINGS)}))
  </script>`
  await page.goto(site.page(html(queue + scriptTag(relay))))
  await page.getByLabel('Email address').fill(address)
  await page.getByRole('button').click()
  await expect(page.getByText(CREATED)).toBeVisible()
  expect(await page.evaluate('heard')).toEqual([{ v: 1, action: 'created' }])
  await page.evaluate('SignupWidget.reset("#box")')
  await expect(page.getByLabel('Email address')).toHaveValue('')
})

test('explicit rendering waits until the named function asks for forms', async ({ page, relay, site }) => {
  const begin = `<script>window.begin = (api) => { window.begun = api.version }</script>`
  const tag = `<script src="${relay.url}/v1/signup.js?render=explicit&onload=begin"></script>`
  await page.goto(site.page(html(begin + placeholder(SETTINGS) + tag)))
  await page.waitForFunction('window.begun')
  await expect(page.getByRole('form')).toHaveCount(0)
  await page.evaluate('SignupWidget.load()')
  await expect(page.getByRole('form')).toHaveCount(1)
})

test('changed attributes render the form again with input, choices and focus kept', async ({
  page,
  relay,
  site,
}) => {
  const box = placeholder({ ...SETTINGS, fields: 'first_name address', title: 'Old' })
  await page.goto(site.page(html(box + scriptTag(relay))))
  await page.getByLabel('Country').selectOption('Japan')
  await page.getByLabel('First name').pressSequentially('Ada')
  await page.evaluate(() => {
    const box = document.querySelector<HTMLElement>('.signup-widget')
    if (box) Object.assign(box.dataset, { title: 'New', language: 'de' })
  })
  await expect(page.getByRole('form', { name: 'New' })).toBeVisible()
  await page.keyboard.type(' Lovelace')
  await expect(page.getByLabel('Vorname')).toHaveValue('Ada Lovelace')
  await expect(page.getByLabel('Land', { exact: true })).toHaveValue('Japan')
})

test('prefill, URL parameters and a remembered campaign arrive; the data layer gets nothing else', async ({
  page,
  relay,
  site,
  address,
}) => {
  const settings = {
    ...SETTINGS,
    fields: 'first_name last_name',
    prefill: 'first_name=Ada',
    'prefill-from': 'last_name=surname',
    capture: `${SOURCE}=utm_source`,
    datalayer: '',
  }
  const url = site.page(html(placeholder(settings) + scriptTag(relay)))
  await page.goto(`${url}?utm_source=poster`)
  await expect(page.getByLabel('First name')).toHaveValue('Ada')
  await page.goto(`${url}?surname=Byron&email_address=eve%40example.com`)
  await expect(page.getByLabel('Email address')).toHaveValue('')
  await page.getByLabel('Email address').fill(address)
  await page.getByRole('button').click()
  await expect(page.getByText(CREATED)).toBeVisible()
  expect(await relay.sandbox.signUps()).toEqual([
    {
      email_address: address,
      first_name: 'Ada',
      last_name: 'Byron',
      custom_fields: [{ custom_field_id: SOURCE, value: 'poster' }],
      list_memberships: [LISTS.newsletter],
    },
  ])
  expect(await page.evaluate('dataLayer')).toEqual([
    { event: 'signup_widget_success', signup_action: 'created' },
  ])
})
