import { formAddress, page as html, LISTS, scriptTag } from '../../support/embed.ts'
import { expect, test } from '../../support/fixtures.ts'
import { CREATED } from '../../support/sentences.ts'

const SCRIPT = '"><img src=x onerror=hacked=1><script>hacked=1</script>'
const FIELD = '1618ae62-4752-11e9-9c8a-fa163e6b01c2'
const SETTINGS = {
  lists: LISTS.newsletter,
  fields: 'first_name last_name job_title company_name address',
  'custom-fields': JSON.stringify([{ id: FIELD, type: 'textarea', label: 'Anything else' }]),
}
const LABELS = ['First name', 'Last name', 'Street address', 'Anything else']

test('script in every text field comes back as text, on the page without JavaScript too', async ({
  page,
  relay,
  address,
}) => {
  await page.goto(formAddress(relay, SETTINGS))
  for (const label of LABELS) await page.getByLabel(label).fill(SCRIPT.slice(0, 50))
  await page.getByLabel('Email address').fill(address)
  await page.getByRole('button').click()
  await expect(page.getByText(CREATED)).toBeVisible()
  await page.goto(relay.sandbox.url)
  await expect(page.getByText(address).first()).toBeVisible()
  await expect(page.getByText(SCRIPT.slice(0, 50)).first()).toBeVisible()
  expect(await page.evaluate('typeof hacked')).toBe('undefined')

  const fields = new URLSearchParams({
    email_address: SCRIPT,
    first_name: SCRIPT,
    'street_address.street': SCRIPT,
    [`custom_fields.${FIELD}`]: SCRIPT,
    list_memberships: LISTS.newsletter,
    'consent.given': 'true',
    'consent.text': SCRIPT,
  })
  const answer = await fetch(`${relay.url}/v1/signups?${new URLSearchParams(SETTINGS)}`, {
    method: 'POST',
    body: fields,
  })
  const text = await answer.text()
  expect(answer.status).toBe(422)
  expect(text).not.toContain('<img')
  expect(text).not.toContain('<script>hacked')
  expect(text).toContain('&lt;')
})

test('script in the settings of a form is text', async ({ page, relay, site }) => {
  const texts = {
    lists: LISTS.newsletter,
    title: SCRIPT,
    description: SCRIPT,
    button: SCRIPT,
    consent: SCRIPT,
  }
  for (const place of [site.page(html(scriptTag(relay, texts))), formAddress(relay, texts)]) {
    await page.goto(place)
    await expect(page.getByRole('button', { name: SCRIPT })).toBeVisible()
    await expect(page.getByRole('heading', { name: SCRIPT })).toBeVisible()
    expect(await page.evaluate('typeof hacked')).toBe('undefined')
  }
})
