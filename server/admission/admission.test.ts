import { expect, test } from 'vitest'
import { aSignUp, LIST } from '../testing/sign-up.ts'
import { inMemoryUsedProofs } from '../testing/used-proofs.ts'
import { createAdmission } from './admission.ts'
import { createApiKeys } from './api-keys.ts'
import { createOrigins } from './origins.ts'
import { createProofs } from './proof/proof.ts'
import { createRequireProof } from './proof/require-proof.ts'
import { createNetworkLimit } from './rate/network-limit.ts'
import { createNetworks } from './rate/networks.ts'
import { createRates } from './rate/rates.ts'

const KEY = 'a-key-of-a-shop-that-creates-users'

function anAdmission({ isDayShort = false, confirmsByMail = false } = {}) {
  const now = () => 1_700_000_000_000
  const publicUrl = 'https://signup.example.org'
  const warnings: unknown[] = []
  const log = { warn: (...line: unknown[]) => void warnings.push(line) }
  const rates = createRates({ perNetwork: 30, now })
  const admit = createAdmission({
    rules: { origins: createOrigins({ patterns: [], publicUrl, loopback: false }), lists: [LIST] },
    readCustomFields: () => ({ fields: {}, faults: {} }),
    hasApiKey: createApiKeys([KEY]),
    limitNetwork: createNetworkLimit({ networks: createNetworks([]), rates, log }),
    requireProof: createRequireProof({
      ...{ rates, proofOfWork: 'auto', isDayShort: () => isDayShort },
      proofs: createProofs({ secretKeys: ['k'.repeat(32)], used: inMemoryUsedProofs(), now }),
    }),
    confirmsByMail,
  })
  return {
    warnings,
    byScript: (
      part: Record<string, unknown> = {},
      headers: Record<string, string> = {},
      socketAddress: string | undefined = '203.0.113.7',
      signal?: AbortSignal,
    ) =>
      admit(
        new Request(`${publicUrl}/v1/signups`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...headers },
          body: JSON.stringify({ ...aSignUp(), ...part }),
          ...(signal && { signal }),
        }),
        socketAddress,
      ),
    byForm: (values: Record<string, string> = {}, headers: Record<string, string> = {}) =>
      admit(
        new Request(`${publicUrl}/v1/signups`, {
          method: 'POST',
          headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
          body: new URLSearchParams({ ...FORM, ...values }),
        }),
        '203.0.113.7',
      ),
  }
}

const FORM = {
  email_address: 'ada@example.org',
  list_memberships: LIST,
  'consent.given': 'true',
  'consent.text': 'Yes, write to me',
}
const ROBOT = { 'signals.trap': 'x', 'signals.elapsed_ms': '0' }
const refused = (refusal: Record<string, unknown>) => ({ kind: 'refused', refusal })

test('refuses for the first reason only: origin, network, body, fields, consent, lists, proof', async () => {
  const { byScript } = anAdmission()
  const wrong = {
    email_address: 'x',
    list_memberships: [LIST.replace('d1', 'e1')],
    consent: { given: false, text: 'x' },
    signals: { trap: 'x', elapsed_ms: 0 },
  }
  const media = { 'content-type': 'text/plain' }
  const stranger = { ...media, origin: 'https://evil.example' }
  const codes: string[] = []
  const note = async (part: Record<string, unknown>, headers = {}) => {
    const admission = await byScript(part, headers)
    codes.push(admission.kind === 'refused' ? admission.refusal.code : admission.kind)
  }
  await note(wrong, stranger)
  await note(wrong, media)
  await note(wrong)
  await note({ ...wrong, email_address: 'ada@example.org' })
  await note({ ...wrong, email_address: 'ada@example.org', consent: aSignUp().consent })
  await note({ signals: wrong.signals })
  await note({})
  // The first was refused for its origin and not counted.
  while (codes.length < 31) await note({}, media)
  await note(wrong, media)
  await note(wrong, stranger)
  expect(codes.slice(0, 7)).toEqual([
    ...['origin_not_allowed', 'unsupported_media_type', 'invalid_fields', 'consent_required'],
    ...['list_not_allowed', 'proof_required', 'admitted'],
  ])
  expect(codes.slice(-2)).toEqual(['too_many_requests', 'origin_not_allowed'])
})

test('keeps what was typed into a form with the refusal, so that a page can show it again', async () => {
  const { byForm } = anAdmission()
  expect(await byForm({ email_address: 'x' })).toMatchObject({
    ...refused({ code: 'invalid_fields' }),
    typed: { email_address: ['x'] },
  })
})

test('exempts a server with a key from origin and proof', async () => {
  const { byScript } = anAdmission()
  const robot = { signals: { trap: 'x', elapsed_ms: 0 } }
  const headers = { authorization: `Bearer ${KEY}`, origin: 'https://shop.example' }
  expect(await byScript(robot, headers)).toMatchObject({ kind: 'admitted', trust: 'proven', hold: false })
})

test('on a short day admits forms without script, but as doubtful: they wait for the next day', async () => {
  const { byForm, byScript } = anAdmission({ isDayShort: true })
  expect(await byForm()).toMatchObject({ kind: 'admitted', trust: 'doubtful', hold: false })
  expect(await byScript()).toMatchObject(refused({ code: 'proof_required' }))
})

test('holds a suspicious form without script for its contact to confirm where contacts can be mailed', async () => {
  const { byForm } = anAdmission({ confirmsByMail: true })
  expect(await byForm(ROBOT)).toMatchObject({ kind: 'admitted', trust: 'doubtful', hold: true })
})

test.each([
  ['no origin', {}],
  ['a hidden origin', { origin: 'null' }],
])(
  'admits, suspects and limits a form post with %s like any other',
  async (_, headers: Record<string, string>) => {
    const { byForm } = anAdmission()
    expect(await byForm({}, headers)).toMatchObject({ kind: 'admitted', trust: 'ordinary', hold: false })
    expect(await byForm(ROBOT, headers)).toMatchObject(
      refused({ code: 'too_many_requests', cause: 'no proof without script' }),
    )
    for (let sent = 2; sent < 30; sent += 1) await byForm({}, headers)
    expect(await byForm({}, headers)).toMatchObject(
      refused({ code: 'too_many_requests', cause: 'network_rate' }),
    )
  },
)

test('refuses a script without an origin of its own, and the log says that no setting helps', async () => {
  const { byForm } = anAdmission()
  const byScript = { origin: 'null', 'sec-fetch-mode': 'cors' }
  expect(await byForm({}, byScript)).toMatchObject(
    refused({ code: 'origin_not_allowed', cause: 'origin null' }),
  )
  expect(await byForm({}, { origin: 'https://evil.example' })).toEqual({
    ...refused({ kind: 'refusal', code: 'origin_not_allowed', origin: 'https://evil.example' }),
    typed: {},
  })
})

test.each(['127.0.0.1', '10.0.0.7', '::ffff:192.168.1.2', 'fd00::1'])(
  'does not limit what a proxy at %s sends as long as none is trusted, and warns of it once',
  async (address) => {
    const { byScript, warnings } = anAdmission()
    for (let sent = 0; sent < 40; sent += 1) {
      const part = { email_address: `${sent}@example.org` }
      expect((await byScript(part, {}, address)).kind).toBe('admitted')
    }
    expect(warnings).toEqual([
      [{ reason: 'no_proxy_trusted' }, expect.stringContaining('set TRUSTED_PROXIES')],
    ])
  },
)

test.each([
  ['a forged header', '203.0.113.7', (n: number) => ({ 'x-forwarded-for': `198.51.100.${n}` })],
  ['connections that nobody can tell apart any more', '', () => ({})],
])('limits %s', async (_what, address, headers) => {
  const { byScript, warnings } = anAdmission()
  const kinds: string[] = []
  for (let sent = 0; sent < 40; sent += 1)
    kinds.push((await byScript({ email_address: `${sent}@example.org` }, headers(sent), address)).kind)
  expect(kinds.slice(30)).toEqual(Array.from({ length: 10 }, () => 'refused'))
  expect(warnings).toEqual([])
})

test('drops the request of a sender who has disconnected', async () => {
  const { byScript } = anAdmission()
  const gone = AbortSignal.abort()
  expect(await byScript({}, {}, '203.0.113.7', gone)).toMatchObject(refused({ cause: 'sender gone' }))
})

test('names a refused origin in the log, if it is one', async () => {
  const { byScript } = anAdmission()
  for (const origin of ['https://evil.example', 'http://192.0.2.1:8080'])
    expect(await byScript({}, { origin })).toMatchObject(refused({ origin }))
  for (const origin of ['https://ada@evil.example', `https://${'x'.repeat(300)}.example`, 'x', 'https://a/b'])
    expect(await byScript({}, { origin })).toEqual({
      ...refused({ kind: 'refusal', code: 'origin_not_allowed', cause: 'origin unreadable' }),
      typed: {},
    })
})
