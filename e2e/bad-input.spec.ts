import { request as httpRequest } from 'node:http'
import { LISTS } from './embed.ts'
import { expect, test } from './fixtures.ts'
import { post, signUp } from './post.ts'

const CUSTOM_FIELD = '1618ae62-4752-11e9-9c8a-fa163e6b01c1'

function uuids(count: number): string[] {
  return Array.from(
    { length: count },
    (_, index) => `d13d60d0-f256-11e8-b47d-${String(index).padStart(12, '0')}`,
  )
}

test.describe('nothing of this reaches Constant Contact', () => {
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
      const { status, body } = await post(relay, signUp(address, more))
      expect(body).toMatchObject({ code: 'invalid_fields', status: 422, fields })
      expect(status).toBe(422)
    })
  }

  test('prototype keys are refused and pollute nothing', async ({ relay, address }) => {
    const text = JSON.stringify(signUp(address)).replace('{', '{"__proto__":{"is_admin":true},')
    expect((await post(relay, text)).body).toMatchObject({ code: 'invalid_fields', fields: {} })
    const nested = JSON.stringify(signUp(address, { street_address: { kind: 'home' } }))
    const answer = await post(relay, nested.replace('"kind"', '"__proto__":{"city":"York"},"kind"'))
    expect(answer.body).toMatchObject({ code: 'invalid_fields' })
  })

  test('a list the owner did not open is refused', async ({ relay, address }) => {
    const { status, body } = await post(relay, signUp(address, { list_memberships: uuids(50) }))
    expect({ status, code: body.code }).toEqual({ status: 403, code: 'list_not_allowed' })
  })

  for (const [title, consent] of [
    ['no consent', undefined],
    ['consent that was not given', { given: false, text: 'Yes' }],
    ['consent as text', { given: 'true', text: 'Yes' }],
  ] as const) {
    test(`${title} is refused`, async ({ relay, address }) => {
      const { status, body } = await post(relay, signUp(address, { consent }))
      expect({ status, code: body.code }).toEqual({ status: 422, code: 'consent_required' })
    })
  }

  for (const text of ['', '{', '{"a":1,}', 'null', '[]', '"text"', '17', '['.repeat(8000), 'a=b', '\u0000']) {
    test(`the body ${JSON.stringify(text.slice(0, 10))} is malformed`, async ({ relay }) => {
      const { status, body } = await post(relay, text)
      expect({ status, code: body.code }).toEqual({ status: 400, code: 'malformed' })
    })
  }

  test('bytes that are no text are malformed', async ({ relay }) => {
    const response = await fetch(`${relay.url}/v1/signups`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]),
    })
    expect(response.status).toBe(400)
  })

  for (const type of [
    'text/plain',
    'multipart/form-data; boundary=x',
    'application/jsonp',
    'application/xml',
    '',
  ]) {
    test(`the content type ${JSON.stringify(type)} is refused`, async ({ relay, address }) => {
      const { status, body } = await post(relay, signUp(address), { 'content-type': type })
      expect({ status, code: body.code }).toEqual({ status: 415, code: 'unsupported_media_type' })
    })
  }

  for (const method of ['GET', 'PUT', 'DELETE', 'PATCH']) {
    test(`the method ${method} is refused and says what is allowed`, async ({ relay }) => {
      const response = await fetch(`${relay.url}/v1/signups`, { method })
      expect(response.status).toBe(405)
      expect(response.headers.get('allow')).toContain('POST')
    })
  }

  for (const path of [
    '/v1/signup',
    '/v1/',
    '/v2/signups',
    '/v1/signups/1',
    '/v1/..%2f..%2fpackage.json',
    '/.env',
    '/%',
  ]) {
    test(`nothing stands at ${path}`, async ({ relay }) => {
      const response = await fetch(relay.url + path, { method: 'POST', body: '{}' })
      expect(response.status).toBe(404)
      expect(await response.json()).toMatchObject({ code: 'not_found' })
    })
  }

  test('a body of 10 MB is refused without being read to its end', async ({ relay }) => {
    const answer = await raw(relay, { 'content-length': String(10_000_000) }, ['{"email_address":"'])
    expect(answer).toMatchObject({ status: 413, code: 'too_large' })
  })

  test('a body of 10 MB that hides its length is refused', async ({ relay }) => {
    const chunk = 'a'.repeat(100_000)
    const answer = await raw(
      relay,
      { 'transfer-encoding': 'chunked' },
      Array.from({ length: 100 }, () => chunk),
    )
    expect(answer).toMatchObject({ status: 413, code: 'too_large' })
  })

  test('a body one byte over 16 kB is refused', async ({ relay, address }) => {
    const text = JSON.stringify(signUp(address))
    expect((await post(relay, text.padEnd(16_385, ' '))).status).toBe(413)
  })
})

test('a body of exactly 16 kB is read', async ({ relay, address }) => {
  const text = JSON.stringify(signUp(address))
  expect((await post(relay, text.padEnd(16_384, ' '))).status).toBe(201)
})

test('a body that drips in keeps nobody else waiting', async ({ relay, address }) => {
  const slow = httpRequest(`${relay.url}/v1/signups`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'content-length': '500' },
  })
  slow.on('error', () => undefined).write('{"email_address"')
  const started = Date.now()
  expect((await post(relay, signUp(address))).status).toBe(201)
  expect(Date.now() - started).toBeLessThan(2_000)
  slow.destroy()
})

test('of a key that stands twice the last one counts, for both sides', async ({ relay, address }) => {
  const text = JSON.stringify(signUp('first@example.com'))
  expect((await post(relay, text.replace(/\}$/, `,"email_address":"${address}"}`))).status).toBe(201)
  expect(await relay.sandbox.signUps()).toMatchObject([{ email_address: address }])
})

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
  ...[
    '12/24/2020',
    '1/2/2020',
    '2020/12/24',
    '2020/1/2',
    '2020-12-24',
    '2020-1-2',
    '1-2-2020',
    '1-24-2020',
  ].map((anniversary): [string, () => Record<string, unknown>] => [
    `an anniversary as ${anniversary}`,
    () => ({ anniversary }),
  ]),
]
for (const [title, more] of kept) {
  test(`${title}: kept letter by letter`, async ({ relay, address }) => {
    const sent = more(address)
    const answer = await post(relay, signUp(address, sent))
    expect(answer.body).toMatchObject({ action: 'created' })
    const body = { email_address: address, list_memberships: [LISTS.newsletter], ...sent }
    expect(await relay.sandbox.signUps()).toEqual([body])
  })
}

test('spaces around a value are trimmed, and what is empty or null is not sent', async ({
  relay,
  address,
}) => {
  const body = signUp(`  ${address} `, {
    first_name: ' Mary\t',
    last_name: '  ',
    job_title: null,
    custom_fields: [],
  })
  expect((await post(relay, body)).status).toBe(201)
  const arrived = { email_address: address, first_name: 'Mary', list_memberships: [LISTS.newsletter] }
  expect(await relay.sandbox.signUps()).toEqual([arrived])
})

test('an address of 51 characters is sent whole, and the refusal names it', async ({ relay, address }) => {
  const long = address.padStart(51, 'x')
  const { status, body } = await post(relay, signUp(long))
  expect(body).toMatchObject({ code: 'invalid_fields', fields: { email_address: expect.any(String) } })
  expect(status).toBe(422)
  expect(await relay.sandbox.signUps()).toMatchObject([{ email_address: long }])
})

test('the same address of 51 characters is taken where the account allows it', async ({ relay, address }) => {
  await relay.sandbox.settings({ email_limit: 80 })
  expect((await post(relay, signUp(address.padStart(51, 'x')))).status).toBe(201)
})

/** Posts chunk by chunk and reads the answer as soon as there is one. */
function raw(
  relay: { url: string },
  headers: Record<string, string>,
  chunks: string[],
): Promise<{ status: number; code: unknown }> {
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(`${relay.url}/v1/signups`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
    })
    outgoing.on('error', reject)
    outgoing.on('response', (response) => {
      let text = ''
      response.on('data', (data: Buffer) => {
        text += data
      })
      response.on('end', () => {
        outgoing.destroy()
        const problem: unknown = JSON.parse(text)
        const code =
          typeof problem === 'object' && problem !== null && 'code' in problem ? problem.code : undefined
        resolve({ status: response.statusCode ?? 0, code })
      })
    })
    for (const chunk of chunks) outgoing.write(chunk)
  })
}
