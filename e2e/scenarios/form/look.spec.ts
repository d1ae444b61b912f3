import { delaySignUps } from '../../support/delayed-requests.ts'
import { formAddress, page as html, LISTS, scriptTag } from '../../support/embed.ts'
import { expect, test } from '../../support/fixtures.ts'

const EVERYTHING = {
  lists: `${LISTS.newsletter}=Newsletter,${LISTS.events}=Events and tastings`,
  'list-choice': '',
  fields: 'first_name* last_name company_name job_title phone_number birthday anniversary address',
  'custom-fields': JSON.stringify([
    {
      id: '1618ae62-4752-11e9-9c8a-fa163e6b01c2',
      type: 'textarea',
      label: 'Donaudampfschifffahrtsgesellschaftskapitän',
    },
    {
      id: '1618ae62-4752-11e9-9c8a-fa163e6b01c5',
      type: 'select',
      label: 'Heard of us',
      options: ['An option that is much longer than the narrowest of screens is wide'],
    },
    {
      id: '1618ae62-4752-11e9-9c8a-fa163e6b01c6',
      type: 'checkbox',
      label: 'Interests',
      options: ['Bread', 'Pastry'],
    },
  ]),
  consent: 'Yes, write to me by email. I can unsubscribe at any time.',
  title: 'News from Juniper & Rye',
}

test('at 320 pixels nothing scrolls sideways, and everything can be touched', async ({
  page,
  relay,
  site,
}) => {
  await page.setViewportSize({ width: 320, height: 640 })
  const places = [
    site.page(html(scriptTag(relay, EVERYTHING))),
    formAddress(relay, EVERYTHING),
    relay.url,
    relay.sandbox.url,
    `${relay.url}/connect`,
  ]
  for (const place of places) {
    await page.goto(place)
    await page.waitForLoadState('networkidle')
    const width = await page.evaluate(() => document.documentElement.scrollWidth)
    expect(width, place).toBeLessThanOrEqual(320)
  }
  await page.goto(places[0] ?? '')
  await page.getByRole('button').click()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
  const form = page.getByRole('form')
  const controls = form.getByRole('textbox').or(form.getByRole('combobox')).or(form.getByRole('button'))
  expect(await controls.count()).toBeGreaterThan(10)
  for (const field of await controls.all()) {
    const box = await field.boundingBox()
    expect(box?.height).toBeGreaterThanOrEqual(44)
    expect(
      await field.evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize)),
    ).toBeGreaterThanOrEqual(16)
  }
})

test('the form follows the visitor’s colour scheme, or the one that the site sets', async ({
  page,
  relay,
  site,
}) => {
  const brightness = () =>
    page.getByLabel('Email address').evaluate((input) => {
      const [red = 0, green = 0, blue = 0] = (getComputedStyle(input).color.match(/[\d.]+/g) ?? []).map(
        Number,
      )
      return red + green + blue
    })
  const open = async (theme: string, scheme: 'light' | 'dark') => {
    await page.emulateMedia({ colorScheme: scheme })
    const head = '<meta name="color-scheme" content="light dark">'
    await page.goto(site.page(html(scriptTag(relay, { lists: LISTS.newsletter, theme }), { head })))
    return brightness()
  }
  const lightText = await open('auto', 'dark')
  const darkText = await open('auto', 'light')
  expect(lightText).toBeGreaterThan(darkText)
  expect(await open('dark', 'light')).toBe(lightText)
  expect(await open('light', 'dark')).toBe(darkText)
})

test('the custom properties of the site reach the form', async ({ page, relay, site }) => {
  const style =
    '<style>main { --signup-accent: rgb(122, 31, 61); --signup-radius: 0px; --signup-font: monospace }</style>'
  await page.goto(site.page(html(scriptTag(relay, { lists: LISTS.newsletter }), { head: style })))
  const look = await page.getByRole('button').evaluate((button) => {
    const { backgroundColor, borderRadius, fontFamily } = getComputedStyle(button)
    return { backgroundColor, borderRadius, fontFamily }
  })
  expect(look).toEqual({ backgroundColor: 'rgb(122, 31, 61)', borderRadius: '0px', fontFamily: 'monospace' })
})

for (const dir of ['ltr', 'rtl']) {
  test(`at 320 pixels what the form says while sending stands clear below the button, ${dir}`, async ({
    page,
    relay,
  }) => {
    await page.setViewportSize({ width: 320, height: 640 })
    await page.goto(formAddress(relay, { lists: LISTS.newsletter, button: 'Write to me on Saturdays', dir }))
    await delaySignUps(page)
    await page.getByLabel('Email address').fill('ada@example.org')
    const button = page.getByRole('button')
    await button.click()
    const said = await page.getByText('Signing you up…').boundingBox()
    const pressed = await button.boundingBox()
    if (!said || !pressed) throw new Error('The button or what is said below it is not shown.')
    const start = (box: { x: number; width: number }) => (dir === 'ltr' ? box.x : box.x + box.width)
    expect(Math.abs(start(said) - start(pressed))).toBeLessThanOrEqual(1)
    expect(said.y - (pressed.y + pressed.height)).toBeGreaterThanOrEqual(4)
  })
}

for (const isolation of ['shadow', 'none']) {
  test(`what the form says while sending keeps a distance from the button beside it, isolation ${isolation}`, async ({
    page,
    relay,
    site,
  }) => {
    await page.goto(site.page(html(scriptTag(relay, { lists: LISTS.newsletter, isolation }))))
    await delaySignUps(page)
    await page.getByLabel('Email address').fill('ada@example.org')
    const button = page.getByRole('button')
    await button.click()
    const said = await page.getByText('Signing you up…').boundingBox()
    const pressed = await button.boundingBox()
    if (!said || !pressed) throw new Error('The button or what is said beside it is not shown.')
    expect(said.y).toBeLessThan(pressed.y + pressed.height)
    expect(said.x - (pressed.x + pressed.width)).toBeGreaterThanOrEqual(4)
  })
}

test('right to left: labels are on the right, addresses and numbers stay left to right', async ({
  page,
  relay,
  site,
}) => {
  await page.setViewportSize({ width: 320, height: 640 })
  await page.goto(
    site.page(html(scriptTag(relay, { ...EVERYTHING, dir: 'rtl' }), { html: 'lang="en" dir="rtl"' })),
  )
  const form = page.getByRole('form')
  const direction = (element: Element) => getComputedStyle(element).direction
  expect(await form.evaluate(direction)).toBe('rtl')
  expect(await form.getByLabel('First name').evaluate(direction)).toBe('rtl')
  expect(await form.getByLabel('Email address').evaluate(direction)).toBe('ltr')
  expect(await form.getByLabel('Phone number').evaluate(direction)).toBe('ltr')
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
})

for (const isolation of ['shadow', 'none']) {
  test(`labels, and legends that ask one question, have one weight and one size, isolation ${isolation}`, async ({
    page,
    relay,
    site,
  }) => {
    await page.goto(site.page(html(scriptTag(relay, { ...EVERYTHING, isolation }))))
    await expect(page.getByRole('group', { name: 'Interests' })).toBeVisible()
    const looks = await page.locator('[part=label]').evaluateAll((labels) =>
      labels.map((label) => {
        const { fontWeight, fontSize } = getComputedStyle(label)
        return `${label.tagName} ${fontWeight} ${fontSize}`
      }),
    )
    // The legends of a birthday and of an address stand above several questions.
    expect([...new Set(looks)].sort()).toEqual(['LABEL 400 16px', 'LEGEND 400 16px', 'LEGEND 600 16px'])
    await expect(page.getByRole('group', { name: 'Birthday' }).locator('legend')).toHaveCSS(
      'font-weight',
      '600',
    )
    await expect(page.getByRole('group', { name: 'Interests' }).locator('legend')).toHaveCSS(
      'font-weight',
      '400',
    )
  })
}

test('a date field reserves its height, so that nothing moves when it is rendered', async ({
  page,
  relay,
  site,
}) => {
  await page.goto(
    site.page(html(scriptTag(relay, { lists: LISTS.newsletter, fields: 'anniversary job_title' }))),
  )
  const date = page.getByLabel('Anniversary')
  await expect(date).toHaveAttribute('type', 'date')
  const line = await page.getByLabel('Job title').boundingBox()
  expect((await date.boundingBox())?.height).toBe(line?.height)
})

for (const width of [320, 340, 360, 390]) {
  test(`at ${width} pixels every month is fully readable`, async ({ page, relay }) => {
    await page.setViewportSize({ width, height: 640 })
    await page.goto(formAddress(relay, { lists: LISTS.newsletter, fields: 'birthday' }))
    const room = await page.getByLabel('Month').evaluate((select: HTMLSelectElement) => {
      const { font, paddingInlineStart, paddingInlineEnd } = getComputedStyle(select)
      const pen = document.createElement('canvas').getContext('2d')
      if (!pen) return -1
      pen.font = font
      const longest = Math.max(...[...select.options].map(({ text }) => pen.measureText(text).width))
      const padding = Number.parseFloat(paddingInlineStart) + Number.parseFloat(paddingInlineEnd)
      return select.clientWidth - padding - longest
    })
    expect(room).toBeGreaterThanOrEqual(0)
  })
}

test('in forced colours a select still has an arrow', async ({ page, relay }) => {
  await page.goto(formAddress(relay, { lists: LISTS.newsletter, fields: 'birthday' }))
  const month = page.getByLabel('Month')
  await expect(month).toHaveCSS('appearance', 'none')
  await page.emulateMedia({ forcedColors: 'active' })
  await expect(month).not.toHaveCSS('appearance', 'none')
})

test('nothing is animated when a field gets the focus: each frame would delay a key press', async ({
  page,
  relay,
  site,
}) => {
  await page.goto(site.page(html(scriptTag(relay, EVERYTHING))))
  const fields = page.getByRole('textbox').or(page.getByRole('combobox'))
  await expect(fields).not.toHaveCount(0)
  for (const field of await fields.all()) {
    const durations = await field.evaluate((element) => getComputedStyle(element).transitionDuration)
    expect(durations).toMatch(/^0s(, 0s)*$/)
  }
})
