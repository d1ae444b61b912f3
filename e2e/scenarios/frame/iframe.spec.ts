import type { Locator } from 'playwright'
import { formAddress, page as html, LISTS, placeholder, scriptTag, uuids } from '../../support/embed.ts'
import { ALLOWED_HOST, expect, test } from '../../support/fixtures.ts'
import { CLOSED, CREATED } from '../../support/sentences.ts'

test('an iframe signs up', async ({ page, relay, site, address }) => {
  const source = formAddress(relay, { lists: LISTS.newsletter, fields: 'first_name' })
  await page.goto(site.page(html(`<iframe title="Sign up" src="${source}"></iframe>`)))
  const form = page.frameLocator('iframe')
  await form.getByLabel('Email address').fill(address)
  await form.getByLabel('First name').fill('Mary')
  await form.getByRole('button').click()
  await expect(form.getByText(CREATED)).toBeVisible()
  expect(await relay.sandbox.signUps()).toMatchObject([{ email_address: address, first_name: 'Mary' }])
})

test('with our script on the page the sign-up reports the page of the site, not the frame', async ({
  page,
  relay,
  site,
  address,
}) => {
  const source = formAddress(relay, { lists: LISTS.newsletter })
  const place = site.page(html(`<iframe title="Sign up" src="${source}"></iframe>${scriptTag(relay)}`))
  await page.goto(`${place}?visitor=7#top`)
  const form = page.frameLocator('iframe')
  await form.getByLabel('Email address').fill(address)
  const sent = page.waitForRequest('**/v1/signups')
  await form.getByRole('button').click()
  expect((await sent).postDataJSON()).toMatchObject({ page: place })
  await expect(form.getByText(CREATED)).toBeVisible()
})

test('with our script on the page the frame grows with the form, and shrinks again', async ({
  page,
  relay,
  site,
  address,
}) => {
  const source = formAddress(relay, {
    lists: LISTS.newsletter,
    fields: 'first_name last_name birthday address',
  })
  await page.goto(
    site.page(
      html(
        `<iframe title="Sign up" width="400" height="150" src="${source.replaceAll('&', '&amp;')}"></iframe>${scriptTag(relay)}`,
      ),
    ),
  )
  const frame = page.locator('iframe')
  const heights = async () => {
    const content = await page.frames()[1]?.evaluate(() => document.documentElement.scrollHeight)
    return { frame: await frame.evaluate((element) => element.clientHeight), content }
  }
  const form = page.frameLocator('iframe')
  await expect(form.getByRole('button')).toBeVisible()
  await expect.poll(async () => (await heights()).frame).toBeGreaterThan(400)
  const beyond = async () => {
    const { frame, content = 0 } = await heights()
    return Math.abs(frame - content)
  }
  await expect.poll(beyond).toBeLessThanOrEqual(2)
  const before = await heights()

  await form.getByRole('button').click()
  await expect.poll(async () => (await heights()).frame).toBeGreaterThan(before.frame)

  await form.getByLabel('Email address').fill(address)
  await form.getByRole('button').click()
  await expect(form.getByText(CREATED)).toBeVisible()
  await expect.poll(async () => (await heights()).frame).toBeLessThan(before.frame / 2)
})

test('an embed may be isolated in a frame, and looks and works the same', async ({
  page,
  relay,
  site,
  address,
}) => {
  const settings = { lists: LISTS.newsletter, title: 'News', fields: 'first_name', isolation: 'iframe' }
  await page.goto(site.page(html(scriptTag(relay, settings))))
  const form = page.frameLocator('iframe')
  await form.getByLabel('Email address').fill(address)
  const place = page.locator('iframe')
  await expect.poll(() => place.evaluate((frame) => frame.clientHeight)).toBeGreaterThan(200)
  await form.getByRole('button').click()
  await expect(form.getByText(CREATED)).toBeVisible()
  await expect.poll(() => place.evaluate((frame) => frame.clientHeight)).toBeLessThan(200)
  expect(await relay.sandbox.signUps()).toMatchObject([{ email_address: address }])
})

test('in a wide column it has the place and width of a form without a frame', async ({
  page,
  relay,
  site,
}) => {
  const settings = { lists: LISTS.newsletter, title: 'News' }
  const boxes = placeholder(settings) + placeholder({ ...settings, isolation: 'iframe' })
  await page.goto(site.page(html(boxes + scriptTag(relay))))
  const place = async (form: Locator) => {
    const { x = 0, width = 0 } = (await form.boundingBox()) ?? {}
    return { x: Math.round(x), width: Math.round(width) }
  }
  const free = await place(page.getByRole('form'))
  expect(free.width).toBeGreaterThan(400)
  await expect.poll(() => place(page.frameLocator('iframe').getByRole('form'))).toEqual(free)
})

test('a frame whose list is not allowed says that the form is not available', async ({
  page,
  relay,
  site,
}) => {
  const box = placeholder({ lists: uuids(51).at(-1) ?? '', isolation: 'iframe' })
  await page.goto(site.page(html(box + scriptTag(relay))))
  await expect(page.frameLocator('iframe').getByText(CLOSED)).toBeVisible()
})

test('an iframe without our script keeps the height that the site gave it', async ({ page, relay, site }) => {
  const source = formAddress(relay, { lists: LISTS.newsletter })
  await page.goto(site.page(html(`<iframe title="Sign up" height="230" src="${source}"></iframe>`)))
  await expect(page.frameLocator('iframe').getByRole('button')).toBeVisible()
  expect(await page.locator('iframe').evaluate((frame) => frame.clientHeight)).toBe(230)
})

test('a page that may not embed cannot frame the form', async ({ page, relay, site }) => {
  const source = formAddress(relay, { lists: LISTS.newsletter })
  const refused = page.waitForEvent('console', (message) => message.text().includes('frame-ancestors'))
  await page.goto(
    site.page(html(`<iframe title="Sign up" src="${source}"></iframe>`), { host: 'elsewhere.example' }),
  )
  await refused
  await expect(page.frameLocator('iframe').getByRole('button')).toHaveCount(0)
})

test('a frame posts messages only to the page that greeted it, never to any origin', async ({
  page,
  relay,
  site,
}) => {
  const source = formAddress(relay, { lists: LISTS.newsletter })
  const listener = `<script>window.heard = []; addEventListener('message', (event) => heard.push(event.data))</script>`
  await page.goto(site.page(html(`${listener}<iframe title="Sign up" src="${source}"></iframe>`)))
  await expect(page.frameLocator('iframe').getByRole('button')).toBeVisible()
  expect(await page.evaluate('heard')).toEqual([])
})

test('another frame of the page cannot set the height of the form’s frame', async ({ page, relay, site }) => {
  const source = formAddress(relay, { lists: LISTS.newsletter })
  const other = site.page(
    `<script>setInterval(() => parent.postMessage({ type: 'signup-widget:height', v: 1, height: 3000 }, '*'), 20)</script>`,
    { host: 'elsewhere.example' },
  )
  await page.goto(
    site.page(
      html(
        `<iframe id="ours" title="Sign up" src="${source}"></iframe><iframe title="Other" src="${other}"></iframe>${scriptTag(relay)}`,
      ),
    ),
  )
  await expect(page.frameLocator('#ours').getByRole('button')).toBeVisible()
  await page.waitForTimeout(300)
  expect(await page.locator('#ours').evaluate((frame) => frame.clientHeight)).toBeLessThan(1_000)
})

const SOURCE = '1618ae62-4752-11e9-9c8a-fa163e6b01c8'
const LISTEN = `<script>
  window.heard = []
  for (const name of ['ready', 'start', 'submit', 'invalid', 'success', 'error', 'redirect'])
    document.addEventListener('signup-widget:' + name, ({ detail, target }) => heard.push([name, detail, target.className]))
  window.thanks = ({ detail }) => { window.thanked = detail.action }
</script>`
const FRAMED = { lists: LISTS.newsletter, fields: 'first_name last_name', isolation: 'iframe' }

test('a form isolated in a frame has the same events and settings as any other', async ({
  page,
  relay,
  site,
  address,
}) => {
  const settings = {
    ...FRAMED,
    prefill: 'first_name=Ada',
    'prefill-from': 'last_name=surname',
    capture: `${SOURCE}=utm_source`,
    datalayer: '',
    'on-success': 'thanks',
  }
  const place = site.page(html(placeholder(settings) + scriptTag(relay), { head: LISTEN }))
  const requests: string[] = []
  page.on('request', (request) => requests.push(request.url()))
  await page.goto(`${place}?surname=Byron&utm_source=poster`)
  const form = page.frameLocator('iframe')
  await expect(form.getByLabel('First name')).toHaveValue('Ada')
  await expect(form.getByLabel('Last name')).toHaveValue('Byron')
  await form.getByRole('button').click()
  await expect(page.locator('.signup-widget')).toHaveAttribute('data-state', 'refused')
  await form.getByLabel('Email address').fill(address)
  await form.getByRole('button').click()
  await expect(form.getByText(CREATED)).toBeVisible()
  await expect(page.locator('.signup-widget')).toHaveAttribute('data-state', 'accepted')

  const heard = await page.evaluate<[string, object, string][]>('heard')
  expect(heard).toEqual([
    ['ready', { v: 1 }, 'signup-widget'],
    ['invalid', { v: 1, fields: ['email_address'] }, 'signup-widget'],
    ['start', { v: 1 }, 'signup-widget'],
    ['submit', { v: 1 }, 'signup-widget'],
    ['success', { v: 1, action: 'created' }, 'signup-widget'],
  ])
  expect(await page.evaluate('[thanked, dataLayer]')).toEqual([
    'created',
    [{ event: 'signup_widget_success', signup_action: 'created' }],
  ])
  expect(await page.evaluate('SignupWidget.get(".signup-widget").state')).toBe('accepted')
  expect(await relay.sandbox.signUps()).toEqual([
    {
      email_address: address,
      first_name: 'Ada',
      last_name: 'Byron',
      custom_fields: [{ custom_field_id: SOURCE, value: 'poster' }],
      list_memberships: [LISTS.newsletter],
    },
  ])
  const told = requests.filter((url) => url.startsWith(relay.url))
  expect(told.join()).not.toMatch(/Ada|Byron|poster/)
})

test('a page that cancels the submission of a frame prevents it from being sent', async ({
  page,
  relay,
  site,
  address,
}) => {
  const cancel = `<script>window.busy = true
    document.addEventListener('signup-widget:submit', (event) => { if (busy) event.preventDefault() })</script>`
  await page.goto(site.page(html(placeholder(FRAMED) + scriptTag(relay), { head: cancel })))
  const form = page.frameLocator('iframe')
  await expect(page.locator('.signup-widget')).toHaveAttribute('data-state', 'editing')
  await form.getByLabel('Email address').fill(address)
  await form.getByRole('button').click()
  await page.waitForTimeout(1500)
  await expect(form.getByLabel('Email address')).toHaveValue(address)
  expect(await relay.sandbox.signUps()).toEqual([])
  await page.evaluate('busy = false')
  await form.getByRole('button').click()
  await expect(form.getByText(CREATED)).toBeVisible()
})

for (const [name, host] of [
  ['of an allowed origin', ALLOWED_HOST],
  ['that the relay knows nothing of', 'elsewhere.example'],
] as const) {
  test(`after success the page, not the frame, is redirected to a page ${name}`, async ({
    page,
    relay,
    site,
    address,
  }) => {
    const thanks = site.page('<title>Thanks</title><h1>Baked with thanks</h1>', { host })
    const settings = { ...FRAMED, 'redirect-url': thanks }
    await page.goto(site.page(html(placeholder(settings) + scriptTag(relay)), { host: ALLOWED_HOST }))
    await expect(page.locator('.signup-widget')).toHaveAttribute('data-state', 'editing')
    const form = page.frameLocator('iframe')
    await form.getByLabel('Email address').fill(address)
    await form.getByRole('button').click()
    await expect(page.getByRole('heading', { name: 'Baked with thanks' })).toBeVisible()
    expect(page.url()).toBe(thanks)
  })
}

test('only the page’s own attribute sets the redirect', async ({ page, relay, site, address }) => {
  const keep = `<script>document.addEventListener('signup-widget:redirect', (event) => {
    event.preventDefault(); window.asked = event.detail })</script>`
  const thanks = site.page('<h1>Baked with thanks</h1>', { host: 'elsewhere.example' })
  const whole = html(placeholder({ ...FRAMED, 'redirect-url': thanks }) + scriptTag(relay), { head: keep })
  const place = `${site.page(whole)}?redirect-url=https://evil.example`
  const framed = page.waitForRequest(/\/form\?/)
  await page.goto(place)
  expect((await framed).url()).not.toMatch(/redirect|elsewhere|evil/)
  const form = page.frameLocator('iframe')
  await expect(page.locator('.signup-widget')).toHaveAttribute('data-state', 'editing')
  await form.getByLabel('Email address').fill(address)
  await form.getByRole('button').click()
  await expect.poll(() => page.evaluate('window.asked')).toEqual({ v: 1, url: thanks })
  await expect(form.getByText(CREATED)).toBeVisible()
  expect(page.url()).toBe(place)
})

test('changed attributes reach the frame, and its input stays', async ({ page, relay, site }) => {
  await page.goto(site.page(html(placeholder({ ...FRAMED, title: 'Old' }) + scriptTag(relay))))
  const form = page.frameLocator('iframe')
  await expect(page.locator('.signup-widget')).toHaveAttribute('data-state', 'editing')
  await form.getByLabel('First name').pressSequentially('Ada')
  await page.evaluate(() => {
    const box = document.querySelector<HTMLElement>('.signup-widget')
    if (box) Object.assign(box.dataset, { title: 'New', language: 'de', prefill: 'last_name=Byron' })
  })
  await expect(form.getByRole('form', { name: 'New' })).toBeVisible()
  await page.keyboard.type(' Lovelace')
  await expect(form.getByLabel('Vorname')).toHaveValue('Ada Lovelace')
  await expect(form.getByLabel('Nachname')).toHaveValue('Byron')
})

test('a form that replaces a frame keeps its state', async ({ page, relay, site }) => {
  await page.goto(site.page(html(placeholder(FRAMED) + scriptTag(relay))))
  const host = page.locator('.signup-widget')
  await expect(host).toHaveAttribute('data-state', 'editing')
  await host.evaluate((box) => box.setAttribute('data-isolation', 'shadow'))
  await expect(page.getByRole('form')).toBeVisible()
  await expect(page.locator('iframe')).toHaveCount(0)
  expect(await page.evaluate('SignupWidget.get(".signup-widget").state')).toBe('editing')
  await host.evaluate((box) => box.setAttribute('data-isolation', 'iframe'))
  await expect(page.locator('iframe')).toHaveCount(1)
  await host.evaluate((box) => box.setAttribute('data-fields', 'frist_name'))
  await expect(page.locator('iframe')).toHaveCount(0)
  expect(await page.evaluate('SignupWidget.get(".signup-widget").state')).toBe('unavailable')
})

test('a form in a frame comes back once a wrong attribute is corrected', async ({ page, relay, site }) => {
  await page.goto(site.page(html(placeholder(FRAMED) + scriptTag(relay))))
  const host = page.locator('.signup-widget')
  await expect(host).toHaveAttribute('data-state', 'editing')
  await host.evaluate((box) => box.setAttribute('data-fields', 'frist_name'))
  await expect(host).toHaveText(CLOSED)
  await host.evaluate((box) => box.setAttribute('data-fields', 'first_name'))
  await expect(page.frameLocator('iframe').getByLabel('First name')).toBeVisible()
  await expect(host).toHaveAttribute('data-state', 'editing')
})

test('attributes that change while a frame loads reach it too', async ({ page, relay, site }) => {
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  await page.route('**/form?*', async (route) => {
    await held
    await route.continue()
  })
  const said: string[] = []
  page.on('console', (message) => said.push(message.text()))
  const settings = { lists: LISTS.newsletter, title: 'Old', isolation: 'iframe' }
  await page.goto(site.page(html(placeholder(settings) + scriptTag(relay))), { waitUntil: 'commit' })
  await page.locator('iframe').waitFor()
  await page.evaluate(() => {
    const box = document.querySelector<HTMLElement>('.signup-widget')
    if (box) Object.assign(box.dataset, { title: 'New', fields: 'first_name', prefill: 'first_name=Ada' })
  })
  // The form must have read its attributes again before the frame loads.
  await expect(page.locator('iframe')).toHaveAttribute('title', 'New')
  release()
  const form = page.frameLocator('iframe')
  await expect(form.getByRole('form', { name: 'New' })).toBeVisible()
  await expect(form.getByLabel('First name')).toHaveValue('Ada')
  expect(said).toEqual([])
})

test('a frame reads the parameters of the page’s URL, never its own', async ({
  page,
  relay,
  site,
  address,
}) => {
  const settings = {
    ...FRAMED,
    title: 'News',
    'prefill-from': 'first_name=title last_name=surname',
    capture: `${SOURCE}=fields`,
  }
  await page.goto(`${site.page(html(placeholder(settings) + scriptTag(relay)))}?surname=Byron`)
  await expect(page.locator('.signup-widget')).toHaveAttribute('data-state', 'editing')
  const form = page.frameLocator('iframe')
  await expect(form.getByLabel('Last name')).toHaveValue('Byron')
  await expect(form.getByLabel('First name')).toHaveValue('')
  await form.getByLabel('Email address').fill(address)
  await form.getByRole('button').click()
  await expect(form.getByText(CREATED)).toBeVisible()
  expect(await relay.sandbox.signUps()).toEqual([
    { email_address: address, last_name: 'Byron', list_memberships: [LISTS.newsletter] },
  ])
})

test('the frame uses the page’s language and look', async ({ page, relay, site }) => {
  const style =
    '<style>html { color-scheme: dark } .signup-widget { --signup-accent: rgb(122, 31, 61) }</style>'
  const whole = html(placeholder(FRAMED) + scriptTag(relay), { head: style, html: 'lang="de"' })
  await page.goto(site.page(whole))
  const button = page.frameLocator('iframe').getByRole('button', { name: 'Abonnieren' })
  await expect(button).toHaveCSS('background-color', 'rgb(122, 31, 61)')
  await expect(page.frameLocator('iframe').getByRole('form')).toHaveCSS('color-scheme', 'dark')
})
