import { LISTS } from '../../support/embed.ts'
import { expect, test } from '../../support/fixtures.ts'
import { post, signUpBody } from '../../support/post.ts'

// In one worker, so that its relays are started once.
test.describe.configure({ mode: 'default' })

/** What happens to a contact whose address somebody else typed; `verify` has its own scenarios. */
test.describe('an existing contact', () => {
  for (const { policy, known, outcome, becomes } of [
    {
      policy: 'update',
      known: { list_memberships: [LISTS.newsletter] },
      outcome: 'updated',
      becomes: { first_name: 'Mallory', list_memberships: [LISTS.newsletter] },
    },
    {
      policy: 'complete',
      known: { list_memberships: [LISTS.newsletter] },
      outcome: 'accepted',
      becomes: { first_name: 'Augusta', list_memberships: [LISTS.newsletter] },
    },
    {
      policy: 'append',
      known: { list_memberships: [LISTS.events] },
      outcome: 'updated',
      becomes: { first_name: 'Augusta', list_memberships: [LISTS.events, LISTS.newsletter] },
    },
  ]) {
    test(`by the policy ${policy}`, async ({ relayWith, address }) => {
      const relay = await relayWith({ EXISTING_CONTACTS: policy })
      await relay.sandbox.add('contacts', [{ email_address: address, first_name: 'Augusta', ...known }])
      const { body } = await post(relay, signUpBody(address, { first_name: 'Mallory' }))
      expect(body.action).toBe(outcome)
      await expect.poll(async () => (await relay.sandbox.state()).contacts).toMatchObject([becomes])
    })
  }

  test('a contact who has not confirmed is not confirmed by a second sign-up', async ({
    relayWith,
    address,
  }) => {
    const relay = await relayWith({ EXISTING_CONTACTS: 'update', CONFIRMED_OPT_IN: 'true' })
    await relay.sandbox.settings({ confirmed_opt_in: true })
    const actions: unknown[] = []
    for (const first_name of ['Ada', 'Mallory']) {
      actions.push((await post(relay, signUpBody(address, { first_name }))).body.action)
    }
    expect(actions).toEqual(['created', 'accepted'])
    expect((await relay.sandbox.state()).contacts).toMatchObject([
      { first_name: 'Ada', email_address: { permission_to_send: 'pending_confirmation' } },
    ])
  })

  test('a contact who unsubscribed is asked by Constant Contact whether to come back', async ({
    relayWith,
    address,
  }) => {
    const relay = await relayWith({ EXISTING_CONTACTS: 'append' })
    await relay.sandbox.add('contacts', [{ email_address: address, permission_to_send: 'unsubscribed' }])
    for (let n = 0; n < 2; n += 1) {
      const { body } = await post(relay, signUpBody(address, { first_name: `Mallory ${n}` }))
      expect(body).toEqual({
        action: 'accepted',
        message: 'Thank you. If we need you to confirm, an email is on its way.',
      })
    }
    const { mailbox, contacts } = await relay.sandbox.state()
    expect(mailbox.map(({ to, subject }) => [to, subject])).toEqual([
      [address, 'Would you like to hear from Juniper & Rye again?'],
    ])
    expect(contacts).toMatchObject([{ email_address: { permission_to_send: 'unsubscribed' } }])
  })
})
