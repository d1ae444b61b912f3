import { createHash } from 'node:crypto'
import { pino } from 'pino'
import { describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { createAdmission, NO_CUSTOM_FIELDS } from '../admission/admission.ts'
import { createApiKeys } from '../admission/api-keys.ts'
import { createOrigins } from '../admission/origins.ts'
import { createProofs } from '../admission/proof/proof.ts'
import { createRequireProof } from '../admission/proof/require-proof.ts'
import { createNetworkLimit } from '../admission/rate/network-limit.ts'
import { createNetworks } from '../admission/rate/networks.ts'
import { createRates } from '../admission/rate/rates.ts'
import { refusal } from '../admission/refusal.ts'
import { inMemoryUsedProofs } from '../testing/used-proofs.ts'
import { createApp } from './app.ts'
import { signUpRoutes } from './sign-ups.ts'
import type { Submit } from './submit.ts'

const list = 'd13d60d0-f256-11e8-b47d-fa163e56c9b0'
const site = 'https://www.example.org'
type Body = string | Uint8Array<ArrayBuffer> | null
const serverKey = 'a-key-of-a-shop-that-creates-users'
const minimal = {
  email_address: 'dlang@example.com',
  list_memberships: [list],
  consent: { given: true, text: 'Send me the newsletter' },
}

function relay(submit: Submit = async () => 'created', confirmsByMail = false) {
  const lines: string[] = []
  const sent = vi.fn(submit)
  const origins = createOrigins({
    patterns: [site],
    publicUrl: 'https://signup.example.com',
    loopback: false,
  })
  const log = pino({}, { write: (line: string) => lines.push(line) })
  const rates = createRates({ perNetwork: 30, now: Date.now })
  const requireProof = createRequireProof({
    ...{ rates, proofOfWork: 'auto', isDayShort: () => false },
    proofs: createProofs({
      secretKeys: ['k'.repeat(32)],
      used: inMemoryUsedProofs(),
      now: Date.now,
      maxnumber: 100,
    }),
  })
  const admit = createAdmission({
    ...{ rules: { origins, lists: [list] }, requireProof, confirmsByMail },
    readCustomFields: () => NO_CUSTOM_FIELDS,
    hasApiKey: createApiKeys([serverKey]),
    limitNetwork: createNetworkLimit({ networks: createNetworks(['127.0.0.0/8']), rates, log }),
  })
  const routes = signUpRoutes({
    ...{ admit, submit: sent, patienceMs: 2000 },
    message: (action, { language }) => `${action} in ${language}`,
    answers: {
      refused: (_request, typed, reason) => Response.json({ typed, code: reason.code }, { status: 422 }),
      settled: (_request, _typed, outcome) => Response.json({ page: outcome.action }),
    },
  })
  const app = createApp({ log, now: Date.now, routes: [routes] })
  const send = (
    body: Body,
    headers: Record<string, string | null> = {},
    method = 'POST',
    path = '/v1/signups',
  ) => {
    const all = Object.entries({ origin: site, 'content-type': 'application/json', ...headers })
    const given = all.flatMap(([name, value]): [string, string][] => (value === null ? [] : [[name, value]]))
    return app.request(path, { method, body, headers: given })
  }
  return { send, sent, lines }
}
const aForm = new URLSearchParams({
  email_address: 'dlang@example.com',
  list_memberships: list,
  'consent.given': 'true',
  'consent.text': 'x',
}).toString()
const json = (more: Record<string, unknown> = {}) => JSON.stringify({ ...minimal, ...more })

describe('a sign-up', () => {
  it.each([
    ['created', 201],
    ['updated', 200],
    ['accepted', 202],
  ] as const)('that was %s is answered %i with its sentence', async (action, status) => {
    const { send } = relay(async () => action)
    const response = await send(json({ language: 'de' }))
    expect(response.status).toBe(status)
    expect(await response.json()).toEqual({ action, message: `${action} in de` })
  })

  it('is answered in the language the request prefers when it names none', async () => {
    const response = await relay().send(json(), { 'accept-language': 'fr-CH, en;q=0.8' })
    expect(await response.json()).toMatchObject({ message: 'created in fr-CH' })
  })

  it('is answered in the language the request prefers when we do not have the one it names', async () => {
    const response = await relay().send(json({ language: 'is' }), { 'accept-language': 'fr' })
    expect(await response.json()).toMatchObject({ message: 'created in fr' })
  })

  it('may come as a form post and is answered with a page', async () => {
    const { send, sent } = relay()
    const response = await send(aForm, { 'content-type': 'application/x-www-form-urlencoded' })
    expect(await response.json()).toEqual({ page: 'created' })
    expect(sent).toHaveBeenCalledWith(
      { ...minimal, consent: { given: true, text: 'x' } },
      { requestId: expect.any(String), language: 'en', hold: false, trust: 'ordinary', patienceMs: 2000 },
    )
  })

  it.each(['OR', 'Oregon', ' or '])(
    'without script, has its state as it was typed, by code or by name: %s',
    async (state) => {
      const { send, sent } = relay()
      const street_address = { kind: 'home', country: 'United States', state }
      const address = Object.entries(street_address).map(([part, text]) => [`street_address.${part}`, text])
      const form = `${aForm}&${new URLSearchParams(address)}`
      const response = await send(form, { 'content-type': 'application/x-www-form-urlencoded' })
      expect(response.status).toBe(200)
      expect(sent).toHaveBeenCalledWith(
        expect.objectContaining({ street_address: { ...street_address, state: state.trim() } }),
        expect.anything(),
      )
    },
  )

  it('may come as a multipart form post', async () => {
    const { send } = relay()
    const body = new FormData()
    for (const [name, value] of new URLSearchParams(aForm)) body.append(name, value)
    const posted = new Response(body)
    const response = await send(new Uint8Array(await posted.arrayBuffer()), {
      'content-type': posted.headers.get('content-type'),
    })
    expect(await response.json()).toEqual({ page: 'created' })
  })

  it('names in the log what a form calls its unknown fields, and no more', async () => {
    const { send, lines } = relay()
    const form = `${aForm}&favourite_loaf=rye&submit=1&ada%40example.org=x&${'z'.repeat(99)}=`
    const response = await send(form, { 'content-type': 'application/x-www-form-urlencoded' })
    expect(response.status).toBe(200)
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ unknown: ['favourite_loaf', '?', '?'] })
    expect(lines.join()).not.toMatch(/ada@|rye/)
  })

  it('needs no Origin, since only programs send none', async () => {
    const response = await relay().send(json(), { origin: null })
    expect(response.status).toBe(201)
  })
})

describe('what is refused, with nothing sent upstream', () => {
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  it.each<[string, Body, Record<string, string>, number, string]>([
    ['a foreign origin', json(), { origin: 'https://evil.example' }, 403, 'origin_not_allowed'],
    ['a sandboxed frame', json(), { origin: 'null' }, 403, 'origin_not_allowed'],
    ['another media type', json(), { 'content-type': 'text/plain' }, 415, 'unsupported_media_type'],
    ['no media type', json(), { 'content-type': '' }, 415, 'unsupported_media_type'],
    ['XML', '<x/>', { 'content-type': 'application/xml' }, 415, 'unsupported_media_type'],
    ['broken JSON', '{"email_address":', {}, 400, 'malformed'],
    ['no JSON object', '["x"]', {}, 400, 'malformed'],
    ['an empty body', '', {}, 400, 'malformed'],
    ['bytes that are no text', new Uint8Array([0x7b, 0xff, 0x7d]), {}, 400, 'malformed'],
    ['10 MB', 'x'.repeat(10_000_000), {}, 413, 'too_large'],
    ['10 MB as a form', `first_name=${'x'.repeat(10_000_000)}`, form, 422, 'too_large'],
    ['an announced 10 MB', '{}', { 'content-length': '10000000' }, 413, 'too_large'],
    ['an unknown property', json({ create_source: 'Contact' }), {}, 422, 'invalid_fields'],
    ['no consent', json({ consent: { given: false, text: 'x' } }), {}, 422, 'consent_required'],
    [
      'a list that is not allowed',
      json({ list_memberships: [list.replace('d1', 'e1')] }),
      {},
      403,
      'list_not_allowed',
    ],
    [
      'a form post from a foreign page',
      'email_address=a',
      { ...form, origin: 'https://evil.example' },
      422,
      'origin_not_allowed',
    ],
    [
      'a form post that the script of a sandboxed frame sends',
      'email_address=a',
      { ...form, origin: 'null', 'sec-fetch-mode': 'cors' },
      422,
      'origin_not_allowed',
    ],
  ])('%s', async (_, body, headers, status, code) => {
    const { send, sent } = relay()
    const response = await send(body, headers)
    expect(response.status).toBe(status)
    expect(await response.json()).toMatchObject({ code })
    expect(sent).not.toHaveBeenCalled()
  })

  it('names the fields as the contract does', async () => {
    const response = await relay().send(json({ email_address: 'x', first_name: 'n'.repeat(51) }))
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    expect(await response.json()).toEqual({
      type: 'urn:problem:signup:invalid_fields',
      title: 'Some fields are missing or invalid',
      status: 422,
      code: 'invalid_fields',
      fields: { email_address: 'invalid', first_name: 'too_long' },
    })
  })

  it.each(['GET', 'PUT', 'DELETE', 'PATCH'])('%s', async (method) => {
    const response = await relay().send(null, {}, method)
    expect(response.status).toBe(405)
    expect(response.headers.get('allow')).toBe('POST, OPTIONS')
  })

  it('an unknown path', async () => {
    const response = await relay().send(json(), {}, 'POST', '/v1/signup')
    expect(response.status).toBe(404)
    expect(await response.json()).toMatchObject({ code: 'not_found' })
  })
})

describe('cross-origin reading', () => {
  it.each([
    ['https://evil.example', 'https://evil.example'],
    ['null', '*'],
    [site, site],
  ])('lets %s read why, without credentials', async (origin, reader) => {
    const response = await relay().send(json(), { origin })
    expect(response.headers.get('access-control-allow-origin')).toBe(reader)
    expect(response.headers.get('access-control-allow-credentials')).toBeNull()
    expect(response.headers.get('access-control-expose-headers')).toBe('Retry-After')
    expect(response.headers.get('vary')).toContain('Origin')
  })

  it.each([
    ['was taken', aForm, 200],
    ['was not', 'email_address=a', 422],
  ])('lets no script without an origin read what became of a form post that %s', async (_, body, status) => {
    const response = await relay().send(body, {
      origin: 'null',
      'content-type': 'application/x-www-form-urlencoded',
    })
    expect(response.status).toBe(status)
    expect(response.headers.get('access-control-allow-origin')).toBeNull()
  })

  it.each([
    ['traceparent, content-type', 'Content-Type, Authorization, traceparent'],
    [
      'x-datadog-trace-id,baggage, Sentry-Trace,',
      'Content-Type, Authorization, x-datadog-trace-id, baggage, Sentry-Trace',
    ],
    ['bad name, b@d, x:y, good', 'Content-Type, Authorization, good'],
    [`x-${'y'.repeat(1023)}`, 'Content-Type, Authorization'],
  ])('allows headers that a page adds to its requests: %s', async (requested, allowed) => {
    const { send, sent } = relay()
    const response = await send(null, { 'access-control-request-headers': requested }, 'OPTIONS')
    expect(response.headers.get('access-control-allow-headers')).toBe(allowed)
    expect(response.headers.has('access-control-allow-credentials')).toBe(false)
    expect((await send(json(), { traceparent: '00-1', 'x-http-method-override': 'GET' })).status).toBe(201)
    expect(sent).toHaveBeenCalledTimes(1)
  })

  it('answers a preflight from anywhere', async () => {
    const response = await relay().send(null, { origin: 'https://evil.example' }, 'OPTIONS')
    expect(response.status).toBe(204)
    expect(response.headers.get('access-control-allow-origin')).toBe('https://evil.example')
    expect(response.headers.get('access-control-allow-methods')).toBe('POST')
    expect(response.headers.get('access-control-allow-headers')).toContain('Content-Type')
  })
})

describe('a fault behind the route', () => {
  it('passes a Retry-After on', async () => {
    const { send } = relay(async () => refusal('unavailable', { retryAfterSeconds: 30, cause: 'throttled' }))
    const response = await send(json())
    expect(response.status).toBe(503)
    expect(response.headers.get('retry-after')).toBe('30')
  })

  it('answers a fault of the relay with a code, readable across origins, and logs where but not what', async () => {
    const { send, lines } = relay(async () => {
      throw new Error('dlang@example.com broke it')
    })
    const response = await send(json())
    expect(response.status).toBe(503)
    expect(await response.json()).toMatchObject({ code: 'unavailable' })
    expect(response.headers.get('access-control-allow-origin')).toBe(site)
    expect(lines.join()).toContain('sign-ups.test.ts')
    expect(lines.join()).not.toContain('dlang@example.com')
  })

  it('logs the route, the outcome and no word of what was typed', async () => {
    const { send, lines } = relay()
    await send(json({ first_name: 'Debora' }), {}, 'POST', '/v1/signups?email=dlang%40example.com')
    const line = lines.at(-1) ?? ''
    expect(JSON.parse(line)).toMatchObject({ route: '/v1/signups', status: 201, action: 'created' })
    expect(line).not.toMatch(/dlang|Debora/)
  })
})

describe('protection against floods and robots', () => {
  it('lets a server with a key post from anywhere, but not without consent', async () => {
    const { send, sent } = relay()
    const key = { authorization: `Bearer ${serverKey}`, origin: 'https://shop.example' }
    expect((await send(json(), key)).status).toBe(201)
    expect((await send(json({ consent: null }), key)).status).toBe(422)
    expect((await send(json(), { ...key, authorization: 'Bearer wrong' })).status).toBe(403)
    expect(sent).toHaveBeenCalledTimes(1)
  })

  it('asks for proof when one address is named too often, and never refuses it', async () => {
    const { send, sent, lines } = relay()
    for (let round = 0; round < 5; round += 1) expect((await send(json())).status).toBe(201)
    const asked = await send(json())
    expect(asked.status).toBe(403)
    const { challenge } = z
      .object({
        code: z.literal('proof_required'),
        challenge: z.looseObject({ challenge: z.string(), salt: z.string() }),
      })
      .parse(await asked.json())
    const number = [...Array(101).keys()].find(
      (candidate) =>
        createHash('sha256')
          .update(challenge.salt + candidate)
          .digest('hex') === challenge.challenge,
    )
    const proof = Buffer.from(JSON.stringify({ ...challenge, number })).toString('base64')
    expect((await send(json({ proof }))).status).toBe(201)
    expect((await send(json({ proof }))).status).toBe(403)
    expect((await send(json({ email_address: 'other@example.com' }))).status).toBe(201)
    expect(sent).toHaveBeenCalledTimes(7)
    expect(lines.join()).not.toContain('dlang')
  })

  const FORM = new URLSearchParams({
    email_address: minimal.email_address,
    list_memberships: list,
    'consent.given': 'true',
    'consent.text': 'x',
  })

  it('answers a form post that would need proof with a page that asks to come back', async () => {
    const { send } = relay()
    for (let round = 0; round < 5; round += 1) await send(json())
    const response = await send(FORM.toString(), { 'content-type': 'application/x-www-form-urlencoded' })
    expect(await response.json()).toMatchObject({ code: 'too_many_requests' })
  })

  it('holds it until the contact confirms where contacts can be mailed, and asks programs for proof as before', async () => {
    const { send, sent } = relay(async () => 'accepted', true)
    for (let round = 0; round < 5; round += 1) await send(json())
    const response = await send(FORM.toString(), { 'content-type': 'application/x-www-form-urlencoded' })
    expect(await response.json()).toEqual({ page: 'accepted' })
    expect(sent.mock.calls.map(([, { hold }]) => hold)).toEqual([false, false, false, false, false, true])
    expect((await send(json())).status).toBe(403)
  })
})
