import { page as html, LISTS, placeholder, scriptTag } from '../embed.ts'
import { signUp } from '../filled-form.ts'
import { expect, test } from '../fixtures.ts'
import { CREATED } from '../sentences.ts'

const SETTINGS = { lists: LISTS.newsletter, fields: 'first_name birthday', title: 'News' }

for (const isolation of ['shadow', 'none']) {
  test(`quirks mode, a base address elsewhere, frames as targets, isolation ${isolation}`, async ({
    page,
    relay,
    site,
    address,
  }) => {
    const box = placeholder({ ...SETTINGS, isolation })
    const address_ = site.page(
      `<html><head><title>Old</title><base href="https://elsewhere.example/deep/" target="other"></head>
      <body><table><tr><td><font size="2">${box}</font></td></tr></table>${scriptTag(relay)}</body></html>`,
    )
    await page.goto(address_)
    expect(await page.evaluate(() => document.compatMode)).toBe('BackCompat')
    const field = page.getByLabel('Email address')
    const size = await field.evaluate((input) => Number.parseFloat(getComputedStyle(input).fontSize))
    expect(size).toBeGreaterThanOrEqual(16)
    expect((await field.boundingBox())?.height).toBeGreaterThanOrEqual(44)
    await signUp(page, address)
    await expect(page.getByText(CREATED)).toBeVisible()
    expect(page.url()).toBe(address_)
  })

  test(`a form of the page around ours, in a box that is turned and contained, right to left, isolation ${isolation}`, async ({
    page,
    relay,
    site,
    address,
  }) => {
    const head = `<style>
      .turned { transform: scale(0.9) rotate(1deg); contain: strict; block-size: 700px; overflow: auto }
      .clipped { will-change: transform; filter: none; perspective: 400px; container-type: inline-size }
    </style>`
    const box = placeholder({ ...SETTINGS, isolation })
    const around = `<form id="outer" action="/nowhere" onsubmit="window.wentOut = true">
      <input name="q" aria-label="Search"><div class="turned"><div class="clipped">${box}</div></div>
      <button name="go">Search the site</button></form>`
    await page.goto(site.page(html(around + scriptTag(relay), { head, html: 'lang="en" dir="rtl"' })))
    const ours = page.getByRole('form', { name: 'News' })
    await ours.getByLabel('First name').fill('Mary')
    await ours.getByLabel('Email address').fill(address)
    await ours.getByLabel('Email address').press('Enter')
    await expect(page.getByText(CREATED)).toBeVisible()
    expect(await page.evaluate('window.wentOut')).toBeUndefined()
    expect(
      await page.evaluate(() => {
        const outer = document.querySelector<HTMLFormElement>('#outer')
        return outer ? [...new FormData(outer).keys()] : []
      }),
    ).toEqual(['q'])
  })
}

test('a placeholder that an hour later is added, hidden, shown, moved and removed', async ({
  page,
  relay,
  site,
}) => {
  await page.clock.install()
  await page.goto(site.page(html('<div id="a"></div><dialog id="b"></dialog>') + scriptTag(relay)))
  await page.clock.fastForward('01:00:00')
  await page.evaluate((content) => {
    document.querySelector('#a')?.insertAdjacentHTML('beforeend', content)
  }, placeholder(SETTINGS))
  await expect(page.getByRole('form')).toHaveCount(1)
  await page.getByLabel('Email address').fill('half@')
  await page.evaluate(() => {
    const dialog = document.querySelector('dialog')
    dialog?.append(...document.querySelectorAll('.signup-widget'))
    dialog?.showModal()
  })
  await expect(page.getByLabel('Email address')).toHaveValue('half@')
  await page.evaluate(() => document.querySelector('.signup-widget')?.remove())
  await expect(page.getByRole('form')).toHaveCount(0)
})
