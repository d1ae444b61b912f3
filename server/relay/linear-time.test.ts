import { expect, it } from 'vitest'
import { aRelayApp, ORIGIN } from '../testing/relay-app.ts'
import { LIST } from '../testing/sign-up.ts'

const uuid = (n: number) => `1618ae62-4752-11e9-9c8a-${String(n).padStart(12, '0')}`
const times = (count: number, text: (n: number) => string, by = '') =>
  Array.from({ length: count }, (_, n) => text(n)).join(by)
const setting = (name: string, value: string) =>
  `/form?${new URLSearchParams({ lists: LIST, [name]: value })}`

/** Addresses whose cost should grow with their length; the count gives about 6 kB for 1. */
const ADDRESSES: [what: string, address: (size: number) => string][] = [
  ['prefill of one field', (k) => `/form?lists=${LIST}&prefill=${times(k * 1000, () => 'a%26')}`],
  [
    'prefill of many fields',
    (k) =>
      setting(
        'prefill',
        times(k * 400, (n) => `f${n}=1`, '&'),
      ),
  ],
  ['unknown parameters', (k) => `/form?lists=${LIST}&${times(k * 600, (n) => `p${n}=1`, '&')}`],
  ['the same parameter', (k) => `/form?lists=${LIST}&${times(k * 600, () => 'fields=a', '&')}`],
  ['lists', (k) => `/form?lists=${times(k * 150, uuid, ',')}`],
  [
    'fields',
    (k) =>
      setting(
        'fields',
        times(k * 600, (n) => `field${n}`, ' '),
      ),
  ],
  [
    'links',
    (k) =>
      setting(
        'prefill-from',
        times(k * 400, () => 'first_name=a', ','),
      ),
  ],
  [
    'captures',
    (k) =>
      setting(
        'capture',
        times(k * 150, (n) => `${uuid(n)}=a`, ','),
      ),
  ],
  [
    'options',
    (k) => {
      const options = Array.from({ length: k * 300 }, (_, n) => `o${n}`)
      return setting('custom-fields', JSON.stringify([{ id: uuid(1), type: 'select', label: 'x', options }]))
    },
  ],
  ['a long text', (k) => setting('title', '&<'.repeat(k * 1000))],
  ['slashes', (k) => setting('redirect-url', `https://www.example.org/${'/'.repeat(k * 2000)}x`)],
]

const FORM = 'application/x-www-form-urlencoded'
const POSTS: [what: string, type: string, body: (size: number) => string][] = [
  ['distinct names', FORM, (k) => times(k * 2000, (n) => `n${n}=`, '&')],
  ['one name', FORM, (k) => times(k * 2000, () => 'email_address=a', '&')],
  ['custom fields', FORM, (k) => times(k * 200, (n) => `custom_fields.${uuid(n)}=a`, '&')],
  ['lists', FORM, (k) => times(k * 200, (n) => `list_memberships=${uuid(n)}`, '&')],
  ['escapes', FORM, (k) => `first_name=${'%26'.repeat(k * 5000)}`],
  ['an address', FORM, (k) => `email_address=${'a.'.repeat(k * 5000)}@`],
  ['a domain', FORM, (k) => `email_address=a@${'a.'.repeat(k * 5000)}%40`],
  ['days', FORM, (k) => `birthday_day=${'0'.repeat(k * 9000)}&birthday_month=${'٠'.repeat(k * 100)}`],
  ['line ends', FORM, (k) => `first_name=${'%0D'.repeat(k * 5000)}`],
  ['references', FORM, (k) => `_charset_=windows-1252&first_name=${'%26%23'.repeat(k * 3000)}`],
  [
    'parts',
    'multipart/form-data; boundary=x',
    (k) => `${times(k * 200, (n) => `--x\r\ncontent-disposition: form-data; name="n${n}"\r\n\r\n\r\n`)}--x--`,
  ],
  [
    'a part',
    'multipart/form-data; boundary=x',
    (k) =>
      `--x\r\ncontent-disposition: form-data; name="first_name"\r\n\r\n${'-'.repeat(k * 15_000)}\r\n--x--`,
  ],
  [
    'JSON',
    'application/json',
    (k) => JSON.stringify(Object.fromEntries(Array.from({ length: k * 1000 }, (_, n) => [`n${n}`, '']))),
  ],
  [
    'JSON fields',
    'application/json',
    (k) =>
      JSON.stringify({
        custom_fields: Array.from({ length: k * 150 }, (_, n) => ({ custom_field_id: uuid(n), value: 'a' })),
      }),
  ],
]

const ROUNDS = 7
/** Below this, in milliseconds, the clock and the collector weigh more than the work. */
const FLOOR_MS = 4

/** In milliseconds of this process's work: the clock also counts what the machine does besides. */
async function cheapest(work: () => Promise<unknown>): Promise<number> {
  let least = Number.POSITIVE_INFINITY
  for (let round = 0; round < ROUNDS; round += 1) {
    const start = process.cpuUsage()
    await work()
    const { user, system } = process.cpuUsage(start)
    least = Math.min(least, (user + system) / 1000)
  }
  return least
}

it.each(ADDRESSES)(
  'reads ten times the address in at most fifteen times the time: %s',
  async (_, address) => {
    const app = await aRelayApp('vendor')
    const cost = (size: number) => cheapest(async () => (await app.ask(address(size))).text())
    await cost(1)
    const [small, large] = [await cost(1), await cost(10)]
    expect(large).toBeLessThan(15 * Math.max(small, FLOOR_MS))
  },
  60_000,
)

it.each(POSTS)(
  'reads ten times the post in at most fifteen times the time: %s',
  async (_, type, body) => {
    const app = await aRelayApp('vendor')
    const post = (size: number) => {
      const init = { method: 'POST', headers: { 'content-type': type, origin: ORIGIN }, body: body(size) }
      return async () => (await app.ask(`/v1/signups?lists=${LIST}`, init)).text()
    }
    await cheapest(post(1))
    const [small, large] = [await cheapest(post(1)), await cheapest(post(10))]
    expect(large).toBeLessThan(15 * Math.max(small, FLOOR_MS))
  },
  60_000,
)
