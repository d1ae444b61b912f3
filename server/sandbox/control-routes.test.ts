import { describe, expect, test } from 'vitest'
import { at, createTestSandbox, EVENTS, NEWSLETTER, ORIGIN, read } from './test-sandbox.ts'

async function controlled() {
  const world = await createTestSandbox({ perSecond: 100 })
  const control = async (
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ) =>
    read(
      await world.sandbox.fetch(
        new Request(`${ORIGIN}/sandbox/${path}`, {
          method,
          headers: { 'Content-Type': 'application/json', ...headers },
          ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
        }),
      ),
    )
  return { ...world, control }
}

test('faults are added and cleared', async () => {
  const { control, signUp } = await controlled()
  const order = { path: '/v3', times: 5, fault: { kind: 'status', status: 503 } }
  expect((await control('POST', 'faults', order)).status).toBe(204)
  expect((await signUp()).status).toBe(503)
  expect((await control('GET', 'state')).body).toMatchObject({ faults: [{ ...order, times: 4 }] })
  expect((await control('DELETE', 'faults')).status).toBe(204)
  expect((await signUp()).status).toBe(201)
})

test('settings change independently', async () => {
  const { control, signUp } = await controlled()
  expect((await control('POST', 'settings', { email_limit: 80, confirmed_opt_in: true })).status).toBe(204)
  expect((await signUp({ email_address: `${'x'.repeat(50)}@example.com` })).status).toBe(201)
  expect((await control('GET', 'state')).body).toMatchObject({
    settings: { email_limit: 80, confirmed_opt_in: true, per_second: 100 },
    contacts: [{ email_address: { permission_to_send: 'pending_confirmation' } }],
  })
})

test('advancing the clock expires a token and begins a new day', async () => {
  const { control, signUp, sandbox } = await controlled()
  expect((await signUp()).status).toBe(201)
  expect((await control('POST', 'clock', { advance_ms: 86_400_000 })).status).toBe(204)
  expect(sandbox.state().counts.calls_today).toBe(0)
  expect((await signUp()).status).toBe(401)
})

test('revoke ends the grant', async () => {
  const { control, signUp } = await controlled()
  expect((await control('POST', 'revoke')).status).toBe(204)
  expect((await signUp()).status).toBe(401)
})

test('contacts are added as given', async () => {
  const { control, call } = await controlled()
  const contacts = [
    {
      email_address: 'Ida@example.com',
      permission_to_send: 'unsubscribed',
      list_memberships: [EVENTS.toUpperCase()],
      opt_out_date: '2025-01-01T00:00:00Z',
      first_name: 'Ida',
      phone_number: '1',
      street_addresses: [{ kind: 'home', city: 'Waltham' }],
    },
    { email_address: 'gone@example.com', deleted_at: '2025-01-01T00:00:00Z' },
  ]
  expect((await control('POST', 'contacts', { contacts })).status).toBe(204)
  const found = await call(
    'GET',
    '/v3/contacts?email=ida@example.com&include=list_memberships,phone_numbers,street_addresses',
  )
  expect(found.body).toMatchObject({
    contacts: [
      {
        email_address: {
          address: 'Ida@example.com',
          permission_to_send: 'unsubscribed',
          opt_out_source: 'Contact',
        },
        list_memberships: [EVENTS],
        phone_numbers: [{ phone_number: '1' }],
        street_addresses: [{ kind: 'home', city: 'Waltham' }],
      },
    ],
  })
  await control('POST', 'contacts', { contacts: [{ email_address: 'ida@example.com' }] })
  expect((await control('GET', 'state')).body).toMatchObject({ counts: { contacts: 2 } })
})

test('lists and custom fields are added, and sign-ups can use them', async () => {
  const { control, signUp } = await controlled()
  const list_id = '00000001-f256-11e8-b47d-fa163e56c9b0'
  const custom_field_id = '00000002-f256-11e8-b47d-fa163e56c9b0'
  await control('POST', 'lists', { lists: [{ list_id, name: 'Bagels' }] })
  await control('POST', 'custom_fields', {
    custom_fields: [{ custom_field_id, label: 'Shoe size', type: 'number' }],
  })
  expect(
    (await signUp({ list_memberships: [list_id], custom_fields: [{ custom_field_id, value: '39' }] })).status,
  ).toBe(201)
})

test('reset clears everything but the grant', async () => {
  const { control, signUp, sandbox } = await controlled()
  for (let attempt = 0; attempt < 6; attempt += 1) await signUp()
  sandbox.mailbox.receive({ to: 'rosa@example.com', subject: 'Hello', text: 'Hello' })
  await control('POST', 'lists', {
    lists: [{ list_id: '00000001-f256-11e8-b47d-fa163e56c9b0', name: 'Bagels' }],
  })
  await control('POST', 'faults', { fault: { kind: 'hang' } })
  await control('POST', 'settings', { per_day: 1 })
  await control('POST', 'clock', { advance_ms: 5000 })
  expect((await control('POST', 'reset')).status).toBe(204)
  expect(sandbox.state()).toMatchObject({
    contacts: [],
    mailbox: [],
    calls: [],
    faults: [],
    settings: { per_day: 10_000, per_second: 100 },
    counts: { calls: 0, calls_today: 0, grants_alive: 1 },
    lists: { length: 3 },
  })
  expect((await signUp()).status).toBe(201)
})

describe('the state', () => {
  test('has each call’s time, method, path, status, body and fault', async () => {
    const { control, signUp, call, time } = await controlled()
    await signUp({ first_name: 'Rosa' })
    await call('GET', '/v3/contacts?email=rosa%40example.com')
    expect((await control('GET', 'state')).body).toMatchObject({
      calls: [
        { method: 'POST', path: '/oauth2/default/v1/token', status: 200 },
        {
          time: time(),
          method: 'POST',
          path: '/v3/contacts/sign_up_form',
          status: 201,
          body: { email_address: 'rosa@example.com', list_memberships: [NEWSLETTER], first_name: 'Rosa' },
          fault: null,
          request_id: expect.stringMatching(/^[\da-f-]{36}$/),
        },
        { method: 'GET', path: '/v3/contacts?email=rosa%40example.com', status: 200, body: null },
      ],
    })
  })

  test('contains no token, code or secret', async () => {
    const { control, access, sandbox } = await controlled()
    const text = JSON.stringify((await control('GET', 'state')).body)
    expect(text).not.toContain(access)
    expect(text).not.toMatch(/refresh_token=[^…]/)
    expect(sandbox.state().calls[0]?.body).toBe('grant_type=refresh_token&refresh_token=…&client_id=client')
  })

  test('can be limited to the newest entries', async () => {
    const { control, signUp } = await controlled()
    for (const name of ['a', 'b', 'c']) await signUp({ email_address: `${name}@example.com` })
    const { body } = await control('GET', 'state?limit=1')
    expect(body).toMatchObject({
      counts: { contacts: 3 },
      contacts: [{ email_address: { address: 'c@example.com' } }],
    })
    expect(at(body, 'calls')).toHaveLength(1)
    expect((await control('GET', 'state?limit=x')).status).toBe(400)
  })
})

test.each([
  ['faults', { fault: { kind: 'earthquake' } }],
  ['faults', { fault: { kind: 'status', status: 99 } }],
  ['faults', { fault: { kind: 'status', status: 204, body: {} } }],
  ['faults', { fault: { kind: 'html', status: 304 } }],
  ['faults', { times: 0, fault: { kind: 'hang' } }],
  ['faults', { path: 'v3', fault: { kind: 'hang' } }],
  ['faults', { fault: { kind: 'cut', when: 'after' } }],
  ['settings', { email_limt: 80 }],
  ['settings', { per_second: 0 }],
  ['clock', { advance_ms: -1 }],
  ['clock', {}],
  ['contacts', { contacts: [{ email_address: 'a@example.com', permission_to_send: 'maybe' }] }],
  ['contacts', [{ email_address: 'a@example.com' }]],
  ['lists', { lists: [{ list_id: '1', name: 'x' }] }],
  ['custom_fields', { custom_fields: [{ custom_field_id: NEWSLETTER, label: 'x', type: 'colour' }] }],
  ['settings', '{'],
])('an invalid body is refused with its errors: %s %j', async (path, body) => {
  const { control } = await controlled()
  expect(await control('POST', path, body)).toMatchObject({
    status: 400,
    body: { errors: [expect.any(String)] },
  })
})

test('another site cannot control the sandbox', async () => {
  const { control } = await controlled()
  expect((await control('POST', 'reset', undefined, { 'Sec-Fetch-Site': 'cross-site' })).status).toBe(403)
  expect((await control('POST', 'reset', undefined, { 'Sec-Fetch-Site': 'same-site' })).status).toBe(403)
  expect((await control('POST', 'reset', undefined, { 'Sec-Fetch-Site': 'same-origin' })).status).toBe(204)
})
