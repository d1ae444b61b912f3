import { formAddress, page as html, LISTS, scriptTag } from '../../support/embed.ts'
import { ALLOWED_HOST, expect, test } from '../../support/fixtures.ts'
import { post, signUpBody } from '../../support/post.ts'
import { CREATED } from '../../support/sentences.ts'

const SETTINGS = { lists: LISTS.newsletter }

test('a page on an allowed host over plain http, which is no secure context, signs up', async ({
  page,
  relay,
  site,
  address,
}) => {
  await page.goto(site.page(html(scriptTag(relay, SETTINGS)), { host: ALLOWED_HOST }))
  expect(await page.evaluate(() => 'randomUUID' in crypto)).toBe(false)
  await page.getByLabel('Email address').fill(address)
  await page.getByRole('button').click()
  await expect(page.getByText(CREATED)).toBeVisible()
})

test('a page on another origin shows the form, and the visitor reads that it cannot be used there', async ({
  page,
  relay,
  site,
  address,
}) => {
  await page.goto(site.page(html(scriptTag(relay, SETTINGS)), { host: 'elsewhere.example' }))
  await page.getByLabel('Email address').fill(address)
  const answer = page.waitForResponse('**/v1/signups')
  await page.getByRole('button').click()
  expect((await answer).status()).toBe(403)
  await expect(page.getByRole('alert')).toContainText('You can’t sign up on this page.')
  await expect(page.getByLabel('Email address')).toHaveValue(address)
  expect(await relay.sandbox.signUps()).toEqual([])
})

test('in a sandboxed frame the origin is null: refused, with a link to the form as a page', async ({
  page,
  context,
  relay,
  site,
  address,
}) => {
  const inner = site.page(html(scriptTag(relay, { ...SETTINGS, title: 'News' })))
  await page.goto(
    site.page(
      html(
        `<iframe title="Frame" height="600" sandbox="allow-scripts allow-popups allow-forms allow-popups-to-escape-sandbox" src="${inner}"></iframe>`,
      ),
    ),
  )
  const frame = page.frameLocator('iframe')
  await frame.getByLabel('Email address').fill(address)
  const sent = page.waitForRequest(
    (request) => request.url().endsWith('/v1/signups') && request.method() === 'POST',
  )
  await frame.getByRole('button').click()
  expect((await (await sent).allHeaders())['origin']).toBe('null')
  expect(await relay.sandbox.signUps()).toEqual([])

  const opened = context.waitForEvent('page')
  await frame.getByRole('link', { name: 'Open the form on its own page' }).click()
  const form = await opened
  await expect(form.getByRole('heading', { name: 'News' })).toBeVisible()
  await form.getByLabel('Email address').fill(address)
  await form.getByRole('button').click()
  await expect(form.getByText(CREATED)).toBeVisible()
})

test('a program without an origin may post; one with an origin that is not allowed may not', async ({
  relay,
  address,
}) => {
  expect((await post(relay, signUpBody(address))).status).toBeLessThan(300)
  for (const origin of ['https://elsewhere.example', 'null', 'http://localhost.elsewhere.example', '']) {
    const { status, body } = await post(relay, signUpBody(`other.${address}`), { origin })
    expect({ status, code: body.code }, origin).toEqual({ status: 403, code: 'origin_not_allowed' })
  }
})

test('a form post from another origin is refused with a page', async ({ page, relay, site, address }) => {
  const form = `<form method="post" action="${relay.url}/v1/signups">
    <input name="email_address" value="${address}"><input name="list_memberships" value="${LISTS.newsletter}">
    <input name="consent.given" value="true"><input name="consent.text" value="Yes"><button>Send</button></form>`
  await page.goto(site.page(html(form), { host: 'elsewhere.example' }))
  const answer = page.waitForResponse('**/v1/signups')
  await page.getByRole('button').click()
  expect((await answer).status()).toBe(403)
  expect(await relay.sandbox.signUps()).toEqual([])

  await page.goto(site.page(html(form)))
  await page.getByRole('button').click()
  await expect(page.getByText(CREATED)).toBeVisible()
})

test('the answers have the headers that the contract names', async ({ relay, site }) => {
  const origin = site.origin('elsewhere.example')
  const script = await fetch(`${relay.url}/v1/signup.js`, { headers: { origin } })
  expect(Object.fromEntries(script.headers)).toMatchObject({
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
    'content-type': expect.stringContaining('text/javascript'),
    'x-content-type-options': 'nosniff',
  })
  const preflight = await fetch(`${relay.url}/v1/signups`, {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type',
    },
  })
  expect(preflight.headers.get('access-control-allow-origin')).toBe(origin)
  expect(preflight.headers.get('access-control-allow-credentials')).toBeNull()
  expect(preflight.headers.get('vary')).toContain('Origin')
  const refused = await post(relay, {}, { origin })
  expect(refused.headers.get('access-control-allow-origin')).toBe(origin)
  expect(refused.headers.get('access-control-expose-headers')).toContain('Retry-After')
  const form = await fetch(formAddress(relay, SETTINGS))
  expect(form.headers.get('referrer-policy')).toBe('same-origin')
  expect(form.headers.get('cache-control')).toContain('no-store')
  expect(form.headers.get('content-security-policy')).toMatch(/frame-ancestors [^;]*http:\/\/bakery\.example/)
  expect(form.headers.get('content-security-policy')).toMatch(/form-action [^;]*http:\/\/bakery\.example/)
})

test('a page that isolates itself from other origins can still load the script and sign up', async ({
  page,
  relay,
  site,
  address,
}) => {
  const headers = {
    'cross-origin-embedder-policy': 'require-corp',
    'cross-origin-opener-policy': 'same-origin',
  }
  await page.goto(site.page(html(scriptTag(relay, SETTINGS)), { headers, host: 'localhost' }))
  expect(await page.evaluate('crossOriginIsolated')).toBe(true)
  await page.getByLabel('Email address').fill(address)
  await page.getByRole('button').click()
  await expect(page.getByText(CREATED)).toBeVisible()
})

test('a page with a strict content security policy and trusted types has nothing to report', async ({
  page,
  relay,
  site,
  address,
}) => {
  const policy = [
    "default-src 'none'",
    "script-src 'nonce-abc' 'strict-dynamic'",
    "style-src 'self'",
    `connect-src ${relay.url}`,
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ')
  const said: string[] = []
  page.on('console', (message) => said.push(message.text()))
  page.on('pageerror', (error) => said.push(error.message))
  const fields = 'first_name birthday address'
  await page.goto(
    site.page(
      html(scriptTag(relay, { ...SETTINGS, fields, consent: 'Yes' }, 'nonce="abc"'), {
        head: '<link rel="icon" href="data:,">',
      }),
      {
        headers: { 'content-security-policy': policy },
      },
    ),
  )
  const button = page.getByRole('button')
  expect(await button.evaluate((element) => getComputedStyle(element).cursor)).toBe('pointer')
  await button.click()
  await page.getByLabel('Email address').fill(address)
  await page.getByLabel('Yes').check()
  await button.click()
  await expect(page.getByText(CREATED)).toBeVisible()
  expect(said.filter((line) => !line.includes('favicon') && !line.includes('data:,'))).toEqual([])
})
