import { page as html, LISTS, placeholder, scriptTag } from '../support/embed.ts'
import { signUp } from '../support/filled-form.ts'
import { expect, test } from '../support/fixtures.ts'
import { CREATED } from '../support/sentences.ts'

const SETTINGS = { lists: LISTS.newsletter, fields: 'first_name' }

test('an optimiser delays the script until the visitor moves, and drops its attributes', async ({
  page,
  relay,
  site,
  address,
}) => {
  const delayed = `<script type="text/delayed" data-delayed-src="${relay.url}/v1/signup.js"></script>
    <script>addEventListener('mousemove', () => {
      for (const tag of document.querySelectorAll('script[type="text/delayed"]')) {
        const script = document.createElement('script')
        script.src = tag.dataset.delayedSrc
        tag.replaceWith(script)
      }
    }, { once: true })</script>`
  await page.goto(site.page(html(placeholder(SETTINGS) + delayed)))
  await page.mouse.move(40, 40)
  await signUp(page, address)
  await expect(page.getByText(CREATED)).toBeVisible()
})

for (const [what, tag] of [
  ['renames the script and keeps its attributes', (src: string) => `<script defer src="${src}"></script>`],
  [
    'renames the script and makes a module of it',
    (src: string) => `<script type="module" src="${src}"></script>`,
  ],
  [
    'joins the script with others, of which one is strict and one fails',
    (src: string) => `<script src="${src}" async></script>`,
  ],
] as const) {
  test(`an optimiser ${what}`, async ({ page, relay, site, address }) => {
    const ours = await (await fetch(`${relay.url}/v1/signup.js`)).text()
    const code = what.startsWith('joins')
      ? `"use strict";var first=1\n;${ours}\n;setTimeout(function(){throw new Error('page')})`
      : ours
    const box = placeholder({ ...SETTINGS, endpoint: relay.url })
    await page.goto(site.page(html(box + tag(site.script(code)))))
    await signUp(page, address)
    await expect(page.getByText(CREATED)).toBeVisible()
    expect(page.url()).toContain(site.origin())
  })
}

test('the vendor’s own script, its form and its globals beside ours', async ({
  page,
  relay,
  site,
  address,
}) => {
  const vendor = site.script(`
    var _ctct_m = "0123456789abcdef"
    for (const place of document.querySelectorAll('.ctct-inline-form')) {
      place.innerHTML = '<div class="ctct-form-embed"><form class="ctct-form-custom" id="ctct_form_0">'
        + '<label class="ctct-form-label" for="email_address_0">Email of the other form</label>'
        + '<input class="ctct-form-element" id="email_address_0" name="email_address">'
        + '<div id="gdpr_text" class="ctct-gdpr-text">By submitting</div>'
        + '<button class="ctct-form-button">Join there</button></form></div>'
    }
    document.addEventListener('submit', (event) => {
      if (!event.target.closest('.ctct-inline-form')) throw new Error('Whoops, something went wrong')
    })`)
  const head = `<style>.ctct-form-embed form { display: flex } [id*=email_address] { width: 9px }
    button { display: none !important } .ctct-form-button { display: block !important }</style>`
  const theirs = `<div class="ctct-inline-form" data-form-id="9c8a"></div>
    <script id="signupScript" src="${vendor}" async defer></script>`
  const thrown: string[] = []
  page.on('pageerror', (error) => thrown.push(error.message))
  await page.goto(site.page(html(theirs + scriptTag(relay, SETTINGS), { head })))
  await expect(page.getByText('Email of the other form')).toBeVisible()
  await signUp(page, address)
  await expect(page.getByText(CREATED)).toBeVisible()
  expect(thrown).toEqual([])
  const owned = await page.evaluate(() => {
    const host = document.querySelector('.signup-widget')
    const names = [...(host?.shadowRoot?.querySelectorAll('*') ?? [])].flatMap(({ id, classList }) => [
      id,
      ...classList,
    ])
    return names.filter((name) => /^_?ctct|signupScript|gdpr_text/.test(name))
  })
  expect(owned).toEqual([])
})
