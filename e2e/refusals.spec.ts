import type { Page } from 'playwright/test'
import { page as html, LISTS, scriptTag } from './embed.ts'
import { expect, test } from './fixtures.ts'

const UNAVAILABLE = 'Signing up does not work at the moment. Please try again in a few minutes.'

/** Fills in the form on a page of another site and presses the button. */
async function signUp(page: Page, address: string): Promise<void> {
  await page.getByLabel('Email address').fill(address)
  await page.getByLabel('First name').fill('Mary')
  await page.getByRole('button', { name: 'Sign up' }).click()
}

async function expectTypedTextKept(page: Page, address: string): Promise<void> {
  await expect(page.getByLabel('Email address')).toHaveValue(address)
  await expect(page.getByLabel('First name')).toHaveValue('Mary')
}

test.beforeEach(async ({ page, relay, site }) => {
  await page.goto(site.page(html(scriptTag(relay, { lists: LISTS.newsletter, fields: 'first_name*' }))))
})

test.describe('what the form itself finds', () => {
  test('an empty form names each field, is announced and takes the focus to the first', async ({
    page,
    relay,
  }) => {
    await page.getByRole('button', { name: 'Sign up' }).click()
    await expect(page.getByLabel('Email address')).toBeFocused()
    await expect(page.getByLabel('Email address')).toHaveAccessibleDescription(
      /Enter your email address, like name@example.org\./,
    )
    await expect(page.getByLabel('First name')).toHaveAccessibleDescription(/Please fill this in\./)
    await expect(page.getByRole('alert')).toContainText('Please check the marked fields.')
    expect(await relay.sandbox.signUps()).toEqual([])
  })

  test('half an address says what a whole one looks like, and goes on when mended', async ({
    page,
    address,
  }) => {
    await signUp(page, 'mary@')
    await expect(page.getByLabel('Email address')).toHaveAccessibleDescription(
      /This is not a whole email address/,
    )
    await expectTypedTextKept(page, 'mary@')
    await signUp(page, address)
    await expect(page.getByRole('status')).toHaveText('Thank you. You are on the list.')
  })
})

test.describe('what Constant Contact refuses', () => {
  test('an address of 51 characters: the field says so, nothing is lost', async ({
    page,
    relay,
    address,
  }) => {
    const long = address.padStart(51, 'x')
    await signUp(page, long)
    await expect(page.getByLabel('Email address')).toHaveAttribute('aria-invalid', 'true')
    await expect(page.getByLabel('Email address')).toBeFocused()
    await expectTypedTextKept(page, long)
    expect(await relay.sandbox.signUps()).toMatchObject([{ email_address: long }])
  })

  test('a sign-up without naming a field', async ({ page, relay, address }) => {
    const body = [{ error_key: 'contacts.api.validation.error', error_message: 'No.' }]
    await relay.sandbox.fault({ kind: 'status', status: 400, body })
    await signUp(page, address)
    await expect(page.getByRole('alert')).toHaveText(
      'Your sign-up was not accepted. Please check your email address.',
    )
    await expectTypedTextKept(page, address)
  })
})

test.describe('what nobody can help at the moment, and the next try succeeds', () => {
  const faults = [
    ['Constant Contact is down', { kind: 'status', status: 503 }],
    [
      'Constant Contact is too busy',
      { kind: 'status', status: 429, body: { error_key: 'throttled', error_message: 'Too Many Requests' } },
    ],
    [
      "the day's calls are spent",
      { kind: 'status', status: 429, body: { error_key: 'quota_exceeded', error_message: 'Limit Exceeded' } },
    ],
    ['the connection is cut', { kind: 'cut', when: 'before' }],
    ['the answer is cut short', { kind: 'malformed' }],
    ['a gateway answers with a page', { kind: 'html' }],
    ['the answer is empty', { kind: 'empty', status: 500 }],
    [
      'the list is gone',
      { kind: 'status', status: 404, body: [{ error_key: 'contacts.api.not_found', error_message: 'No.' }] },
    ],
    [
      'the right to write is gone',
      { kind: 'status', status: 403, body: { error_key: 'access_denied', error_message: 'No.' } },
    ],
    ['another call for the same contact is under way', { kind: 'status', status: 409 }],
  ] as const
  for (const [title, fault] of faults) {
    test(title, async ({ page, relay, address }) => {
      await relay.sandbox.fault(fault)
      await signUp(page, address)
      await expect(page.getByRole('alert')).toHaveText(UNAVAILABLE)
      await expectTypedTextKept(page, address)
      await page.getByRole('button', { name: 'Sign up' }).click()
      await expect(page.getByRole('status')).toContainText(/Thank you|Welcome back/)
    })
  }
})

test.describe('what happens on the way to the relay', () => {
  test('a dead network', async ({ page, context, address }) => {
    await context.setOffline(true)
    await signUp(page, address)
    await expect(page.getByRole('alert')).toHaveText(
      'We cannot be reached. Check your connection and try again.',
    )
    await expectTypedTextKept(page, address)
    await context.setOffline(false)
    await page.getByRole('button', { name: 'Sign up' }).click()
    await expect(page.getByRole('status')).toHaveText('Thank you. You are on the list.')
  })

  test('silence for ten seconds', async ({ page, address }) => {
    await page.clock.install()
    await page.route('**/v1/signups', () => undefined)
    await signUp(page, address)
    await page.clock.runFor(9_000)
    await expect(page.getByRole('alert')).toBeEmpty()
    await page.clock.runFor(1_500)
    await expect(page.getByRole('alert')).toHaveText('This is taking too long. Please try again.')
    await expectTypedTextKept(page, address)
  })

  const answers = [
    [
      429,
      'too_many_requests',
      { 'retry-after': '30' },
      'That was too often. Please wait 30 seconds and try again.',
    ],
    [503, 'unavailable', {}, UNAVAILABLE],
    [422, 'refused', {}, 'Your sign-up was not accepted. Please check your email address.'],
    [
      403,
      'list_not_allowed',
      {},
      'This list takes no sign-ups at the moment. Please tell the people who run this site.',
    ],
    [413, 'too_large', {}, 'Your sign-up could not be sent. Please tell the people who run this site.'],
    [400, 'malformed', {}, 'Your sign-up could not be sent. Please tell the people who run this site.'],
    [
      415,
      'unsupported_media_type',
      {},
      'Your sign-up could not be sent. Please tell the people who run this site.',
    ],
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

  test('something that is not the relay answers with a page', async ({ page, address }) => {
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
})

test('the second identical failure is announced again', async ({ page, relay, address }) => {
  await relay.sandbox.fault({ kind: 'status', status: 503 }, { times: 2 })
  await signUp(page, address)
  await expect(page.getByRole('alert')).toHaveText(UNAVAILABLE)
  const spoken = page.getByRole('alert').evaluate((alert) => {
    return new Promise<boolean>((resolve) => {
      new MutationObserver(() => resolve(true)).observe(alert, {
        childList: true,
        characterData: true,
        subtree: true,
      })
    })
  })
  await page.getByRole('button', { name: 'Sign up' }).click()
  expect(await spoken).toBe(true)
  await expect(page.getByRole('alert')).toHaveText(UNAVAILABLE)
})

for (const [title, attributes, fault] of [
  ['a list is missing', { fields: 'first_name' }, 'data-lists'],
  ['a list is no id', { lists: 'Newsletter' }, 'data-lists'],
  ['a field is misspelt', { lists: LISTS.newsletter, fields: 'frist_name' }, 'data-fields'],
  ['custom fields are not JSON', { lists: LISTS.newsletter, 'custom-fields': '[' }, 'data-custom-fields'],
  [
    'the kind of address is unknown',
    { lists: LISTS.newsletter, 'address-kind': 'castle' },
    'data-address-kind',
  ],
] as const) {
  test(`${title}: the visitor reads that the form is closed, the console what to write`, async ({
    page,
    relay,
    site,
  }) => {
    const said: string[] = []
    page.on('console', (message) => said.push(message.text()))
    await page.goto(site.page(html(scriptTag(relay, attributes))))
    await expect(page.getByText('The sign-up form is not available at the moment.')).toBeVisible()
    expect(said.join('\n')).toContain(fault)
  })
}
