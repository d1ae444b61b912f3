import { expect, it } from 'vitest'
import { LIMITS } from '../contract.ts'
import { aRelayApp, ORIGIN } from '../testing/relay-app.ts'
import { LIST } from '../testing/sign-up.ts'

const uuid = (n: number) => `1618ae62-4752-11e9-9c8a-${String(n).padStart(12, '0')}`
const settings = (customFields: unknown, language = 'en') =>
  new URLSearchParams({
    lists: LIST,
    fields: 'first_name birthday',
    language,
    'custom-fields': JSON.stringify(customFields),
  })

async function posted(values: [string, string][], query: URLSearchParams, type?: string, body?: BodyInit) {
  const app = await aRelayApp('sandbox', { RELAY_PATIENCE_MS: '0' })
  const all = new URLSearchParams([
    ['email_address', 'ada@example.org'],
    ['list_memberships', LIST],
    ['consent.given', 'on'],
    ['consent.text', 'Yes'],
    ...values,
  ])
  const response = await app.ask(`/v1/signups?${query}`, {
    method: 'POST',
    headers: { 'content-type': type ?? 'application/x-www-form-urlencoded', origin: ORIGIN },
    body: body ?? all.toString(),
  })
  const page = await response.text()
  app.dispatcher.start()
  const sent = () => app.sandbox.state().calls.map(({ body: call }) => call)
  return { status: response.status, page, sent, lines: app.lines }
}

it('reads without script what the widget reads: a line break, a day in Arabic digits, a German number', async () => {
  const fields = [
    { id: uuid(1), type: 'textarea', label: 'Note' },
    { id: uuid(2), type: 'number', label: 'Loaves' },
    { id: uuid(3), type: 'hidden', value: 'x' },
  ]
  const { status, sent } = await posted(
    [
      ['birthday_month', '3'],
      ['birthday_day', '١٢'],
      [`custom_fields.${uuid(1)}`, `${'n'.repeat(127)}\r\n${'n'.repeat(127)}`],
      [`custom_fields.${uuid(2)}`, '3,5'],
      [`custom_fields.${uuid(3)}`, 'h'.repeat(400)],
    ],
    settings(fields, 'de'),
  )
  expect(status).toBe(200)
  await expect.poll(() => JSON.stringify(sent())).toContain('"3.5"')
  expect(JSON.stringify(sent())).toContain(`"${'n'.repeat(127)}\\n${'n'.repeat(127)}"`)
  expect(JSON.stringify(sent())).toContain(`"${'h'.repeat(255)}"`)
  expect(sent()).toContainEqual(expect.objectContaining({ birthday_month: 3, birthday_day: 12 }))
})

it('asks about a thousand, as the widget does, and keeps what was typed', async () => {
  const fields = [{ id: uuid(2), type: 'number', label: 'Loaves' }]
  const { status, page } = await posted(
    [
      [`custom_fields.${uuid(2)}`, '1.000'],
      ['first_name', 'Ada'],
    ],
    settings(fields, 'de'),
  )
  expect(status).toBe(422)
  expect(page).toContain('value="1.000"')
  expect(page).toContain('value="Ada"')
})

it('takes the largest sign-up that is valid, in a script whose letters take nine bytes each', async () => {
  const fields = Array.from({ length: LIMITS.custom_fields }, (_, n) => uuid(n))
  const { status } = await posted(
    [
      ...fields.map((id): [string, string] => [`custom_fields.${id}`, '文'.repeat(255)]),
      ['street_address.kind', 'home'],
      ['street_address.street', '文'.repeat(LIMITS.street)],
      ['page', '文'.repeat(LIMITS.page)],
      ['proof', '+'.repeat(LIMITS.proof)],
      ['captcha', '+'.repeat(LIMITS.captcha)],
      ['first_name', '文'.repeat(LIMITS.first_name)],
    ],
    new URLSearchParams(),
  )
  expect(status).toBe(200)
})

it('shows a name in an unknown encoding again, to be checked, and reads one in a known encoding', async () => {
  const type = 'application/x-www-form-urlencoded'
  const start = `email_address=ada%40example.org&list_memberships=${LIST}&consent.given=on&consent.text=Yes`
  const guessed = await posted([], settings([]), type, `${start}&first_name=M%FCller`)
  expect(guessed.status).toBe(422)
  expect(guessed.page).toContain('value="Müller"')
  expect(guessed.page).toContain('aria-invalid="true"')
  const known = await posted([], settings([]), type, `${start}&first_name=M%FCller&_charset_=windows-1252`)
  expect(known.status).toBe(200)
})

it('names unknown fields of a form of the site’s own on the page and in the log', async () => {
  const { status, page, lines } = await posted([['favourite_loaf', '<b>']], new URLSearchParams())
  expect(status).toBe(422)
  expect(page).toContain('The relay knows no field called favourite_loaf')
  expect(page).not.toContain('<b>')
  expect(lines.join()).toContain('"unknown":["favourite_loaf"]')
})

it('answers a browser with a page, whatever its form sends', async () => {
  const app = await aRelayApp('sandbox')
  const response = await app.ask('/v1/signups', {
    method: 'POST',
    headers: { 'content-type': 'text/plain', origin: ORIGIN, accept: 'text/html,*/*' },
    body: 'email_address=ada@example.org',
  })
  expect(response.status).toBe(415)
  expect(response.headers.get('content-type')).toMatch(/^text\/html/)
})
