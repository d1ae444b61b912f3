import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Afterwards } from '../../faults/account.ts'
import { API_KEY, LIST } from '../../faults/account-settings.ts'
import { CACHES, type Cache } from './caches.ts'
import { type Answer, ask, type Question } from './client.ts'
import { openRelays, portOf } from './relays.ts'

const SITES = ['https://www.bakery.example', 'https://shop.bakery.example'] as const
const METRICS_TOKEN = 'a token for metrics that is longer than thirty-two'.replaceAll(' ', '-')
const TYPED = 'ada.lovelace@analytical'
const FORM = `/form?lists=${LIST}&fields=first_name`
const WIDGET = readdirSync(join(import.meta.dirname, '../../../dist/widget'))
const SCRIPT = '/v1/signup.js'
const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '../../../package.json'), 'utf8'))
const PINNED = `/v${version}/signup.js`
const CHUNK = `/v1/${WIDGET.find((name) => /^[\w-]+-[\w-]{8}\.js$/.test(name))}`

const json = (body: object, headers: Record<string, string> = {}): Question => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
})
const form = (body: Record<string, string>): Question => ({
  method: 'POST',
  headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' },
  body: new URLSearchParams(body).toString(),
})
const SIGN_UP = { list_memberships: [LIST], consent: { given: true, text: 'Yes' } }
const POSTED = { list_memberships: LIST, 'consent.given': 'true', 'consent.text': 'Yes' }
const withKey = { authorization: `Bearer ${API_KEY}` }

/** What is made for one visitor, owner or moment: every kind of answer but the widget's files. */
const PERSONAL: Record<string, [path: string, status: number, question?: Question]> = {
  'the page of the relay': ['/', 200],
  'a form': [FORM, 200],
  'a prefilled form': [`${FORM}&prefill=email_address%3D${encodeURIComponent(TYPED)}`, 200],
  'a form with faults': ['/form?lists=none', 400],
  'a snippet': [`/v1/snippet?lists=${LIST}`, 200],
  'a snippet with faults': ['/v1/snippet?lists=none', 400],
  'a recorded sign-up': ['/v1/signups', 202, json({ ...SIGN_UP, email_address: 'ada@a.org' }, withKey)],
  'a challenge': ['/v1/signups', 403, json({ ...SIGN_UP, email_address: 'bob@a.org' })],
  'a refused field': ['/v1/signups', 422, json({ ...SIGN_UP, email_address: TYPED }, withKey)],
  'an unreadable body': ['/v1/signups', 400, json([], withKey)],
  'a form with what was typed': [`/v1/signups?lists=${LIST}`, 422, form({ ...POSTED, email_address: TYPED })],
  'a sentence about what was typed': ['/v1/signups', 422, form({ ...POSTED, email_address: TYPED })],
  'a method that is not allowed': ['/v1/signups', 405],
  'the page to connect': ['/connect', 200],
  'a wrong code': ['/connect', 403, form({ code: 'wrong' })],
  'a wrong callback': ['/connect/callback?state=a&code=b', 400],
  'the connected page': ['/connect/connected', 200],
  'a used link': ['/confirm?link=a', 410],
  'a used button': ['/confirm', 410, form({ link: 'a', answer: 'confirm' })],
  'whether it is live': ['/health/live', 200],
  'whether it is ready': ['/health/ready', 200],
  'metrics without a token': ['/metrics', 401],
  metrics: ['/metrics', 200, { headers: { authorization: `Bearer ${METRICS_TOKEN}` } }],
  'nothing, for a program': ['/nothing', 404],
  'nothing, for a browser': ['/nothing', 404, { headers: { accept: 'text/html' } }],
  'no such chunk': ['/v1/nothing-12345678.js', 404],
  'no such version': ['/v9.9.9/signup.js', 404],
}

/** Two visitors, who differ in what an answer may depend on. They have no cookie: Varnish stores nothing for those who do. */
const VISITORS = SITES.map((origin, n) => ({
  origin,
  'accept-language': ['de', 'fr'][n] ?? '',
}))

function decoded({ headers, body }: Answer): Buffer {
  if (headers['content-encoding'] === 'br') return brotliDecompressSync(body)
  return headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body
}

describe.each(['nginx', 'varnish'] as const)('behind %s', (name) => {
  const undo: (() => Promise<void> | void)[] = []
  let cache: Cache
  let relay: Cache['place']

  beforeAll(async () => {
    const afterwards: Afterwards = (step) => void undo.unshift(step)
    const { startRelay } = await openRelays(afterwards, {
      ...{ ALLOWED_ORIGINS: SITES.join(), METRICS_TOKEN, RATE_PER_NETWORK: '0', REVEAL_OUTCOME: 'false' },
      PROOF_OF_WORK: 'always',
    })
    const port = portOf(await startRelay())
    relay = { port, host: 'localhost' }
    cache = await CACHES[name](port, afterwards)
  })
  afterAll(async () => {
    for (const step of undo) await step()
  })

  test.for(Object.entries(PERSONAL))('%s is never stored', async ([, [path, status, question]]) => {
    for (const visitor of [...VISITORS, ...VISITORS]) {
      const headers = { ...visitor, ...question?.headers }
      const answer = await ask(cache.place, path, { ...question, headers })
      expect(answer.status).toBe(status)
      expect(answer.headers['cache-control']).toBe('no-store')
      expect(cache.isStored(answer)).toBe(false)
      if (path.startsWith('/v1/') && !path.endsWith('.js'))
        expect(answer.headers['access-control-allow-origin']).toBe(visitor.origin)
    }
  })

  test('the answer before a sign-up from another site is never stored', async () => {
    for (const { origin } of [...VISITORS, ...VISITORS]) {
      const headers = { origin, 'access-control-request-method': 'POST' }
      const answer = await ask(cache.place, '/v1/signups', { method: 'OPTIONS', headers })
      expect(answer.status).toBe(204)
      expect(answer.headers['access-control-allow-origin']).toBe(origin)
      expect(cache.isStored(answer)).toBe(false)
    }
  })

  test.for([SCRIPT, CHUNK, PINNED])('%s is stored, right for everybody', async (path) => {
    const { body: content } = await ask(relay, path, { headers: { 'accept-encoding': 'identity' } })
    const encodings = ['br', 'gzip', 'identity', 'gzip, deflate, br, zstd', 'gzip;q=0.5, br;q=0']
    for (const encoding of [...encodings, ...encodings]) {
      for (const visitor of VISITORS) {
        const headers = { ...visitor, 'accept-encoding': encoding }
        const answer = await ask(cache.place, path, { headers })
        expect(answer.status).toBe(200)
        expect(answer.headers['access-control-allow-origin']).toBe('*')
        // Without an encoding is right for everybody: Varnish passes on nothing but gzip.
        const takes = encoding.split(/, ?/).filter((offer) => !offer.endsWith('q=0'))
        expect(takes.join()).toContain(answer.headers['content-encoding'] ?? '')
        expect(decoded(answer).equals(content)).toBe(true)
      }
    }
    const headers = { 'accept-encoding': 'gzip' }
    const again = await ask(cache.place, path, { headers })
    expect(cache.isStored(again)).toBe(true)
    const head = await ask(cache.place, path, { method: 'HEAD', headers })
    expect(head.body).toHaveLength(0)
    expect(head.headers).toMatchObject({ etag: again.headers['etag'], 'content-encoding': 'gzip' })
    const part = await ask(cache.place, path, { headers: { ...headers, range: 'bytes=10-29' } })
    const expected = part.status === 206 ? again.body.subarray(10, 30) : again.body
    expect(part.body.equals(expected)).toBe(true)
    const known = { ...headers, 'if-none-match': String(again.headers['etag']) }
    expect((await ask(cache.place, path, { headers: known })).status).toBe(304)
    // The relay knows its own tags, also as a cache weakens them that decompresses what it stored.
    const weak = { ...headers, 'if-none-match': `W/${String(again.headers['etag']).replace('W/', '')}` }
    expect((await ask(relay, path, { headers: weak })).status).toBe(304)
  })

  if (name === 'nginx')
    test('nothing but the files of the widget is in the cache', async () => {
      expect([CHUNK, SCRIPT, PINNED]).toEqual(expect.arrayContaining((await cache.stored?.()) ?? ['unknown']))
    })
})
