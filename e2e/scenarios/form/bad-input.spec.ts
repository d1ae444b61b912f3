import { uuids } from '../../support/embed.ts'
import { expect, test } from '../../support/fixtures.ts'
import { post, signUpBody } from '../../support/post.ts'

const CUSTOM_FIELD = '1618ae62-4752-11e9-9c8a-fa163e6b01c1'

test.describe('none of these reaches Constant Contact', () => {
  test.afterEach(async ({ relay }) => {
    expect(await relay.sandbox.signUps()).toEqual([])
  })

  const refused: [title: string, more: Record<string, unknown>, fields: Record<string, string>][] = [
    ['no address', { email_address: undefined }, { email_address: 'required' }],
    ['an empty address', { email_address: '  ' }, { email_address: 'required' }],
    [
      'an address of 81 characters',
      { email_address: `${'a'.repeat(69)}@example.com` },
      { email_address: 'too_long' },
    ],
    ['an address without a domain', { email_address: 'mary@' }, { email_address: 'invalid' }],
    ['two addresses in one', { email_address: 'a@example.com,b@example.com' }, { email_address: 'invalid' }],
    [
      'a line break in the address',
      { email_address: 'a@example.com\r\nBcc: b@example.com' },
      { email_address: 'invalid' },
    ],
    ['an address that is a list', { email_address: ['a@example.com'] }, { email_address: 'invalid' }],
    ['no list', { list_memberships: [] }, { list_memberships: 'required' }],
    ['51 lists', { list_memberships: uuids(51) }, { list_memberships: 'too_many' }],
    ['a list that is no id', { list_memberships: ['Newsletter'] }, { list_memberships: 'invalid' }],
    ['51 characters of a name', { first_name: 'a'.repeat(51) }, { first_name: 'too_long' }],
    ['a phone number of 26 characters', { phone_number: '1'.repeat(26) }, { phone_number: 'too_long' }],
    ['a month without a day', { birthday_month: 2 }, { birthday_day: 'incomplete' }],
    ['a day without a month', { birthday_day: 2 }, { birthday_month: 'incomplete' }],
    ['the 30th of February', { birthday_month: 2, birthday_day: 30 }, { birthday_day: 'invalid' }],
    ['the 31st of April', { birthday_month: 4, birthday_day: 31 }, { birthday_day: 'invalid' }],
    ['a month as text', { birthday_month: '2', birthday_day: 1 }, { birthday_month: 'invalid' }],
    ['an anniversary as 24.12.2020', { anniversary: '24.12.2020' }, { anniversary: 'invalid' }],
    ['an anniversary on the 31st of June', { anniversary: '06/31/2020' }, { anniversary: 'invalid' }],
    [
      'an address kind outside the three',
      { street_address: { kind: 'castle', city: 'York' } },
      { 'street_address.kind': 'invalid' },
    ],
    [
      'an address without a kind',
      { street_address: { city: 'York' } },
      { 'street_address.kind': 'required' },
    ],
    [
      'an unknown part of an address',
      { street_address: { kind: 'home', county: 'X' } },
      { 'street_address.county': 'unknown' },
    ],
    [
      '51 custom fields',
      { custom_fields: uuids(51).map((custom_field_id) => ({ custom_field_id, value: 'x' })) },
      { custom_fields: 'too_many' },
    ],
    [
      '256 characters in a custom field',
      { custom_fields: [{ custom_field_id: CUSTOM_FIELD, value: 'x'.repeat(256) }] },
      { [`custom_fields.${CUSTOM_FIELD}`]: 'too_long' },
    ],
    [
      'the same custom field twice',
      { custom_fields: [1, 2].map((n) => ({ custom_field_id: CUSTOM_FIELD, value: `${n}` })) },
      { custom_fields: 'invalid' },
    ],
    ['a property nobody knows', { is_admin: true }, { is_admin: 'unknown' }],
    ['nested junk', { first_name: { toString: { a: [[[[[{}]]]]] } } }, { first_name: 'invalid' }],
    ['the name constructor', { constructor: { prototype: { polluted: true } } }, { constructor: 'unknown' }],
  ]
  for (const [title, more, fields] of refused) {
    test(`${title} is refused by name`, async ({ relay, address }) => {
      const { status, body } = await post(relay, signUpBody(address, more))
      expect(body).toMatchObject({ code: 'invalid_fields', status: 422, fields })
      expect(status).toBe(422)
    })
  }

  test('prototype keys are refused and pollute nothing', async ({ relay, address }) => {
    const text = JSON.stringify(signUpBody(address)).replace('{', '{"__proto__":{"is_admin":true},')
    expect((await post(relay, text)).body).toMatchObject({ code: 'invalid_fields', fields: {} })
    const nested = JSON.stringify(signUpBody(address, { street_address: { kind: 'home' } }))
    const answer = await post(relay, nested.replace('"kind"', '"__proto__":{"city":"York"},"kind"'))
    expect(answer.body).toMatchObject({ code: 'invalid_fields' })
  })

  test('a list that the owner did not allow is refused', async ({ relay, address }) => {
    const { status, body } = await post(relay, signUpBody(address, { list_memberships: [uuids(51)[50]] }))
    expect({ status, code: body.code }).toEqual({ status: 403, code: 'list_not_allowed' })
  })

  for (const [title, consent] of [
    ['no consent', undefined],
    ['consent that was not given', { given: false, text: 'Yes' }],
    ['consent as text', { given: 'true', text: 'Yes' }],
  ] as const) {
    test(`${title} is refused`, async ({ relay, address }) => {
      const { status, body } = await post(relay, signUpBody(address, { consent }))
      expect({ status, code: body.code }).toEqual({ status: 422, code: 'consent_required' })
    })
  }
})
