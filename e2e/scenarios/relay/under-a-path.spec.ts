import { formAddress, page as html, LISTS, placeholder, scriptTag } from '../../support/embed.ts'
import { signUp } from '../../support/filled-form.ts'
import { expect, test } from '../../support/fixtures.ts'
import { startOwnedRelay } from '../../support/owned-relay.ts'
import { startPathProxy } from '../../support/path-proxy.ts'
import { CREATED } from '../../support/sentences.ts'

const SETTINGS = { lists: LISTS.newsletter, fields: 'first_name', language: 'en' }

for (const how of ['strips', 'keeps'] as const) {
  test(`a relay under a path of the site, behind a proxy that ${how} it, in every way that a form has`, async ({
    page,
    browser,
    site,
    freshRelayWith,
    address,
  }) => {
    const proxy = await startPathProxy(how)
    const relay = await freshRelayWith({ PUBLIC_URL: `${proxy.url}/` })
    proxy.forwardTo(relay)
    const failed: string[] = []
    page.on('response', (answer) => answer.status() >= 400 && failed.push(answer.url()))

    await test.step('the script, on a page of another origin', async () => {
      await page.goto(site.page(html(scriptTag(proxy, { ...SETTINGS, language: 'de' }))))
      await page.getByLabel('E-Mail-Adresse').fill(`de.${address}`)
      await page.getByRole('button').click()
      await expect(page.locator('.signup-widget')).toHaveAttribute('data-state', 'accepted')
    })
    await test.step('the form in a frame that the script makes, on a page of the same origin', async () => {
      const body = placeholder({ ...SETTINGS, isolation: 'iframe' }) + scriptTag(proxy)
      await page.goto(proxy.page(html(body)))
      const frame = page.frameLocator('iframe')
      await frame.getByLabel('Email address').fill(`frame.${address}`)
      await frame.getByRole('button').click()
      await expect(frame.getByText(CREATED)).toBeVisible()
      await expect(page.locator('.signup-widget')).toHaveAttribute('data-state', 'accepted')
      const height = () => page.locator('iframe').evaluate(({ style }) => style.height)
      await expect.poll(height).not.toBe('400px')
    })
    await test.step('a frame that the page has itself, and that grows by the script', async () => {
      const source = formAddress(proxy, SETTINGS).replaceAll('&', '&amp;')
      await page.goto(
        site.page(html(`<iframe title="x" height="99" src="${source}"></iframe>${scriptTag(proxy)}`)),
      )
      const height = () => page.locator('iframe').evaluate(({ clientHeight }) => clientHeight)
      await expect.poll(height).toBeGreaterThan(99)
    })
    await test.step('a snippet', async () => {
      const snippet = await fetch(`${proxy.url}/v1/snippet?${new URLSearchParams(SETTINGS)}`)
      await page.goto(proxy.page(html(await snippet.text())))
      await signUp(page, `snippet.${address}`)
      await expect(page.getByText(CREATED)).toBeVisible()
    })
    await test.step('the form’s own page, with script and without', async () => {
      await page.goto(formAddress(proxy, SETTINGS))
      await signUp(page, `own.${address}`)
      await expect(page.getByText(CREATED)).toBeVisible()
      const context = await browser.newContext({ javaScriptEnabled: false })
      const plain = await context.newPage()
      await plain.goto(formAddress(proxy, SETTINGS))
      await signUp(plain, 'nobody@nowhere')
      await expect(plain).toHaveTitle(/^Error: /)
      await signUp(plain, `plain.${address}`)
      await expect(plain.getByText(CREATED)).toBeVisible()
      expect(plain.url()).toContain(`${proxy.url}/v1/signups?`)
      await context.close()
    })
    await test.step('the demo page, without a slash at the end of its address', async () => {
      await page.goto(proxy.url)
      await expect(page.locator('[data-snippet="minimal"]')).toContainText(`src="${proxy.url}/v1/signup.js"`)
      await expect(page.getByLabel('Email address').first()).toBeVisible()
      await expect(page.getByRole('button', { name: 'Copy' }).first()).toBeVisible()
    })
    await test.step('the worst page that there is, beside it', async () => {
      await page.goto(`${proxy.url}/hostile.html`)
      await expect(page.getByLabel('Email address').first()).toBeVisible()
    })
    const addresses = (await relay.sandbox.signUps()).map((body) => Object(body).email_address)
    expect(addresses).toEqual(['de', 'frame', 'snippet', 'own', 'plain'].map((way) => `${way}.${address}`))
    expect([...proxy.elsewhere(), ...failed]).toEqual([])
    expect(relay.log().join('\n')).toContain(`Demo page  ${proxy.url}/`)
    await proxy.stop()
  })
}

test('no other page of the same origin sees the account of an owner who connects the relay', async ({
  page,
  context,
  site,
}) => {
  const proxy = await startPathProxy('strips')
  const relay = await startOwnedRelay(site.origin(), { PUBLIC_URL: proxy.url })
  proxy.forwardTo(relay)
  const connectLink = () => /http:\S+\/signup\/connect\?code=\w+/.exec(relay.log().join('\n'))?.[0] ?? ''
  await expect.poll(connectLink).not.toBe('')
  await page.goto(connectLink())
  await page.getByRole('button', { name: 'Connect' }).click()
  await page.getByRole('button', { name: 'Allow' }).click()
  await expect(page.getByRole('cell', { name: 'Newsletter', exact: true })).toBeVisible()
  expect(page.url()).toBe(`${proxy.url}/connect/connected`)
  expect((await context.cookies()).every(({ path }) => path === '/signup/connect')).toBe(true)

  const other = await context.newPage()
  await other.goto(proxy.page(html('<p>A page of the same origin</p>')))
  const fetched = await other.evaluate(async (url) => (await fetch(url)).text(), page.url())
  expect(fetched).toContain('<h1>Connected</h1>')
  expect(fetched).not.toContain('Newsletter')
  const opening = context.waitForEvent('page')
  await other.evaluate((url) => Object.assign(window, { opened: open(url) }), page.url())
  const opened = await opening
  await expect(opened.getByRole('cell', { name: 'Newsletter', exact: true })).toBeVisible()
  expect(await other.evaluate(() => Reflect.get(window, 'opened').closed)).toBe(true)
  await relay.stop()
  await proxy.stop()
})
