import { expect, test } from 'vitest'
import { at, createTestSandbox, EVENTS, LOAF, NEWSLETTER, textOf } from '../test-sandbox.ts'

const PATH = '/v3/contacts'

async function worldWithContacts() {
  const world = await createTestSandbox({ perSecond: 1000 })
  world.sandbox.control.putContacts([
    {
      email_address: 'Rosa+spring@example.com',
      list_memberships: [NEWSLETTER],
      first_name: 'Rosa',
      custom_fields: [{ custom_field_id: LOAF, value: 'Rye' }],
    },
    { email_address: 'left@example.com', permission_to_send: 'unsubscribed', list_memberships: [EVENTS] },
    { email_address: 'waits@example.com', permission_to_send: 'pending_confirmation' },
    { email_address: 'gone@example.com', deleted_at: '2025-01-01T00:00:00Z' },
  ])
  const find = async (query: string) => {
    const { status, body } = await world.call('GET', `${PATH}?${query}`)
    expect(status).toBe(200)
    return emails(body)
  }
  return { ...world, find }
}

function emails(body: unknown): unknown[] {
  const contacts = at(body, 'contacts')
  return Array.isArray(contacts) ? contacts.map((contact) => at(contact, 'email_address', 'address')) : []
}

test('a contact is found by its address, ignoring case, with + as %2B', async () => {
  const { find } = await worldWithContacts()
  expect(await find('email=rosa%2Bspring%40EXAMPLE.com')).toEqual(['Rosa+spring@example.com'])
})

test('an unencoded + is a space and finds nothing', async () => {
  const { find } = await worldWithContacts()
  expect(await find('email=rosa+spring@example.com')).toEqual([])
})

test('deleted contacts are hidden unless the status asks for them', async () => {
  const { find } = await worldWithContacts()
  expect(await find('email=gone@example.com')).toEqual([])
  expect(await find('email=gone@example.com&status=all')).toEqual(['gone@example.com'])
  expect(await find('status=deleted')).toEqual(['gone@example.com'])
  expect(await find('')).toHaveLength(3)
})

test('status filters by one or more permissions', async () => {
  const { find } = await worldWithContacts()
  expect(await find('status=active')).toEqual(['Rosa+spring@example.com'])
  expect(await find('status=unsubscribed,pending_confirmation')).toEqual([
    'left@example.com',
    'waits@example.com',
  ])
})

test('lists filters by membership', async () => {
  const { find } = await worldWithContacts()
  expect(await find(`lists=${EVENTS}`)).toEqual(['left@example.com'])
})

test('sub-resources are returned only if included', async () => {
  const { call } = await worldWithContacts()
  const query = 'email=rosa%2Bspring@example.com'
  const bare = await call('GET', `${PATH}?${query}`)
  expect(bare.body).toEqual({
    contacts: [
      {
        contact_id: expect.any(String),
        email_address: expect.objectContaining({ address: 'Rosa+spring@example.com' }),
        first_name: 'Rosa',
        create_source: 'Account',
        update_source: 'Account',
        created_at: expect.any(String),
        updated_at: expect.any(String),
      },
    ],
  })
  const full = await call('GET', `${PATH}?${query}&include=list_memberships,custom_fields`)
  expect(full.body).toMatchObject({
    contacts: [{ list_memberships: [NEWSLETTER], custom_fields: [{ custom_field_id: LOAF, value: 'Rye' }] }],
  })
})

test('the link to the next page has no host and keeps the query', async () => {
  const { call } = await worldWithContacts()
  const first = await call('GET', `${PATH}?status=all&limit=3&include_count=true`)
  expect(first.body).toMatchObject({ contacts_count: 4 })
  expect(emails(first.body)).toHaveLength(3)
  const href = textOf(first.body, '_links', 'next', 'href')
  expect(href).toMatch(/^\/v3\/contacts\?cursor=/)
  const second = await call('GET', href)
  expect(emails(second.body)).toEqual(['gone@example.com'])
  expect(second.body).not.toHaveProperty('_links')
})

test.each([
  'limit=0',
  'limit=501',
  'limit=x',
  'status=everything',
  'include=everything',
  'cursor=nonsense',
  'offset=5',
  'emails=rosa@example.com',
])('the query %s is refused', async (query) => {
  const { call } = await createTestSandbox()
  expect(await call('GET', `${PATH}?${query}`)).toMatchObject({
    status: 400,
    body: [{ error_key: 'contacts.api.validation.error' }],
  })
})

test('a contact is found by its id; an unknown id is 404', async () => {
  const { signUp, call } = await createTestSandbox()
  const id = textOf((await signUp()).body, 'contact_id')
  expect(await call('GET', `${PATH}/${id}?include=list_memberships`)).toMatchObject({
    status: 200,
    body: { contact_id: id, list_memberships: [NEWSLETTER] },
  })
  expect(await call('GET', `${PATH}/00000000-0000-1000-8000-000000000000`)).toMatchObject({
    status: 404,
    body: [{ error_key: 'contacts.api.not_found' }],
  })
})
