import { randomUUID } from 'node:crypto'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Afterwards } from '../../faults/account.ts'
import { LIST } from '../../faults/account-settings.ts'
import { ask, type Place, type Question } from './client.ts'
import { PROXIES, type ProxyName } from './configurations.ts'
import { startProxy } from './proxy.ts'
import { openRelays, portOf } from './relays.ts'

/** Enough for the policy of a page to be longer than proxies accept of a header by default. */
const ORIGINS = Array.from({ length: 120 }, (_, n) => `https://shop-${n}.branches.bakery.example`)
const [ORIGIN = ''] = ORIGINS
/** Pages that one network may open in a minute are ten times as many. */
const RATE = 2
const SCRIPT = '/v1/signup.js'
const FORM = `/form?lists=${LIST}`

/** How each compresses what comes from a relay, for those who have switched that on. */
const COMPRESSES: Record<ProxyName, readonly [string, string]> = {
  nginx: ['location / {', 'location / {\ngzip on;\ngzip_proxied any;\ngzip_types text/javascript;'],
  caddy: ['reverse_proxy', 'encode zstd gzip\nreverse_proxy'],
  haproxy: ['retries', 'compression algo gzip\ncompression type text/javascript text/html\nretries'],
  apache: ['SSLEngine on', 'SSLEngine on\nSetOutputFilter DEFLATE'],
}

/** A sign-up as the widget posts it. */
function signUp(more: Question = {}): Question {
  const body = {
    submission_id: randomUUID(),
    email_address: `${randomUUID()}@a.org`,
    list_memberships: [LIST],
    consent: { given: true, text: 'Yes' },
  }
  const headers = { 'content-type': 'application/json', origin: ORIGIN }
  return { ...more, method: 'POST', headers: { ...headers, ...more.headers }, body: JSON.stringify(body) }
}

describe.each(PROXIES)('%s', (name) => {
  const undo: (() => Promise<void> | void)[] = []
  let place: Place
  let relay: number

  beforeAll(async () => {
    const afterwards: Afterwards = (step) => void undo.unshift(step)
    const { startRelay } = await openRelays(afterwards, {
      ALLOWED_ORIGINS: ORIGINS.join(),
      RATE_PER_NETWORK: String(RATE),
    })
    relay = portOf(await startRelay())
    place = await startProxy(name, [relay], afterwards)
  })
  afterAll(async () => {
    for (const step of undo) await step()
  })

  test.for([1, 2] as const)('passes a sign-up by HTTP/%i', async (version) => {
    const answer = await ask(place, '/v1/signups', signUp({ version, from: `127.0.1.${version}` }))
    expect(answer.status).toBeLessThan(300)
    expect(JSON.parse(String(answer.body))).toHaveProperty('action')
    expect(answer.headers['access-control-allow-origin']).toBe(ORIGIN)
  })

  test.for([1, 2] as const)('passes a long form post by HTTP/%i', async (version) => {
    const fields = {
      ...{
        email_address: 'ada@a.org',
        list_memberships: LIST,
        'consent.given': 'true',
        'consent.text': 'Yes',
      },
      of_the_site: 'x'.repeat(900_000),
    }
    const answer = await ask(place, '/v1/signups', {
      ...{
        method: 'POST',
        version,
        from: `127.0.8.${version}`,
        body: new URLSearchParams(fields).toString(),
      },
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: ORIGIN, accept: 'text/html' },
    })
    expect(answer.status).toBe(200)
    expect(String(answer.body)).toContain('</html>')
  })

  test.for([1, 2] as const)('passes a form whose address is long by HTTP/%i', async (version) => {
    const options = Array.from(
      { length: 250 },
      (_, n) => `An option that has the number ${n} of many, as text`,
    )
    const field = { id: '1618ae62-4752-11e9-9c8a-fa163e6b01c1', label: 'Branch', type: 'select', options }
    const path = `${FORM}&custom-fields=${encodeURIComponent(JSON.stringify([field]))}`
    expect(path.length).toBeGreaterThan(18_000)
    const answer = await ask(place, path, { version, from: `127.0.2.${version}` })
    expect(answer.status).toBe(200)
    expect(String(answer.body)).toContain('the number 249 of many')
  })

  test('passes the long policy of a page for many origins', async () => {
    const answer = await ask(place, FORM, { from: '127.0.3.1' })
    expect(answer.status).toBe(200)
    expect(answer.headers['content-security-policy']).toContain(ORIGINS.at(-1))
    expect(String(answer.headers['content-security-policy']).length).toBeGreaterThan(8_192)
  })

  test.for(['as it is', 'also if it compresses by itself'])(
    'passes the script compressed once, %s',
    async (how, { onTestFinished }) => {
      const changes = how === 'as it is' ? [] : [COMPRESSES[name]]
      const proxy = await startProxy(name, [relay], onTestFinished, { changes })
      const plain = await ask(proxy, SCRIPT, { headers: { 'accept-encoding': 'identity' } })
      for (const [encoding, decompress] of Object.entries({ br: brotliDecompressSync, gzip: gunzipSync })) {
        const headers = { 'accept-encoding': encoding }
        const answer = await ask(proxy, SCRIPT, { headers })
        expect(answer.headers['content-encoding']).toBe(encoding)
        expect(decompress(answer.body).equals(plain.body)).toBe(true)
        expect(answer.headers['vary']).toMatch(/accept-encoding/i)
        const known = { ...headers, 'if-none-match': String(answer.headers['etag']) }
        expect((await ask(proxy, SCRIPT, { headers: known })).status).toBe(304)
      }
      const page = await ask(proxy, FORM, { headers: { 'accept-encoding': 'gzip' }, from: '127.0.7.1' })
      const isCompressed = page.headers['content-encoding'] === 'gzip'
      expect(isCompressed).toBe(changes.length > 0)
      expect(String(isCompressed ? gunzipSync(page.body) : page.body)).toContain('</html>')
    },
  )

  test('limits the network that a visitor comes from, whatever they write into a header', async () => {
    const openedBy = async (from: string, n: number) =>
      (await ask(place, FORM, { from, headers: { 'x-forwarded-for': `203.0.113.${n}, 127.0.0.1` } })).status
    const statuses: number[] = []
    for (let n = 0; n <= 2 * RATE * 10 && statuses.at(-1) !== 429; n += 1)
      statuses.push(await openedBy('127.0.4.1', n))
    expect(statuses.at(-1)).toBe(429)
    expect(await openedBy('127.0.4.2', 0)).toBe(200)
  })
})
