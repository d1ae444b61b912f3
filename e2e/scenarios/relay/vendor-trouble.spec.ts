import type { Page } from 'playwright'
import { page as html, LISTS, scriptTag } from '../../support/embed.ts'
import { signUp } from '../../support/filled-form.ts'
import { expect, test } from '../../support/fixtures.ts'
import type { Relay } from '../../support/relay.ts'
import { ACCEPTED } from '../../support/sentences.ts'
import type { Site } from '../../support/site.ts'

// In one worker, so that its relays are started once.
test.describe.configure({ mode: 'default' })

type Fault = Parameters<Relay['sandbox']['fault']>[0]

const SHORT_PATIENCE = { RELAY_PATIENCE_MS: '500' }

/** Signs somebody up while the sandbox simulates this fault. */
async function signUpDuring(fault: Fault, page: Page, relay: Relay, site: Site, address: string) {
  await relay.sandbox.fault(fault)
  await page.goto(site.page(html(scriptTag(relay, { lists: LISTS.newsletter, fields: 'first_name' }))))
  await signUp(page, address)
  await expect(page.getByText(ACCEPTED)).toBeVisible()
}

const passing = [
  ['Constant Contact is down', { kind: 'status', status: 503 }],
  [
    'Constant Contact is too busy',
    { kind: 'status', status: 429, body: { error_key: 'throttled', error_message: 'Too Many Requests' } },
  ],
  ['the connection is cut', { kind: 'cut', when: 'before' }],
  ['a gateway answers with a page', { kind: 'html' }],
] as const
for (const [title, fault] of passing) {
  test(`${title}: the visitor is thanked, and the sign-up arrives later`, async ({
    page,
    relayWith,
    site,
    address,
  }) => {
    const relay = await relayWith(SHORT_PATIENCE)
    await signUpDuring(fault, page, relay, site, address)
    await expect
      .poll(async () => (await relay.sandbox.state()).contacts)
      .toMatchObject([{ email_address: { address }, first_name: 'Mary' }])
  })
}

test("the day's calls are spent: the visitor is thanked", async ({ page, freshRelay, site, address }) => {
  const body = { error_key: 'quota_exceeded', error_message: 'Limit Exceeded' }
  await signUpDuring({ kind: 'status', status: 429, body }, page, freshRelay, site, address)
})

const owners = [
  [
    'the list is gone',
    { kind: 'status', status: 404, body: [{ error_key: 'contacts.api.not_found', error_message: 'No.' }] },
  ],
  [
    'the list is gone, said as invalid data',
    {
      kind: 'status',
      status: 400,
      body: {
        error_key: 'contacts.api.validation.error',
        error_message: 'list_memberships contains a list that does not exist',
      },
    },
  ],
  [
    'the right to write is gone',
    { kind: 'status', status: 403, body: { error_key: 'access_denied', error_message: 'No.' } },
  ],
] as const
for (const [title, fault] of owners) {
  test(`${title}: the visitor is thanked, and reads nothing that only the owner can fix`, async ({
    page,
    relayWith,
    site,
    address,
  }) => {
    await signUpDuring(fault, page, await relayWith(SHORT_PATIENCE), site, address)
  })
}
