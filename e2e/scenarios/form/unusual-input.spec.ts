import { FIFTY_LISTS, LISTS, uuids } from '../../support/embed.ts'
import { expect, test } from '../../support/fixtures.ts'
import { post, signUpBody } from '../../support/post.ts'

const CUSTOM_FIELD = '1618ae62-4752-11e9-9c8a-fa163e6b01c1'

const kept: [title: string, more: (address: string) => Record<string, unknown>][] = [
  ['an address with +', (address) => ({ email_address: `mary+bread.${address}` })],
  ['an address with capitals', (address) => ({ email_address: `Mary.${address.toUpperCase()}` })],
  [
    'an international domain',
    (address) => ({ email_address: address.replace('example.com', 'bäckerei.example') }),
  ],
  ['emoji', () => ({ first_name: '🥖 Mary 👩🏽‍🍳' })],
  ['right-to-left names', () => ({ first_name: 'مريم', last_name: 'כהן' })],
  [
    'names that look like SQL or HTML',
    () => ({ first_name: "Robert'); DROP TABLE--", last_name: '<b>&amp;' }),
  ],
  ['the 29th of February', () => ({ birthday_month: 2, birthday_day: 29 })],
  [
    '255 characters in a custom field',
    () => ({ custom_fields: [{ custom_field_id: CUSTOM_FIELD, value: 'x'.repeat(255) }] }),
  ],
]
for (const [title, more] of kept) {
  test(`${title}: kept letter by letter`, async ({ relay, address }) => {
    const sent = more(address)
    const answer = await post(relay, signUpBody(address, sent))
    expect([201, 202]).toContain(answer.status)
    const body = { email_address: address, list_memberships: [LISTS.newsletter], ...sent }
    await expect.poll(relay.sandbox.signUps).toEqual([body])
  })
}

for (const [typed, sent] of [
  ['12/24/2020', '2020-12-24'],
  ['1/2/2020', '2020-01-02'],
  ['2020/12/24', '2020-12-24'],
  ['2020/1/2', '2020-01-02'],
  ['2020-12-24', '2020-12-24'],
  ['2020-1-2', '2020-01-02'],
  ['1-2-2020', '2020-01-02'],
  ['1-24-2020', '2020-01-24'],
] as const) {
  test(`an anniversary as ${typed} is sent as ${sent}`, async ({ relay, address }) => {
    const answer = await post(relay, signUpBody(address, { anniversary: typed }))
    expect([201, 202]).toContain(answer.status)
    const body = { email_address: address, list_memberships: [LISTS.newsletter], anniversary: sent }
    await expect.poll(relay.sandbox.signUps).toEqual([body])
  })
}

test('spaces around a value are trimmed, and what is empty or null is not sent', async ({
  relay,
  address,
}) => {
  const body = signUpBody(`  ${address} `, {
    first_name: ' Mary\t',
    last_name: '  ',
    job_title: null,
    custom_fields: [],
  })
  expect((await post(relay, body)).status).toBeLessThan(300)
  const arrived = { email_address: address, first_name: 'Mary', list_memberships: [LISTS.newsletter] }
  await expect.poll(relay.sandbox.signUps).toEqual([arrived])
})

test('an address of 51 characters is sent whole, and the refusal names it', async ({ relay, address }) => {
  const long = address.padStart(51, 'x')
  const { status, body } = await post(relay, signUpBody(long))
  expect(body).toMatchObject({ code: 'invalid_fields', fields: { email_address: expect.any(String) } })
  expect(status).toBe(422)
  await expect.poll(relay.sandbox.signUps).toMatchObject([{ email_address: long }])
})

test('the same address of 51 characters is taken where the account allows it', async ({ relay, address }) => {
  await relay.sandbox.settings({ email_limit: 80 })
  expect((await post(relay, signUpBody(address.padStart(51, 'x')))).status).toBeLessThan(300)
})

test('of a duplicate key the last one counts, on both sides', async ({ relay, address }) => {
  const text = JSON.stringify(signUpBody('first@example.com'))
  expect((await post(relay, text.replace(/\}$/, `,"email_address":"${address}"}`))).status).toBeLessThan(300)
  await expect.poll(relay.sandbox.signUps).toMatchObject([{ email_address: address }])
})

test('50 lists arrive', async ({ relay, address }) => {
  await relay.sandbox.add(
    'lists',
    FIFTY_LISTS.map((list_id, index) => ({ list_id, name: `List ${index}` })),
  )
  expect((await post(relay, signUpBody(address, { list_memberships: FIFTY_LISTS }))).status).toBeLessThan(300)
  await expect.poll(relay.sandbox.signUps).toMatchObject([{ list_memberships: FIFTY_LISTS }])
})

test('50 custom fields arrive', async ({ relay, address }) => {
  const ids = uuids(50)
  await relay.sandbox.add(
    'custom_fields',
    ids.map((custom_field_id, index) => ({ custom_field_id, label: `Field ${index}`, type: 'string' })),
  )
  const custom_fields = ids.map((custom_field_id) => ({ custom_field_id, value: 'x' }))
  expect((await post(relay, signUpBody(address, { custom_fields }))).status).toBeLessThan(300)
  await expect.poll(relay.sandbox.signUps).toMatchObject([{ custom_fields }])
})
