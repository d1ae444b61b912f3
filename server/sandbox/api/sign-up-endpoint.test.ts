import { describe, expect, test } from 'vitest'
import { createTestSandbox, EVENTS, LOAF, NEWSLETTER, NOTES, read, textOf } from '../test-sandbox.ts'

const PATH = '/v3/contacts/sign_up_form'
const validationError = (error_message: string) => [
  { error_key: 'contacts.api.validation.error', error_message },
]

describe('a sign-up', () => {
  test('creates a contact with explicit permission, opted in by the contact', async () => {
    const { signUp, sandbox } = await createTestSandbox()
    const { status, body } = await signUp({ first_name: 'Rosa' })
    expect(status).toBe(201)
    expect(body).toEqual({ contact_id: expect.stringMatching(/^[\da-f-]{36}$/), action: 'created' })
    expect(sandbox.state().contacts).toMatchObject([
      {
        contact_id: textOf(body, 'contact_id'),
        email_address: {
          address: 'rosa@example.com',
          permission_to_send: 'explicit',
          opt_in_source: 'Contact',
          confirm_status: 'off',
        },
        first_name: 'Rosa',
        list_memberships: [NEWSLETTER],
      },
    ])
  })

  test('updates a known address, ignoring case and surrounding spaces', async () => {
    const { signUp, advance, sandbox } = await createTestSandbox()
    const first = await signUp()
    advance()
    const second = await signUp({ email_address: ' ROSA@example.com ', first_name: 'Rosa' })
    expect(second.status).toBe(200)
    expect(second.body).toEqual({ contact_id: textOf(first.body, 'contact_id'), action: 'updated' })
    expect(sandbox.state().contacts).toHaveLength(1)
  })

  test('changes only what was sent, and adds lists and custom fields', async () => {
    const { signUp, advance, sandbox } = await createTestSandbox()
    await signUp({
      first_name: 'Rosa',
      last_name: 'Lindqvist',
      anniversary: '11/15/2006',
      birthday_month: 2,
      birthday_day: 29,
      phone_number: '1',
      street_address: { kind: 'home', city: 'Waltham' },
      custom_fields: [
        { custom_field_id: LOAF, value: 'Rye' },
        { custom_field_id: NOTES, value: 'Walnuts' },
      ],
    })
    advance()
    await signUp({
      first_name: 'Rose',
      list_memberships: [EVENTS.toUpperCase(), NEWSLETTER],
      phone_number: '2',
      street_address: { kind: 'work', city: 'Boston' },
      custom_fields: [{ custom_field_id: LOAF.toUpperCase(), value: 'Spelt' }],
    })
    expect(sandbox.state().contacts[0]).toMatchObject({
      first_name: 'Rose',
      last_name: 'Lindqvist',
      anniversary: '2006-11-15',
      birthday_month: 2,
      birthday_day: 29,
      list_memberships: [NEWSLETTER, EVENTS],
      custom_fields: [
        { custom_field_id: LOAF, value: 'Spelt' },
        { custom_field_id: NOTES, value: 'Walnuts' },
      ],
      phone_numbers: [{ phone_number: '2' }],
      street_addresses: [
        { kind: 'home', city: 'Waltham' },
        { kind: 'work', city: 'Boston' },
      ],
    })
  })

  test('restores a deleted contact as an update', async () => {
    const { signUp, sandbox } = await createTestSandbox()
    sandbox.control.putContacts([{ email_address: 'rosa@example.com', deleted_at: '2025-01-01T00:00:00Z' }])
    expect((await signUp()).body).toMatchObject({ action: 'updated' })
    expect(sandbox.state().contacts[0]).not.toHaveProperty('deleted_at')
  })

  test('makes an unsubscribed contact explicit again', async () => {
    const { signUp, sandbox } = await createTestSandbox()
    sandbox.control.putContacts([{ email_address: 'rosa@example.com', permission_to_send: 'unsubscribed' }])
    await signUp()
    const [contact] = sandbox.state().contacts
    expect(contact?.email_address).toMatchObject({ permission_to_send: 'explicit', opt_in_source: 'Contact' })
    expect(contact?.email_address).not.toHaveProperty('opt_out_date')
  })

  test('with Confirmed Opt-In emails a new contact, who is pending; an updated one becomes explicit', async () => {
    const { signUp, advance, sandbox } = await createTestSandbox({ confirmedOptIn: true })
    expect((await signUp()).status).toBe(201)
    expect(sandbox.state().contacts[0]?.email_address).toMatchObject({
      permission_to_send: 'pending_confirmation',
      confirm_status: 'pending',
    })
    expect(sandbox.mailbox.all()).toMatchObject([{ to: 'rosa@example.com', subject: /confirm/ }])
    advance()
    expect((await signUp()).status).toBe(200)
    expect(sandbox.state().contacts[0]?.email_address.permission_to_send).toBe('explicit')
    expect(sandbox.mailbox.all()).toHaveLength(1)
  })
})

describe('errors', () => {
  test('invalid data is answered with an array, and nothing changes', async () => {
    const { signUp, sandbox } = await createTestSandbox()
    const { status, body } = await signUp({ create_source: 'Contact' })
    expect(status).toBe(400)
    expect(body).toEqual(validationError('create_source is not a known property'))
    expect(sandbox.state().contacts).toHaveLength(0)
  })

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'application/merge-patch+json'])(
    '%s is no JSON: 415 without a body',
    async (type) => {
      const { call } = await createTestSandbox()
      expect(await call('POST', PATH, '{}', { 'Content-Type': type })).toMatchObject({
        status: 415,
        body: '',
      })
    },
  )

  test('application/json may have a charset', async () => {
    const { call } = await createTestSandbox()
    const body = { email_address: 'rosa@example.com', list_memberships: [NEWSLETTER] }
    expect(
      await call('POST', PATH, body, { 'Content-Type': 'Application/JSON; charset=utf-8' }),
    ).toMatchObject({
      status: 201,
    })
  })

  test.each(['{', '', 'email=1', '{"a":1,}'])('malformed JSON is refused: %j', async (text) => {
    const { call } = await createTestSandbox()
    expect(await call('POST', PATH, text)).toMatchObject({ status: 400 })
  })

  test('a body over one megabyte is too large', async () => {
    const { signUp } = await createTestSandbox()
    expect((await signUp({ first_name: 'x'.repeat(1_100_000) })).status).toBe(413)
  })

  test.each([404, 400] as const)(
    'an unknown list or custom field is not found: %i as set',
    async (status) => {
      const { signUp, sandbox } = await createTestSandbox()
      sandbox.control.change({ unknown_id_status: status })
      const stranger = '00000000-0000-1000-8000-000000000000'
      for (const given of [
        { list_memberships: [NEWSLETTER, stranger] },
        { custom_fields: [{ custom_field_id: stranger, value: 'x' }] },
      ]) {
        expect(await signUp(given)).toMatchObject({ status, body: [{ error_key: 'contacts.api.not_found' }] })
      }
      expect(sandbox.state().contacts).toHaveLength(0)
    },
  )

  test('of two simultaneous calls for one contact, one is a conflict', async () => {
    const { signUp } = await createTestSandbox({ processingMs: 10 })
    const answers = await Promise.all([signUp(), signUp({ email_address: 'Rosa@example.com' })])
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409])
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject([
      { error_key: 'contacts.api.conflict' },
    ])
  })

  test('simultaneous calls for two contacts both succeed', async () => {
    const { signUp } = await createTestSandbox({ processingMs: 10 })
    const answers = await Promise.all([signUp(), signUp({ email_address: 'tom@example.com' })])
    expect(answers.map(({ status }) => status)).toEqual([201, 201])
  })

  test('the sixth attempt for an address within a day is refused, and all others for 48 hours', async () => {
    const { signUp, advance, sandbox } = await createTestSandbox()
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      // Refused attempts count too.
      expect((await signUp(attempt === 3 ? { first_name: 5 } : {})).status).toBe(
        attempt === 3 ? 400 : attempt === 1 ? 201 : 200,
      )
      advance()
    }
    expect(await signUp({ email_address: 'ROSA@example.com' })).toMatchObject({
      status: 400,
      body: validationError('Email address is invalid'),
    })
    expect((await signUp({ email_address: 'tom@example.com' })).status).toBe(201)
    advance(48 * 3_600_000)
    sandbox.control.change({ per_second: 100 })
    expect((await signUp()).status).toBe(401)
  })
})

describe('authorization', () => {
  test.each([
    ['no token', {}],
    ['an unknown token', { Authorization: 'Bearer nonsense' }],
    ['another scheme', { Authorization: 'Basic abc' }],
  ])('%s is unauthorized, answered with an object', async (_, headers) => {
    const { sandbox } = await createTestSandbox()
    const request = new Request(`http://sandbox.test${PATH}`, { method: 'POST', headers, body: '{}' })
    const answer = await read(await sandbox.fetch(request))
    expect(answer).toMatchObject({
      status: 401,
      body: { error_key: 'unauthorized', error_message: 'Unauthorized' },
    })
    expect(answer.headers.get('x-amzn-RequestId')).toMatch(/^[\da-f-]{36}$/)
  })

  test('a token expires after 24 hours', async () => {
    const { signUp, advance } = await createTestSandbox()
    advance(86_399_999)
    expect((await signUp()).status).toBe(201)
    advance(1)
    expect((await signUp()).status).toBe(401)
  })

  test('revoking a grant revokes its access token', async () => {
    const { signUp, sandbox } = await createTestSandbox()
    sandbox.control.revoke()
    expect((await signUp()).status).toBe(401)
  })

  test('an unknown path is not found', async () => {
    const { call } = await createTestSandbox()
    expect(await call('GET', '/v3/campaigns')).toMatchObject({
      status: 404,
      body: [{ error_key: 'contacts.api.not_found' }],
    })
    expect((await call('DELETE', '/v3/contacts')).status).toBe(404)
  })
})
