import { page as html, LISTS, placeholder, scriptTag } from '../support/embed.ts'
import { expect, test } from '../support/fixtures.ts'
import { CREATED } from '../support/sentences.ts'

const SETTINGS = { lists: LISTS.newsletter, fields: 'first_name birthday', title: 'News' }

/** Pages by what surrounds the form; the first has no doctype. */
type Surroundings = { name: string; around: (form: string) => string }

const within = (style: string) => (form: string) => html(`<div style="${style}">${form}</div>`)

const SURROUNDINGS: Surroundings[] = [
  {
    name: 'a page in quirks mode, in a table',
    around: (form) =>
      `<html><head><title>Old</title></head><body><table><tr><td><font size="2">${form}</font></td></tr></table></body></html>`,
  },
  {
    name: 'a page with a base address elsewhere, whose links open in frames',
    around: (form) => html(form, { head: '<base href="https://elsewhere.example/deep/" target="other">' }),
  },
  {
    name: 'a page from right to left',
    around: (form) => html(form, { html: 'lang="en" dir="rtl"' }),
  },
  {
    name: 'a box that is turned and scaled',
    around: within('transform: rotate(1deg) scale(0.9); perspective: 400px'),
  },
  { name: 'a box that is contained', around: within('contain: strict; block-size: 700px; overflow: auto') },
  {
    name: 'a box whose width is asked for',
    around: within('container-type: inline-size; will-change: transform'),
  },
  {
    name: 'a form of the page around ours',
    around: (form) =>
      html(`<form id="outer" action="/nowhere" onsubmit="window.wentOut = true">
        <input name="q" aria-label="Search">${form}<button name="go">Search the site</button></form>`),
  },
]

for (const isolation of ['shadow', 'none']) {
  for (const { name, around } of SURROUNDINGS) {
    test(`${name}, isolation ${isolation}`, async ({ page, relay, site, address }) => {
      const place = site.page(around(placeholder({ ...SETTINGS, isolation }) + scriptTag(relay)))
      await page.goto(place)
      const mode = name.includes('quirks') ? 'BackCompat' : 'CSS1Compat'
      expect(await page.evaluate(() => document.compatMode)).toBe(mode)
      const form = page.getByRole('form', { name: 'News' })
      const field = form.getByLabel('Email address')
      const [size = 0, height = 0] = await field.evaluate((input) => {
        const { fontSize, blockSize } = getComputedStyle(input)
        return [Number.parseFloat(fontSize), Number.parseFloat(blockSize)]
      })
      expect(size).toBeGreaterThanOrEqual(16)
      expect(height).toBeGreaterThanOrEqual(44)
      await form.getByLabel('First name').fill('Mary')
      await field.fill(address)
      await field.press('Enter')
      await expect(page.getByText(CREATED)).toBeVisible()
      expect(page.url()).toBe(place)
      expect(await relay.sandbox.signUps()).toMatchObject([{ email_address: address, first_name: 'Mary' }])
      expect(await page.evaluate('window.wentOut')).toBeUndefined()
    })
  }

  test(`a surrounding form of the page sends none of our fields, isolation ${isolation}`, async ({
    page,
    relay,
    site,
  }) => {
    const box = placeholder({ ...SETTINGS, isolation })
    const around = `<form id="outer"><input name="q" aria-label="Search">${box}</form>`
    await page.goto(site.page(html(around + scriptTag(relay))))
    await page.getByLabel('First name').fill('Mary')
    const names = () => {
      const outer = document.querySelector<HTMLFormElement>('#outer')
      return outer ? [...new FormData(outer).keys()] : []
    }
    expect(await page.evaluate(names)).toEqual(['q'])
  })
}

test('a placeholder that is added after an hour, then hidden, shown, moved and removed', async ({
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
