import { page as html, LISTS, placeholder, scriptTag } from '../../support/embed.ts'
import { expect, test } from '../../support/fixtures.ts'

const NONCE = 'c2lnbnVwLXdpZGdldA'
/** A browser without constructable style sheets. */
const OLD = `<script nonce="${NONCE}">delete window.CSSStyleSheet</script>`
const ACCENT = `<style nonce="${NONCE}">.signup-widget { --signup-accent: rgb(122, 31, 61) }</style>`
const SETTINGS = { lists: LISTS.newsletter, fields: 'first_name' }

for (const isolation of ['shadow', 'none']) {
  test(`in an old browser the form is styled by an element with the page’s nonce (${isolation})`, async ({
    page,
    relay,
    site,
  }) => {
    const said: string[] = []
    page.on('console', (message) => said.push(message.text()))
    const policy = `default-src 'none'; img-src data:; script-src 'nonce-${NONCE}' 'strict-dynamic'; style-src 'nonce-${NONCE}'; connect-src ${relay.url}`
    const headers = { 'content-security-policy': policy }
    const head = `<link rel="icon" href="data:,">${ACCENT}${OLD}`
    const box = placeholder({ ...SETTINGS, isolation })
    const body = box + box + scriptTag(relay, {}, `nonce="${NONCE}"`)
    await page.goto(site.page(html(body, { head }), { headers }))
    const button = page.getByRole('button').first()
    await expect(button).toHaveCSS('background-color', 'rgb(122, 31, 61)')
    await button.click()
    await expect(page.getByText(/Enter your email/)).toHaveCSS('color', 'rgb(180, 35, 26)')
    await expect(button).toHaveCSS('background-color', 'rgb(122, 31, 61)')
    expect(await page.locator('style').count()).toBe(isolation === 'none' ? 2 : 3)
    expect(said).toEqual([])
  })
}

test('in an old browser a pre-rendered form keeps its style and the focus', async ({ page, relay, site }) => {
  const query = new URLSearchParams(SETTINGS)
  const snippet = await (await fetch(`${relay.url}/v1/snippet?${query}`)).text()
  const focus = `<script>document.querySelector('.signup-widget').shadowRoot.querySelector('[name=first_name]').focus()</script>`
  const written = snippet.replace(/(?=<script)/, focus)
  await page.goto(site.page(html(written, { head: OLD })))
  const name = page.getByLabel('First name')
  await expect(page.locator('.signup-widget')).toHaveAttribute('data-state', 'editing')
  await page.keyboard.type('Ada')
  await expect(name).toHaveValue('Ada')
  const button = page.getByRole('button')
  await expect(button).toHaveCSS('background-color', 'rgb(51, 71, 159)')
  await button.click()
  await expect(page.getByText(/Enter your email/).last()).toHaveCSS('color', 'rgb(180, 35, 26)')
})
