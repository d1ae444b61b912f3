import { expect, test } from 'vitest'
import { createTestSandbox, EVENTS, LOAF, NEWSLETTER, ORIGIN, read } from '../test-sandbox.ts'

async function openDashboard() {
  const world = await createTestSandbox()
  const get = async (path: string, headers: Record<string, string> = {}) =>
    read(await world.sandbox.fetch(new Request(ORIGIN + path, { headers })))
  const dashboardHtml = async () => {
    const { body } = await get('/')
    return typeof body === 'string' ? body.replace(/\s+/g, ' ') : ''
  }
  return { ...world, get, dashboardHtml }
}

test('the dashboard says that nothing on it is real, even when it is empty', async () => {
  const { dashboardHtml } = await openDashboard()
  const page = await dashboardHtml()
  expect(page).toContain('No real people')
  expect(page).toContain('No contacts yet')
})

test('the dashboard shows every property of a contact, and lists and custom fields by name', async () => {
  const { signUp, dashboardHtml } = await openDashboard()
  await signUp({
    first_name: 'Rosa',
    last_name: 'Lindqvist',
    job_title: 'Gardener',
    company_name: 'Hedgerow',
    phone_number: '(555) 555-1212',
    birthday_month: 2,
    birthday_day: 29,
    anniversary: '11/15/2006',
    street_address: {
      kind: 'home',
      street: '12 Mill Lane',
      city: 'Waltham',
      postal_code: '02451',
      country: 'Wales',
    },
    custom_fields: [{ custom_field_id: LOAF, value: 'Rye with caraway' }],
    list_memberships: [NEWSLETTER, EVENTS],
  })
  const page = await dashboardHtml()
  for (const text of [
    'rosa@example.com',
    'Rosa Lindqvist',
    'Gardener',
    'Hedgerow',
    '(555) 555-1212',
    '29 February',
    '2006-11-15',
    '12 Mill Lane 02451 Waltham Wales',
    'Favourite loaf',
    'Rye with caraway',
    'Can be mailed',
    '<li class="tag">Newsletter</li><li class="tag">Events and tastings</li>',
    '>201<',
  ]) {
    expect(page).toContain(text)
  }
})

test('what was typed is escaped everywhere', async () => {
  const { signUp, dashboardHtml, sandbox } = await openDashboard()
  const script = '<script>alert("x")</script>'
  await signUp({ first_name: script, custom_fields: [{ custom_field_id: LOAF, value: script }] })
  sandbox.mailbox.receive({ to: script, subject: script, text: `${script} https://example.com/?a="<b>&c=1` })
  expect(await dashboardHtml()).not.toMatch(/<script>|<b>|alert\("/)
})

test('a mail has working links; its HTML opens separately, without scripts', async () => {
  const { sandbox, dashboardHtml, get } = await openDashboard()
  const { id } = sandbox.mailbox.receive({
    to: 'rosa@example.com',
    subject: 'Please confirm',
    text: 'Here: https://relay.example/confirm?token=a&b=c.',
    html: '<h1>Please</h1>',
  })
  const page = await dashboardHtml()
  expect(page).toContain('href="https://relay.example/confirm?token=a&amp;b=c."')
  expect(page).toContain(`href="/sandbox/mail/${id}"`)
  const letter = await get(`/sandbox/mail/${id}`)
  expect(letter.body).toBe('<h1>Please</h1>')
  expect(letter.headers.get('Content-Security-Policy')).toMatch(/^sandbox .*default-src 'none'/)
  expect((await get('/sandbox/mail/none')).status).toBe(404)
})

test('an unchanged dashboard is 304, and every change changes the ETag', async () => {
  const { get, signUp, sandbox } = await openDashboard()
  const tag = async () => (await get('/')).headers.get('ETag') ?? ''
  const first = await tag()
  expect(await get('/', { 'If-None-Match': first })).toMatchObject({ status: 304, body: '' })
  await signUp()
  const second = await tag()
  sandbox.control.addFault({ fault: { kind: 'hang' } })
  const third = await tag()
  sandbox.mailbox.receive({ to: 'rosa@example.com', subject: 'x', text: 'x' })
  expect(new Set([first, second, third, await tag()]).size).toBe(4)
})

test('style, script and icon come from the sandbox, and its pages allow nothing else', async () => {
  const { get } = await openDashboard()
  expect((await get('/sandbox/style.css')).headers.get('Content-Type')).toMatch(/^text\/css/)
  expect((await get('/sandbox/page.js')).headers.get('Content-Type')).toMatch(/^text\/javascript/)
  expect((await get('/sandbox/icon.svg')).headers.get('Content-Type')).toBe('image/svg+xml')
  const { body, headers } = await get('/')
  expect(headers.get('Content-Security-Policy')).toMatch(
    /^default-src 'none'; style-src 'self'; script-src 'self'/,
  )
  expect(body).not.toMatch(/style="|onclick=|https?:\/\//)
})
