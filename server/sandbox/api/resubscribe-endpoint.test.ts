import { expect, test } from 'vitest'
import type { Permission } from '../account/contacts.ts'
import { createTestSandbox, EVENTS, NEWSLETTER, ORIGIN, read } from '../test-sandbox.ts'

async function worldWith(permission_to_send: Permission) {
  const world = await createTestSandbox({ perSecond: 100 })
  const place = (opt_out_date = '2025-01-01T00:00:00Z') =>
    world.sandbox.control.putContacts([
      { email_address: 'ida@example.com', permission_to_send, list_memberships: [NEWSLETTER], opt_out_date },
    ])
  place()
  const id = world.sandbox.state().contacts[0]?.contact_id ?? ''
  const ask = (body: unknown = { list_ids: [EVENTS] }, headers = {}) =>
    world.call('PUT', `/v3/contacts/resubscribe/${id}`, body, headers)
  const press = async (method: string) =>
    read(await world.sandbox.fetch(new Request(`${ORIGIN}/confirm/${id}`, { method })))
  const contact = () => world.sandbox.state().contacts[0]
  return { ...world, id, ask, place, press, contact }
}

test('the contact is emailed and added to the lists, and stays unsubscribed until they press the button', async () => {
  const { ask, press, contact, sandbox } = await worldWith('unsubscribed')
  expect(await ask()).toMatchObject({ status: 200, body: '' })
  expect(contact()).toMatchObject({
    email_address: { permission_to_send: 'unsubscribed' },
    list_memberships: [NEWSLETTER, EVENTS],
  })
  expect(sandbox.mailbox.all()).toMatchObject([{ to: 'ida@example.com', text: /confirm\// }])

  expect((await press('GET')).status).toBe(200)
  expect(contact()?.email_address.permission_to_send).toBe('unsubscribed')
  expect((await press('POST')).status).toBe(200)
  expect(contact()?.email_address).toMatchObject({
    permission_to_send: 'explicit',
    confirm_status: 'confirmed',
  })
  expect((await press('POST')).status).toBe(404)
})

test('a second email for the same opt-out is a conflict; after another opt-out it is sent', async () => {
  const { ask, place } = await worldWith('unsubscribed')
  expect((await ask()).status).toBe(200)
  expect(await ask()).toMatchObject({ status: 409, body: [{ error_key: 'contacts.api.conflict' }] })
  place('2025-03-01T00:00:00Z')
  expect((await ask()).status).toBe(200)
})

test.each([
  ['no lists', {}, 400],
  ['an empty array', { list_ids: [] }, 400],
  ['a list that does not exist', { list_ids: ['00000000-0000-1000-8000-000000000000'] }, 404],
  ['another property', { list_ids: [EVENTS], note: 'x' }, 400],
])('%s is refused', async (_, body, status) => {
  const { ask, sandbox } = await worldWith('unsubscribed')
  expect((await ask(body)).status).toBe(status)
  expect(sandbox.mailbox.all()).toHaveLength(0)
})

test('the body must be JSON', async () => {
  const { ask } = await worldWith('unsubscribed')
  expect((await ask('{', {})).status).toBe(400)
  expect((await ask('{}', { 'Content-Type': 'text/plain' })).status).toBe(415)
})

test('only unsubscribed contacts can be resubscribed, and a link confirms only contacts with something to confirm', async () => {
  const { ask, press } = await worldWith('explicit')
  expect((await ask()).status).toBe(400)
  expect((await press('GET')).status).toBe(404)
})

test('an unknown contact is not found', async () => {
  const { call } = await createTestSandbox()
  const path = '/v3/contacts/resubscribe/00000000-0000-1000-8000-000000000000'
  expect((await call('PUT', path, { list_ids: [EVENTS] })).status).toBe(404)
})

test('a contact pending Confirmed Opt-In is confirmed by pressing the button', async () => {
  const { press, contact } = await worldWith('pending_confirmation')
  expect((await press('GET')).body).toContain('ida@example.com')
  await press('POST')
  expect(contact()?.email_address).toMatchObject({
    permission_to_send: 'explicit',
    confirm_status: 'confirmed',
  })
})
