import type { Page } from 'playwright/test'
import { tooFaint } from '../../support/contrast.ts'
import { formAddress, page as html, LISTS, scriptTag } from '../../support/embed.ts'
import { expect, test } from '../../support/fixtures.ts'
import { paintedBox } from '../../support/painted-box.ts'

/** Every kind of control, and every kind of text that a form has before it is sent. */
const FORM = {
  lists: `${LISTS.newsletter}=Newsletter,${LISTS.events}=Events`,
  'list-choice': '',
  fields: 'first_name* phone_number',
  'custom-fields': JSON.stringify([
    {
      id: '1618ae62-4752-11e9-9c8a-fa163e6b01c5',
      type: 'select',
      label: 'A select',
      help: 'A hint',
      options: ['One'],
    },
  ]),
  title: 'News',
  description: 'Once a week.',
}

/** The corners of the cube of colours, and the greys on which black and white text are about equally good. */
const CORNERS = ['#000', '#f00', '#0f0', '#00f', '#ff0', '#f0f', '#0ff', '#fff']
const GREYS = ['#757575', '#777', '#888']
/** All ways to write a colour. */
const WAYS = [
  'transparent',
  'gold',
  '#0008',
  'hsla(40, 90%, 50%, .3)',
  'oklch(.7 .25 150)',
  'oklch(.5 .3 20 / 60%)',
  'color(srgb .5 none none / .5)',
  'color(display-p3 0 1 0)',
  'rgb(255 255 255 / 50%)',
  'var(--brand)',
  'light-dark(#222, #ddd)',
]
const COLORS = [...CORNERS, ...GREYS, ...WAYS]
const SINGLE = ['color', 'background', 'accent', 'accent-text', 'border', 'error', 'success'].flatMap(
  (name) => COLORS.map((color) => ({ [`--signup-${name}`]: color })),
)
const BACKGROUNDS = ['#000', '#00f', '#757575', '#888', '#ff0', '#fff', 'transparent', 'oklch(.7 .25 150)']
const onEachBackground = (name: string) =>
  BACKGROUNDS.flatMap((background) =>
    COLORS.map((color) => ({ '--signup-background': background, [`--signup-${name}`]: color })),
  )

/** Every second pair for each theme; `ALL_COLORS=1` measures all of them in both. */
const pairsFor = (theme: 'light' | 'dark', ...names: string[]) =>
  names
    .flatMap(onEachBackground)
    .filter((_, index) => process.env['ALL_COLORS'] === '1' || (index % 2 === 0) === (theme === 'light'))

for (const theme of ['light', 'dark'] as const) {
  test.describe(`in the ${theme} theme`, () => {
    test.use({ colorScheme: theme, contextOptions: { reducedMotion: 'reduce' } })

    test('whatever a page sets, text has a contrast of 4.5 and edges of 3: idle, with an offer, with errors and done', async ({
      page,
      relay,
      site,
      address,
    }) => {
      test.setTimeout(300_000)
      const head =
        '<meta name="color-scheme" content="light dark"><style>:root { --brand: #c2185b }</style><style id="brand">.signup-widget { --signup-accent: #c2185b }</style>'
      const loaded = page.waitForResponse(/colors-/)
      await page.goto(site.page(html(scriptTag(relay, FORM), { head })))
      await loaded
      await page.locator('#brand').evaluate((brand) => brand.remove())
      const form = page.locator('.signup')
      await expect(form.getByRole('button')).toBeVisible()
      expect(await tooFaint(form, [{}, ...SINGLE, ...pairsFor(theme, 'accent', 'border')])).toEqual([])
      await form.getByLabel('Email address').fill('ada@gmial.com')
      // The code that makes offers loads only now.
      await expect(form.locator('[part=suggestion]')).toBeAttached()
      await form.getByLabel('Email address').blur()
      await expect(form.locator('[part=accept]')).toBeVisible()
      await form.locator('[part=button]').click()
      await expect(form.locator('[part=summary]')).toBeVisible()
      await expect(form.locator('[part=accept]')).toBeVisible()
      expect(await tooFaint(form, [{}, ...SINGLE, ...pairsFor(theme, 'error')])).toEqual([])
      await form.getByLabel('Email address').fill(address)
      await form.getByLabel('First name').fill('Ada')
      await form.getByLabel('Newsletter').check()
      await form.locator('[part=button]').click()
      await expect(page.locator('[part=success]')).toBeVisible()
      const successes = [...SINGLE.filter((set) => '--signup-success' in set), ...pairsFor(theme, 'success')]
      expect(await tooFaint(page.locator('.signup'), successes)).toEqual([])
    })
  })
}

/** Each of these is set on a page that is open already, as a switch of the page's own does. */
const LATER = ['banana', '12px', '', 'currentColor', 'rgb(from currentColor r g b / .3)', '#10142b']

test('colours that a page sets later can be read too: those that are none, and its text colour, which Chromium crashes on', async ({
  page,
  relay,
  site,
}) => {
  const head = '<style>.signup-widget { --signup-accent: #c2185b; color: #345 }</style>'
  const loaded = page.waitForResponse(/colors-/)
  await page.goto(site.page(html(scriptTag(relay, FORM), { head })))
  await loaded
  const host = page.locator('.signup-widget')
  for (const name of ['background', 'accent'])
    for (const color of LATER) {
      await host.evaluate((element, set) => element.setAttribute('style', set), `--signup-${name}: ${color}`)
      await expect.poll(() => tooFaint(page.locator('.signup'), [{}])).toEqual([])
    }
})

test('a property that is set to nothing, as a template without a value does, counts as not set', async ({
  page,
  relay,
  site,
}) => {
  const style = ['color', 'background', 'accent', 'accent-text', 'border', 'radius', 'font', 'gap'].map(
    (name) => `--signup-${name}: ;`,
  )
  const head = `<style>.signup-widget { ${style.join(' ')} }</style>`
  await page.goto(site.page(html(scriptTag(relay, FORM), { head })))
  await expect.poll(() => tooFaint(page.locator('.signup'), [{}])).toEqual([])
})

test('a browser without relative colours draws black or white where a colour could not be read', async ({
  page,
  relay,
  site,
}) => {
  test.setTimeout(300_000)
  await page.route('**/v1/*.js', async (route) => {
    const response = await route.fetch()
    const body = (await response.text()).replace(/\b(color|lab|rgb)\(from /g, '$1(unknown ')
    await route.fulfill({ response, body })
  })
  const loaded = page.waitForResponse(/colors-/)
  const style = (set: Record<string, string>) =>
    Object.entries(set)
      .map((pair) => pair.join(':'))
      .join(';')
  const head = '<style id="brand">.signup-widget { --signup-accent: #c2185b }</style>'
  await page.goto(site.page(html(scriptTag(relay, FORM), { head })))
  await loaded
  await page.locator('#brand').evaluate((brand) => brand.remove())
  const colors = ['#ff0', '#00f', '#757575', '#0008', 'oklch(.5 .3 20 / 60%)', 'transparent']
  const sets = ['color', 'accent-text', 'error'].flatMap((name) =>
    colors.map((color) => ({ [`--signup-${name}`]: color })),
  )
  for (const background of ['#10142b', '#ff0', '#fff8'])
    for (const name of ['accent', 'border'])
      for (const color of colors)
        sets.push({ '--signup-background': background, [`--signup-${name}`]: color })
  const form = page.locator('.signup')
  for (const set of sets) {
    await page
      .locator('.signup-widget')
      .evaluate((host, text) => host.setAttribute('style', text), style(set))
    await expect.poll(() => tooFaint(form, [{}]), { message: style(set) }).toEqual([])
  }
})

const BOXES = {
  lists: `${LISTS.newsletter}=Newsletter,${LISTS.events}=Events`,
  'list-choice': '',
  fields: 'anniversary',
  'custom-fields': JSON.stringify([
    {
      id: '1618ae62-4752-11e9-9c8a-fa163e6b01c7',
      type: 'radio',
      label: 'Wholesale',
      options: ['Yes', 'No'],
    },
  ]),
}

/** A box that is not ticked looks empty, and one that is has a tick that can be seen. */
async function expectClearBoxes(page: Page): Promise<void> {
  for (const box of [page.getByLabel('Newsletter'), page.getByLabel('Yes')]) {
    const empty = await paintedBox(box)
    expect(empty.fill).toBeLessThan(2)
    expect(empty.edge).toBeGreaterThanOrEqual(3)
    expect(empty.mark).toBeLessThan(2)
    await box.check()
    // The ring and the hover would be measured, too.
    await page.mouse.move(0, 0)
    await page.getByLabel('Email address').focus()
    const ticked = await paintedBox(box)
    expect(ticked.edge).toBeGreaterThanOrEqual(3)
    expect(Math.max(ticked.mark, ticked.fill)).toBeGreaterThanOrEqual(3)
    expect(ticked.mark === 1 ? 3 : ticked.mark).toBeGreaterThanOrEqual(3)
  }
}

for (const { scheme, backgrounds, other } of [
  { scheme: 'dark', backgrounds: ['#fff', '#fdf6e3', 'oklch(.97 .02 90)'], other: '#10142b' },
  { scheme: 'light', backgrounds: ['#18191b', 'rgb(16 20 43)', 'black'], other: '#fff8f0' },
] as const) {
  test(`boxes fit the background that a page sets in the ${scheme} scheme: empty ones look empty, and ticks can be seen`, async ({
    page,
    relay,
    site,
    browser,
  }) => {
    await page.emulateMedia({ colorScheme: scheme })
    for (const background of backgrounds) {
      const head = `<meta name="color-scheme" content="light dark"><style>.signup-widget { --signup-background: ${background} }</style>`
      await page.goto(site.page(html(scriptTag(relay, BOXES), { head })))
      await expect(page.getByLabel('Anniversary')).toHaveCSS(
        'color-scheme',
        scheme === 'dark' ? 'light' : 'dark',
      )
      await expectClearBoxes(page)
    }
    // A page with a switch of its own.
    const host = page.locator('.signup-widget')
    await host.evaluate((element, color) => element.style.setProperty('--signup-background', color), other)
    await expect(page.getByLabel('Newsletter')).toHaveCSS('color-scheme', scheme)
    await host.evaluate((element) => element.style.setProperty('--signup-background', 'transparent'))
    await expect(page.getByLabel('Newsletter')).toHaveCSS('color-scheme', 'normal')
    const plain = await browser.newPage({ javaScriptEnabled: false, colorScheme: scheme })
    await plain.goto(formAddress(relay, { ...BOXES, background: scheme === 'dark' ? 'fff' : '18191b' }))
    await expect(plain.getByLabel('Newsletter')).toHaveCSS(
      'color-scheme',
      scheme === 'dark' ? 'light' : 'dark',
    )
    await plain.close()
  })
}

const NEWS = { lists: LISTS.newsletter, description: 'Once a week.', debug: '' }
const pageWith = (style: string) => ({ head: `<style>.signup-widget { ${style} }</style>` })

test('debug names what is no colour, and the form has its own colour instead', async ({
  page,
  relay,
  site,
}) => {
  const text: string[] = []
  page.on('console', (message) => text.push(message.text()))
  const style = '--signup-accent: banana; --signup-background: 12px; --signup-border: currentColor'
  await page.goto(site.page(html(scriptTag(relay, NEWS), pageWith(style))))
  await expect.poll(() => text.join()).toContain('--signup-accent is “banana”, which is no colour')
  await expect.poll(() => text.join()).toContain('--signup-background is “12px”, which is no colour')
  expect(text.join()).not.toContain('currentColor')
  await expect(page.getByRole('button')).toHaveCSS('background-color', 'rgb(51, 71, 159)')
  await expect(page.locator('.signup')).toHaveCSS('background-color', 'rgb(255, 255, 255)')
  expect(await tooFaint(page.locator('.signup'), [{}])).toEqual([])
})

for (const [style, named] of [
  [
    '--signup-color: #888; --signup-background: #999',
    '--signup-color (#888) and --signup-background (#999) have a contrast of 1.24 : 1',
  ],
  [
    '--signup-accent: gold; --signup-accent-text: white',
    '--signup-accent-text (white) and --signup-accent (gold) have a contrast of 1.4 : 1',
  ],
  [
    '--signup-background: transparent } main { background: #333',
    'where --signup-background is transparent, have a contrast of 1.2',
  ],
  [
    '--signup-background: transparent } main { background: #ccc',
    'text (rgb(92, 94, 97)) and what is behind it, where --signup-background is transparent, have a contrast of 4.',
  ],
  [
    '--signup-background: transparent } main { background: linear-gradient(#fff, #333)',
    'where --signup-background is transparent, have a contrast of 1.2',
  ],
  [
    '--signup-background: transparent } main { background: #fff url(/picture.png)',
    'a picture is behind the form',
  ],
] as const) {
  test(`debug names what cannot be read: ${style}`, async ({ page, relay, site }) => {
    const text: string[] = []
    page.on('console', (message) => text.push(message.text()))
    // The report comes after the code for the page's colours, which computes them in XYZ.
    const fitted = page.waitForResponse(/colors-/)
    await page.route('**/report-*', async (route) => {
      await fitted
      await route.continue()
    })
    await page.goto(site.page(html(scriptTag(relay, NEWS), pageWith(style))))
    await expect.poll(() => text.join()).toContain(named)
  })
}

test('the form’s own page takes its colours from its address, without script too', async ({
  browser,
  relay,
}) => {
  const page = await browser.newPage({ javaScriptEnabled: false, colorScheme: 'light' })
  await page.goto(formAddress(relay, { lists: LISTS.newsletter, accent: 'ffd54f', background: '#10142b' }))
  await expect(page.getByRole('button')).toHaveCSS('background-color', 'rgb(255, 213, 79)')
  await page.getByRole('button').click()
  await expect(page.locator('.signup')).toBeVisible()
  await page.goto(
    formAddress(relay, {
      lists: LISTS.newsletter,
      accent: 'banana',
      background: 'lab(1 2)',
      border: 'inherit',
    }),
  )
  await expect(page.getByRole('button')).toHaveCSS('background-color', 'rgb(51, 71, 159)')
  await expect(page.locator('.signup')).toHaveCSS('background-color', 'rgb(255, 255, 255)')
  await page.close()
  const scripted = await browser.newPage({ colorScheme: 'light' })
  await scripted.goto(
    formAddress(relay, { lists: LISTS.newsletter, accent: 'ffd54f', background: '#10142b' }),
  )
  await expect(scripted.getByRole('button')).toHaveCSS('background-color', 'rgb(255, 213, 79)')
  expect(await tooFaint(scripted.locator('.signup'), [{}])).toEqual([])
  await scripted.close()
})
