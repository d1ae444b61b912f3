import { expect, test } from 'vitest'
import { challengeOf } from '../oauth/token-endpoint.ts'
import { at, createTestSandbox, NEWSLETTER, ORIGIN, requestToken, textOf } from '../test-sandbox.ts'

const listId = (index: number) => `0000${String(index).padStart(4, '0')}-f256-11e8-b47d-fa163e56c9b0`

/** Follows the links from page to page; returns the number of items on each. */
async function pages(world: Awaited<ReturnType<typeof createTestSandbox>>, path: string, name: string) {
  const counts: number[] = []
  let next: unknown = path
  while (typeof next === 'string') {
    expect(next).toMatch(/^\/v3\//)
    const { status, body } = await world.call('GET', next)
    expect(status).toBe(200)
    counts.push(Number(at(body, name, 'length')))
    next = at(body, '_links', 'next', 'href')
  }
  return counts
}

test('the demo account has named lists', async () => {
  const { call } = await createTestSandbox()
  const { status, body } = await call('GET', '/v3/contact_lists?include_count=true')
  expect(status).toBe(200)
  expect(body).toMatchObject({
    lists: [
      { list_id: NEWSLETTER, name: 'Newsletter' },
      { name: 'Events and tastings' },
      { name: 'Baking workshops' },
    ],
    lists_count: 3,
  })
})

test('lists are paged by 50 unless a limit is given', async () => {
  const world = await createTestSandbox({ perSecond: 100 })
  const lists = Array.from({ length: 117 }, (_, index) => ({ list_id: listId(index), name: `List ${index}` }))
  world.sandbox.control.putLists(lists)
  expect(await pages(world, '/v3/contact_lists', 'lists')).toEqual([50, 50, 20])
  expect(await pages(world, '/v3/contact_lists?limit=1000', 'lists')).toEqual([120])
  expect((await world.call('GET', '/v3/contact_lists?limit=1001')).status).toBe(400)
})

test('members are counted on request', async () => {
  const { call, sandbox } = await createTestSandbox()
  sandbox.control.putContacts([
    { email_address: 'a@example.com', list_memberships: [NEWSLETTER] },
    { email_address: 'b@example.com', list_memberships: [NEWSLETTER], permission_to_send: 'unsubscribed' },
  ])
  const all = await call('GET', '/v3/contact_lists?include_membership_count=all')
  expect(all.body).toMatchObject({ lists: [{ membership_count: 2 }, { membership_count: 0 }, {}] })
  const active = await call('GET', '/v3/contact_lists?include_membership_count=active')
  expect(active.body).toMatchObject({ lists: [{ membership_count: 1 }, {}, {}] })
})

test('custom fields have a type and choices, at most 100 per page', async () => {
  const world = await createTestSandbox({ perSecond: 100 })
  const { body } = await world.call('GET', '/v3/contact_custom_fields?limit=100')
  expect(at(body, 'custom_fields')).toHaveLength(8)
  expect(body).toMatchObject({
    custom_fields: expect.arrayContaining([
      expect.objectContaining({
        label: 'How did you hear about us',
        name: 'How_did_you_hear_about_us',
        type: 'single_select',
      }),
      expect.objectContaining({
        label: 'What interests you',
        type: 'multi_select',
        choices: expect.arrayContaining([{ choice_id: 1, choice_label: 'Pastry', display_order: 2 }]),
      }),
    ]),
  })
  expect((await world.call('GET', '/v3/contact_custom_fields?limit=101')).status).toBe(400)
  world.sandbox.control.putCustomFields(
    Array.from({ length: 50 }, (_, index) => ({
      custom_field_id: listId(index),
      label: `Field ${index}`,
      type: 'string',
    })),
  )
  expect(await pages(world, '/v3/contact_custom_fields', 'custom_fields')).toEqual([50, 8])
})

test('privileges need a token but no scope', async () => {
  const { call } = await createTestSandbox()
  expect(await call('GET', '/v3/account/user/privileges')).toMatchObject({
    status: 200,
    body: expect.arrayContaining([{ privilege_id: expect.any(Number), privilege_name: 'contacts:write' }]),
  })
})

test('the account summary needs the scope account_read', async () => {
  const { call, sandbox, advance } = await createTestSandbox()
  expect(await call('GET', '/v3/account/summary')).toMatchObject({
    status: 403,
    body: { error_key: 'access_denied' },
  })
  const redirect_uri = 'https://relay.example/connect/callback'
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: 'client',
    redirect_uri,
    scope: 'contact_data account_read',
    state: 'x',
    code_challenge: challengeOf('verifier'),
    code_challenge_method: 'S256',
  })
  const body = new URLSearchParams({ decision: 'allow' })
  const allowed = await sandbox.fetch(
    new Request(`${ORIGIN}/oauth2/default/v1/authorize?${query}`, { method: 'POST', body }),
  )
  const code = new URL(allowed.headers.get('Location') ?? '').searchParams.get('code') ?? ''
  advance()
  const tokens = await requestToken(sandbox, {
    grant_type: 'authorization_code',
    code,
    redirect_uri,
    code_verifier: 'verifier',
    client_id: 'client',
  })
  const headers = { Authorization: `Bearer ${textOf(tokens.body, 'access_token')}` }
  expect(await call('GET', '/v3/account/summary', undefined, headers)).toMatchObject({
    status: 200,
    body: { organization_name: 'Juniper & Rye' },
  })
})
