import { formAddress, page as html, LISTS, scriptTag } from './embed.ts'
import { expect, test } from './fixtures.ts'
import { CREATED } from './sentences.ts'

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

test('with our script on the page the sign-up names the page of the site, not the frame', async ({
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
  const before = await heights()
  expect(Math.abs(before.frame - (before.content ?? 0))).toBeLessThanOrEqual(2)

  await form.getByRole('button').click()
  await expect.poll(async () => (await heights()).frame).toBeGreaterThan(before.frame)

  await form.getByLabel('Email address').fill(address)
  await form.getByRole('button').click()
  await expect(form.getByText(CREATED)).toBeVisible()
  await expect.poll(async () => (await heights()).frame).toBeLessThan(before.frame / 2)
})

test('an embed may put itself into a frame, and looks and works the same', async ({
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

test('a bare iframe keeps the height that the site gave it', async ({ page, relay, site }) => {
  const source = formAddress(relay, { lists: LISTS.newsletter })
  await page.goto(site.page(html(`<iframe title="Sign up" height="230" src="${source}"></iframe>`)))
  await expect(page.frameLocator('iframe').getByRole('button')).toBeVisible()
  expect(await page.locator('iframe').evaluate((frame) => frame.clientHeight)).toBe(230)
})

test('a page that may not embed cannot frame the form', async ({ page, relay, site }) => {
  const source = formAddress(relay, { lists: LISTS.newsletter })
  const refused = page.waitForEvent('console', (message) => message.text().includes('frame-ancestors'))
  await page.goto(
    site.page(html(`<iframe title="Sign up" src="${source}"></iframe>`), { host: 'stranger.example' }),
  )
  await refused
  await expect(page.frameLocator('iframe').getByRole('button')).toHaveCount(0)
})

test('a frame speaks only to a page that greeted it, and never to everybody', async ({
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

test('a stranger inside the page cannot set the height of the frame', async ({ page, relay, site }) => {
  const source = formAddress(relay, { lists: LISTS.newsletter })
  const stranger = site.page(
    `<script>setInterval(() => parent.postMessage({ type: 'signup-widget:height', v: 1, height: 3000 }, '*'), 20)</script>`,
    { host: 'stranger.example' },
  )
  await page.goto(
    site.page(
      html(
        `<iframe id="ours" title="Sign up" src="${source}"></iframe><iframe title="Other" src="${stranger}"></iframe>${scriptTag(relay)}`,
      ),
    ),
  )
  await expect(page.frameLocator('#ours').getByRole('button')).toBeVisible()
  await page.waitForTimeout(300)
  expect(await page.locator('#ours').evaluate((frame) => frame.clientHeight)).toBeLessThan(1_000)
})
