import type { Page } from 'playwright'
import { page as html, LISTS, placeholder, scriptTag, uuids } from '../../support/embed.ts'
import { expect, test } from '../../support/fixtures.ts'
import { CREATED } from '../../support/sentences.ts'

const SETTINGS = { lists: LISTS.newsletter }
const NOTE = { name: 'signup-widget' }

test('with data-debug the page reads that nothing is wrong; without it, nothing', async ({
  page,
  relay,
  site,
}) => {
  const address = site.page(html(placeholder(SETTINGS) + scriptTag(relay)))
  await page.goto(`${address}?signup-debug=1`)
  await expect(page.getByRole('note', NOTE)).toContainText('No problems found')
  await page.goto(address)
  await expect(page.getByRole('form')).toBeVisible()
  await expect(page.getByRole('note', NOTE)).toHaveCount(0)
  expect(await relay.sandbox.signUps()).toEqual([])
})

for (const [blocked, expected] of [
  ['controller', 'controller-….js cannot be loaded'],
  ['*', 'the script’s files cannot be loaded'],
] as const) {
  test(`the console reports files that do not load (${blocked}), and the form works as plain HTML`, async ({
    page,
    relay,
    site,
    address,
  }) => {
    const said: string[] = []
    page.on('console', (message) => said.push(message.text()))
    await page.route(`**/v1/${blocked}-*.js*`, (route) => route.fulfill({ status: 404 }))
    await page.goto(site.page(html(placeholder({ ...SETTINGS, debug: '' }) + scriptTag(relay))))
    await expect.poll(() => said.filter((line) => line.includes(expected))).toHaveLength(1)
    await page.getByLabel('Email address').fill(address)
    await page.getByRole('button').click()
    await expect(page.getByText(CREATED)).toBeVisible()
    expect(page.url()).toContain(relay.url)
  })
}

const FAULTS: [
  string,
  Record<string, string>,
  { host?: string; headers?: Record<string, string> },
  RegExp,
][] = [
  ['a wrong attribute', { fields: 'frist_name' }, {}, /data-fields cannot be “frist_name”/],
  [
    'an origin that is not allowed',
    {},
    { host: 'elsewhere.example' },
    /Add http:\/\/elsewhere\.example:\d+ to its ALLOWED_ORIGINS/,
  ],
  ['a list that is not allowed', { lists: uuids(51).at(-1) ?? '' }, {}, /ALLOWED_LISTS/],
  [
    'a relay that is not there',
    { endpoint: 'http://127.0.0.1:9' },
    {},
    /No relay answers at http:\/\/127\.0\.0\.1:9/,
  ],
  [
    'a policy that keeps the relay out',
    {},
    { headers: { 'content-security-policy': "connect-src 'self'" } },
    /policy blocked http:\/\/localhost:\d+\/v1\/signups. Add http:\/\/localhost:\d+ to its connect-src/,
  ],
]
for (const [name, settings, options, expected] of FAULTS) {
  test(`the page and the console report ${name} once`, async ({ page, relay, site }) => {
    const said: string[] = []
    page.on('console', (message) => said.push(message.text()))
    const box = placeholder({ ...SETTINGS, debug: '', ...settings })
    await page.goto(site.page(html(box + scriptTag(relay)), options))
    await expect(page.getByRole('note', NOTE)).toContainText(expected)
    expect(said.filter((line) => line.startsWith('signup-widget:') && expected.test(line))).toHaveLength(1)
  })
}

/** Reads the note in the page and the same message in the console, once. */
async function expectTold(page: Page, address: string, expected: RegExp) {
  const said: string[] = []
  page.on('console', (message) => said.push(message.text()))
  await page.goto(`${address}?signup-debug=1`)
  await expect(page.getByRole('note', NOTE).first()).toContainText(expected)
  await expect(page.getByRole('form').first()).toBeVisible()
  expect(said.filter((line) => line.startsWith('signup-widget:') && expected.test(line))).toHaveLength(1)
}

test('the page is warned about a script that it loads twice', async ({ page, relay, site }) => {
  const address = site.page(html(placeholder(SETTINGS).repeat(2) + scriptTag(relay).repeat(2)))
  await expectTold(page, address, /on this page 2 times/)
})

test('several tags, each with its own form, cause no warning', async ({ page, relay, site }) => {
  const tags = scriptTag(relay, SETTINGS) + scriptTag(relay, { lists: LISTS.events })
  await page.goto(`${site.page(html(tags))}?signup-debug=1`)
  await expect(page.getByRole('note', NOTE)).toContainText(Array(2).fill('No problems found'))
})

test('the page is warned that another version rendered its form', async ({ page, relay, site }) => {
  const snippet = await (await fetch(`${relay.url}/v1/snippet?${new URLSearchParams(SETTINGS)}`)).text()
  const old = snippet.replace(/(version&quot;:&quot;)[\d.]+/, '$10.9.0')
  await expectTold(page, site.page(html(old)), /Version 0\.9\.0 drew this form.*Copy the snippet again from/)
})

test('the page is warned about a policy that blocks the form’s frame', async ({ page, relay, site }) => {
  const headers = { 'content-security-policy': "frame-src 'none'" }
  const box = placeholder({ ...SETTINGS, isolation: 'iframe' })
  await page.goto(`${site.page(html(box + scriptTag(relay)), { headers })}?signup-debug=1`)
  await expect(page.getByRole('note', NOTE)).toContainText(`Add ${relay.url} to its frame-src.`)
})

test('the page is warned about callbacks that are not global functions', async ({ page, relay, site }) => {
  const own = `<script>const thanks = () => {}; function begun() {}</script>`
  const box = placeholder({ ...SETTINGS, 'on-success': 'thanks', 'on-start': 'begun', 'on-ready': 'late' })
  const later = '<script>function late() {}</script>'
  const address = site.page(html(own + box + scriptTag(relay) + later))
  await expectTold(
    page,
    address,
    /^(signup-widget: )?data-on-success names thanks, but window\.thanks is not a function/,
  )
  await expect(page.getByRole('note', NOTE)).not.toContainText(/begun|late/)
})

test('a form that redirects to another origin causes no warning', async ({ page, relay, site }) => {
  const box = placeholder({ ...SETTINGS, 'redirect-url': 'https://elsewhere.example/thanks' })
  await page.goto(`${site.page(html(box + scriptTag(relay)))}?signup-debug=1`)
  await expect(page.getByRole('note', NOTE)).toContainText('No problems found')
})
