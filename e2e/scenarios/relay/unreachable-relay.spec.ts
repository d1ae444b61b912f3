import { page as html, LISTS, scriptTag } from '../../support/embed.ts'
import { expectTypedTextKept, signUp } from '../../support/filled-form.ts'
import { expect, test } from '../../support/fixtures.ts'
import { CREATED, REFUSED, UNAVAILABLE } from '../../support/sentences.ts'

test.beforeEach(async ({ page, relay, site }) => {
  await page.goto(site.page(html(scriptTag(relay, { lists: LISTS.newsletter, fields: 'first_name*' }))))
})

test('a dead network', async ({ page, context, address }) => {
  await context.setOffline(true)
  await signUp(page, address)
  await expect(page.getByRole('alert')).toHaveText(
    'We couldn’t connect. Check your connection and try again.',
  )
  await expectTypedTextKept(page, address)
  await context.setOffline(false)
  await page.getByRole('button', { name: 'Sign up' }).click()
  await expect(page.getByText(CREATED)).toBeVisible()
})

test('silence for ten seconds', async ({ page, address }) => {
  await page.clock.install()
  await page.route('**/v1/signups', () => undefined)
  await signUp(page, address)
  await page.clock.runFor(5_000)
  await expect(page.getByRole('alert')).toBeEmpty()
  await page.clock.runFor(6_000)
  await expect(page.getByRole('alert')).toHaveText('This is taking too long. Please try again.')
  await expectTypedTextKept(page, address)
})

const answers = [
  [429, 'too_many_requests', { 'retry-after': '30' }, 'Too many attempts. Please try again in a minute.'],
  [503, 'unavailable', {}, UNAVAILABLE],
  [422, 'refused', {}, REFUSED],
  [403, 'list_not_allowed', {}, 'This list isn’t taking sign-ups right now. Please let the site owner know.'],
  [413, 'too_large', {}, 'We couldn’t send your sign-up. Please let the site owner know.'],
  [400, 'malformed', {}, 'We couldn’t send your sign-up. Please let the site owner know.'],
  [415, 'unsupported_media_type', {}, 'We couldn’t send your sign-up. Please let the site owner know.'],
] as const
for (const [status, code, headers, sentence] of answers) {
  test(`the relay answers ${status} ${code}`, async ({ page, address }) => {
    await page.route('**/v1/signups', (route) =>
      route.fulfill({
        status,
        headers: {
          'access-control-allow-origin': '*',
          'access-control-expose-headers': 'Retry-After',
          'content-type': 'application/problem+json',
          ...headers,
        },
        body: JSON.stringify({ type: 'about:blank', title: 'No', status, code }),
      }),
    )
    await signUp(page, address)
    await expect(page.getByRole('alert')).toHaveText(sentence)
    await expectTypedTextKept(page, address)
  })
}

test('something other than the relay answers with a page', async ({ page, address }) => {
  await page.route('**/v1/signups', (route) =>
    route.fulfill({
      status: 502,
      headers: { 'access-control-allow-origin': '*' },
      body: '<h1>Bad gateway</h1>',
    }),
  )
  await signUp(page, address)
  await expect(page.getByRole('alert')).toHaveText(UNAVAILABLE)
  await expectTypedTextKept(page, address)
})

test('the second part of the script never loads: the form is sent as plain HTML', async ({
  page,
  relay,
  address,
}) => {
  await page.route('**/v1/controller-*.js*', (route) => route.abort())
  await signUp(page, address)
  await expect(page.getByText(CREATED)).toBeVisible()
  expect(page.url()).toContain(relay.url)
  expect(await relay.sandbox.signUps()).toMatchObject([{ email_address: address, first_name: 'Mary' }])
})
