import { expect, it } from 'vitest'
import { messagesIn } from '../../widget/messages/all-languages.ts'
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

it.each<[string, [string, string][]]>([
  ['accepted', []],
  ['refused', [['first_name', 'x'.repeat(51)]]],
])('answers a form that the site wrote wholly in the language that it names: %s', async (_, values) => {
  const { page } = await posted([['language', 'de'], ...values], new URLSearchParams())
  const { labels, sentences } = messagesIn('de')
  expect(page).toContain('<html lang="de" dir="ltr">')
  expect(page).toContain(
    values.length > 0 ? 'Kürzen Sie „Vorname“ auf höchstens 50 Zeichen.' : sentences.accepted,
  )
  expect(page).toContain(labels.form)
})

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

it('refuses no visitor for a custom field that they cannot see, described or captured', async () => {
  const [hidden, captured] = [uuid(3), uuid(4)]
  const query = settings([{ id: hidden, type: 'hidden', value: 'x' }])
  query.set('capture', `${captured}=utm_source`)
  const { status, sent } = await posted(
    [
      [`custom_fields.${hidden}`, 'h'.repeat(400)],
      [`custom_fields.${captured}`, 'c'.repeat(400)],
      ['signals.trap', ''],
    ],
    query,
  )
  expect(status).toBe(200)
  await expect.poll(() => JSON.stringify(sent())).toContain(`"${'c'.repeat(255)}"`)
  // The sandbox has no such fields and answers that they do not exist; were they numbers, it would refuse the values.
  const app = await aRelayApp('sandbox')
  app.sandbox.control.putCustomFields([{ custom_field_id: captured, label: 'Visits', type: 'number' }])
  app.dispatcher.start()
  const response = await app.ask(`/v1/signups?${query}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: ORIGIN },
    body: `${START}&custom_fields.${captured}=newsletter`,
  })
  expect(response.status).toBe(200)
  expect(await response.text()).toContain('Thank you. We’ve received your sign-up.')
})

it('asks about an ambiguous thousand, as the widget does, and keeps the input', async () => {
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

const FORM = 'application/x-www-form-urlencoded'
const START = `email_address=ada%40example.org&list_memberships=${LIST}&consent.given=on&consent.text=Yes`
const NO_SETTINGS = new URLSearchParams()

it('reads a windows-1252 page that names no encoding, and sends the vendor what was typed', async () => {
  for (const more of ['', '&_charset_=windows-1252']) {
    const { status, sent } = await posted([], settings([]), FORM, `${START}&first_name=M%FCller${more}`)
    expect(status).toBe(200)
    await expect.poll(() => JSON.stringify(sent())).toContain('"Müller"')
  }
})

it('shows a name in an unknown encoding again, to be checked, and tells the developer why', async () => {
  const body = `${START}&first_name=%C8%E2%E0%ED`
  const guessed = await posted([], settings([]), FORM, body)
  expect(guessed.status).toBe(422)
  expect(guessed.page).toContain('value="Èâàí"')
  expect(guessed.page).toContain('aria-invalid="true"')
  const own = await posted([], NO_SETTINGS, FORM, body)
  expect(own.page).toContain('accept-charset=&quot;utf-8&quot;')
  expect(own.lines.join()).toContain('"cause":"encoding unknown"')
})

const HIDDEN = ['g-recaptcha-response', 'cf-turnstile-response', 'utm_source', '_wpnonce', 'favourite_loaf']

it.each(HIDDEN)('refuses no visitor for a hidden field called %s, and names it in the log', async (name) => {
  const { status, page, lines } = await posted([[name, '<b>x</b>']], NO_SETTINGS)
  expect(status).toBe(200)
  expect(page).not.toContain(name)
  expect(lines.join()).toContain(`"unknown":["${name}"]`)
})

it('ignores the files of a multipart form, and tokens beside them', async () => {
  const form = new FormData()
  for (const [name, value] of new URLSearchParams(START)) form.append(name, value)
  form.append('_token', 'x')
  form.append('cv', new File(['secret'], 'cv.txt'))
  const request = new Response(form)
  const type = request.headers.get('content-type') ?? ''
  const { status, lines } = await posted([], NO_SETTINGS, type, await request.arrayBuffer())
  expect(status).toBe(200)
  expect(lines.join()).toContain('"unknown":["_token","cv"]')
})

it('names the fields that it ignores on a page that is debugged, which refuses nobody', async () => {
  const { status, page } = await posted([['favourite_loaf', '<b>']], new URLSearchParams('debug'))
  expect(status).toBe(200)
  expect(page).toContain('The relay knows no field called favourite_loaf')
  expect(page).not.toContain('<b>')
  expect((await posted([['utm_term', 'x']], new URLSearchParams('debug=false'))).page).not.toContain(
    'utm_term',
  )
})

it('tells the developer of a misspelled field, where something is refused', async () => {
  const rest = START.replace('email_address', 'email_adress')
  const { status, page } = await posted([], NO_SETTINGS, FORM, `${rest}&_token=x&frist_name=Ada`)
  expect(status).toBe(422)
  expect(page).toMatch(/<li>[^<]*email address[^<]*<\/li>/)
  expect(page).toContain('no field called email_adress. Did you mean email_address?')
  expect(page).toContain('no field called frist_name. Did you mean first_name?')
})

it('names every unknown field where the required one is under another name', async () => {
  const { page } = await posted([], NO_SETTINGS, FORM, START.replace('email_address', 'mail'))
  expect(page).toContain('no field called mail.')
})

const note = { id: uuid(1), type: 'textarea', label: 'Note' }

it.each([
  ['300 kB', 300_000],
  ['900 kB', 900_000],
  ['2 MB', 2_000_000],
])('shows what was typed beside a text of %s, and says that this one is too long', async (_, length) => {
  const { status, page } = await posted(
    [
      ['first_name', 'Ada'],
      [`custom_fields.${uuid(1)}`, '文'.repeat(length / 9)],
    ],
    settings([note]),
  )
  expect([413, 422]).toContain(status)
  expect(page).toContain('“Note” must be 255 characters or fewer.')
  expect(page.match(/aria-invalid/g)).toHaveLength(1)
  expect(page).toContain('value="Ada"')
  expect(page).toContain(`${'文'.repeat(30_000)}`)
  expect(page).not.toContain('\ufffd')
  expect(page).not.toMatch(/æ|–‡/)
})

it('takes a sign-up whose page has a large hidden field, such as the view state of ASP.NET', async () => {
  const { status } = await posted([['__VIEWSTATE', '/wEP'.repeat(100_000)]], NO_SETTINGS)
  expect(status).toBe(200)
})

it('says which of many long texts is the longest, where they do not fit', async () => {
  const fields = [1, 2, 3].map((n) => ({ ...note, id: uuid(n), label: `Note ${n}` }))
  const { status, page } = await posted(
    fields.map(({ id }, n): [string, string] => [`custom_fields.${id}`, 'x'.repeat(400_000 + n * 1000)]),
    settings(fields),
  )
  expect(status).toBe(413)
  expect(page).toContain('“Note 2” must be 255 characters or fewer.')
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
