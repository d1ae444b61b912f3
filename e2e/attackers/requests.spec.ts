import { createServer } from 'node:http'
import { formAddress, page as html, LISTS } from '../support/embed.ts'
import { expect, test } from '../support/fixtures.ts'
import { post, signUpBody } from '../support/post.ts'
import { INTERNALS, say } from './attacker.ts'

const EVIL = 'https://evil.example'
const SCRIPT = '"><script>alert(1)</script><img src=x onerror=alert(1)>'

/** A sandboxed frame of another site's page, which has no origin. */
function sandboxed(content: string): string {
  return `<iframe sandbox="allow-scripts allow-forms" srcdoc="${content}"></iframe>`
}

function aForm(address: string): URLSearchParams {
  return new URLSearchParams({
    email_address: address,
    list_memberships: LISTS.newsletter,
    'consent.given': 'true',
    'consent.text': 'Yes',
  })
}

/** Where no form may lead. */
const FOREIGN_PLACES = [
  `${EVIL}/`,
  '//evil.example',
  'javascript:alert(1)',
  'data:text/html,x',
  '\\\\evil.example',
]

test.describe('none of these reaches Constant Contact', () => {
  test.afterEach(async ({ relay }) => {
    expect(await relay.sandbox.signUps()).toEqual([])
  })

  for (const origin of [EVIL, 'null', 'http://localhost.evil.example', 'file://', 'http://bakery.example']) {
    test(`a page of ${origin} posts as if it were the owner’s`, async ({ relay, address }) => {
      expect((await post(relay, signUpBody(address), { origin })).body.code).toBe('origin_not_allowed')
    })
  }

  test('a script in a frame without an origin posts a form to read the answer', async ({
    page,
    relay,
    site,
    address,
  }) => {
    await page.goto(site.page(html(sandboxed('')), { host: 'elsewhere.example' }))
    const script = page.frames().find((frame) => frame !== page.mainFrame())
    const heard = await script?.evaluate(
      async ([to, body]) => {
        const form = { method: 'POST', body: new URLSearchParams(body) }
        const blind = await fetch(to, { ...form, mode: 'no-cors' })
        const seen = await fetch(to, form)
        return { blind: blind.type, status: seen.status, said: await seen.text() }
      },
      [`${relay.url}/v1/signups`, aForm(address).toString()] as const,
    )
    expect(heard).toMatchObject({ blind: 'opaque', status: 403 })
    expect(heard?.said).not.toContain(address)
  })

  test('a frame without an origin posts a form silently from the visitor’s network', async ({
    page,
    relay,
    site,
    address,
  }) => {
    const inputs = [...aForm(address)].map(([name, value]) => `<input name='${name}' value='${value}'>`)
    const form = `<form method='post' action='${relay.url}/v1/signups'>${inputs.join('')}</form>`
    const refused = () => relay.log().filter((line) => line.includes('"cause":"origin null"')).length
    const before = refused()
    await page.goto(
      site.page(html(sandboxed(`${form}<script>document.forms[0].submit()</script>`)), {
        host: 'elsewhere.example',
      }),
    )
    await expect.poll(refused).toBe(before + 1)
  })

  test('no answer allows a hidden origin to read it', async ({ relay, address }) => {
    for (const [method, body] of [
      ['OPTIONS', undefined],
      ['POST', aForm(address)],
      ['POST', JSON.stringify(signUpBody(address))],
    ] as const) {
      const headers = {
        origin: 'null',
        ...(typeof body === 'string' && { 'content-type': 'application/json' }),
      }
      const answer = await fetch(`${relay.url}/v1/signups`, { method, headers, ...(body && { body }) })
      expect(answer.headers.get('access-control-allow-origin')).not.toBe('null')
    }
  })

  test('a list that is not allowed', async ({ relay, address }) => {
    const hidden = 'd13d60d9-f256-11e8-b47d-fa163e56c9b9'
    const { body } = await post(relay, signUpBody(address, { list_memberships: [hidden] }))
    expect(body.code).toBe('list_not_allowed')
  })

  for (const name of ['__proto__', 'constructor', 'prototype', 'toString', 'update_source', 'taggings']) {
    test(`a property named ${name}`, async ({ relay, address }) => {
      const text = JSON.stringify(signUpBody(address)).replace(
        '{',
        `{${JSON.stringify(name)}:{"admin":true},`,
      )
      expect((await post(relay, text)).body.code).toBe('invalid_fields')
      expect('admin' in {}).toBe(false)
    })
  }

  for (const email of [
    'ada@example.com\r\nBcc: eve@example.com',
    'ada@example.com, eve@example.com',
    'ada@example.com\u0000',
    'Ada <ada@example.com>',
    '"a\r\nRCPT TO:<eve@example.com>"@example.com',
  ]) {
    test(`more than one address: ${JSON.stringify(email)}`, async ({ relay }) => {
      const { status, body } = await post(relay, signUpBody(email))
      expect(status).toBe(422)
      expect(body.fields).toEqual({ email_address: 'invalid' })
    })
  }

  test('a method that pretends to be another', async ({ relay, address }) => {
    for (const header of ['x-http-method-override', 'x-method-override', 'x-http-method']) {
      const asGet = await fetch(`${relay.url}/v1/signups?_method=POST&email_address=${address}`, {
        headers: { [header]: 'POST' },
      })
      expect(asGet.status).toBe(405)
    }
  })

  const body = JSON.stringify(signUpBody('smuggled@example.com'))
  const inner = `POST /v1/signups HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`
  for (const [what, headers] of [
    ['both lengths', 'Content-Length: 4\r\nTransfer-Encoding: chunked'],
    ['two lengths', 'Content-Length: 0\r\nContent-Length: 5'],
    ['a length with a sign', 'Content-Length: +5'],
    ['an encoding in disguise', 'Transfer-Encoding: xchunked'],
    ['an encoding twice', 'Transfer-Encoding: chunked\r\nTransfer-Encoding: identity'],
    ['a space before the colon', 'Transfer-Encoding : chunked'],
    ['a folded header', 'X: y\r\n Transfer-Encoding: chunked'],
  ]) {
    test(`a request smuggled inside another by ${what}`, async ({ relay }) => {
      const head = `POST /v1/signups HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n${headers}\r\n\r\n`
      const heard = await say(relay, `${head}0\r\n\r\n${inner}`)
      expect(heard).toMatch(/^HTTP\/1.1 4\d\d /)
      expect(heard).not.toMatch(/HTTP\/1.1 2\d\d|"action"/)
      expect(heard).not.toMatch(INTERNALS)
    })
  }

  test('headers larger than any browser sends', async ({ relay }) => {
    const heard = await say(relay, `GET /form HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(100_000)}\r\n\r\n`)
    expect(heard).toMatch(/^HTTP\/1\.1 431 [\s\S]+longer than 64 kB/)
    expect(heard).not.toContain('xxx')
    expect((await fetch(`${relay.url}/health/live`)).status).toBe(200)
  })

  test('using the form page to redirect people, or to send their input elsewhere', async ({ relay }) => {
    for (const place of FOREIGN_PLACES) {
      const settings = { lists: LISTS.newsletter, 'redirect-url': place }
      const shown = await fetch(formAddress(relay, settings))
      expect([200, 400], place).toContain(shown.status)
      if (shown.status === 200) expect(await shown.text(), place).not.toContain('evil.example')
      const sent = await fetch(formAddress(relay, { lists: LISTS.newsletter, endpoint: place }))
      expect(await sent.text(), place).not.toContain('evil.example')
    }
  })
})

test('a sign-up of a form post never leads to a page of a stranger', async ({ relay }) => {
  for (const place of FOREIGN_PLACES) {
    const settings = { lists: LISTS.newsletter, 'redirect-url': place }
    const posted = await fetch(`${relay.url}/v1/signups?${new URLSearchParams(settings)}`, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({
        email_address: 'led.away@example.com',
        list_memberships: LISTS.newsletter,
        'consent.given': 'true',
        'consent.text': 'I agree',
      }),
    })
    expect(posted.headers.get('location'), place).toBeNull()
    expect(await posted.text(), place).not.toMatch(/evil\.example|javascript:|data:text/)
  }
})

test('script in a field, in an address or in a header comes back as text, if at all', async ({ relay }) => {
  const settings = {
    lists: `${LISTS.newsletter}=${SCRIPT}`,
    title: SCRIPT,
    button: SCRIPT,
    description: SCRIPT,
  }
  const addresses = [
    formAddress(relay, settings),
    formAddress(relay, { lists: SCRIPT }),
    `${relay.url}/v1/snippet?${new URLSearchParams(settings)}`,
    `${relay.url}/connect?code=${encodeURIComponent(SCRIPT)}`,
    `${relay.url}/connect/callback?error=${encodeURIComponent(SCRIPT)}`,
    `${relay.url}/confirm?link=${encodeURIComponent(SCRIPT)}`,
    `${relay.url}/${encodeURIComponent(SCRIPT)}`,
  ]
  for (const address of addresses) {
    const answer = await fetch(address, { headers: { 'accept-language': SCRIPT, referer: EVIL + SCRIPT } })
    const text = await answer.text()
    expect(text, address).not.toContain('<script>alert')
    expect(text, address).not.toContain('<img src=x')
  }
  const posted = await fetch(`${relay.url}/v1/signups`, {
    method: 'POST',
    body: new URLSearchParams({ email_address: SCRIPT, first_name: SCRIPT, page: `${EVIL}/${SCRIPT}` }),
  })
  expect(await posted.text()).not.toContain('<script>alert')
})

test('no address in a request makes the relay call it', async ({ relay, address }) => {
  const called: string[] = []
  const server = createServer((request, response) => {
    called.push(request.url ?? '')
    response.end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const at = server.address()
  const evil = `http://127.0.0.1:${typeof at === 'object' && at !== null ? at.port : 0}`
  const host = evil.slice('http://'.length)
  await post(relay, signUpBody(address, { page: `${evil}/page`, first_name: `${evil}/name` }), {
    referer: `${evil}/referer`,
    'x-forwarded-host': host,
    forwarded: `host=${host}`,
  })
  for (const name of ['alert_webhook', 'webhook', 'callback_url', 'captcha_verify_url'])
    expect((await post(relay, signUpBody(address, { [name]: `${evil}/${name}` }))).status).toBe(422)
  const settings = { lists: LISTS.newsletter, endpoint: `${evil}/endpoint` }
  await fetch(formAddress(relay, settings))
  await fetch(`${relay.url}/v1/snippet?${new URLSearchParams(settings)}`)
  await say(relay, `GET ${evil}/absolute HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`)
  await say(relay, `CONNECT ${host} HTTP/1.1\r\nHost: ${host}\r\n\r\n`)
  expect(called).toEqual([])
  server.close()
})
