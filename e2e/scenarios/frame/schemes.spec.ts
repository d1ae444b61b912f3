import type { Page } from 'playwright'
import { formAddress, page as html, LISTS, scriptTag } from '../../support/embed.ts'
import { expect, test } from '../../support/fixtures.ts'

const FRAME = (source: string) =>
  `<iframe title="Sign up" width="600" height="420" style="border: 0" src="${source.replaceAll('&', '&amp;')}"></iframe>`
const DARK = '<style>html { color-scheme: dark } body { background: rgb(20, 20, 20) }</style>'

/** The colour of a pixel in the corner of the frame, where the card is round. */
async function corner(page: Page): Promise<number[]> {
  const box = await page.locator('iframe').boundingBox()
  const clip = { x: (box?.x ?? 0) + 1, y: (box?.y ?? 0) + 1, width: 1, height: 1 }
  const picture = (await page.screenshot({ clip })).toString('base64')
  return page.evaluate(async (data) => {
    const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${data}`)).blob())
    const canvas = new OffscreenCanvas(1, 1).getContext('2d')
    canvas?.drawImage(image, 0, 0)
    return [...(canvas?.getImageData(0, 0, 1, 1).data ?? [])].slice(0, 3)
  }, picture)
}

for (const [what, script] of [
  ['without our script', false],
  ['with our script', true],
] as const) {
  // A frame cannot know the scheme of its page unless our script tells it.
  for (const theme of script ? ['dark', 'auto'] : ['dark']) {
    test(`the iframe of a dark page has no white corners, theme ${theme}, ${what}`, async ({
      page,
      relay,
      site,
    }) => {
      const frame = FRAME(formAddress(relay, { lists: LISTS.newsletter, theme }))
      await page.goto(site.page(html(frame + (script ? scriptTag(relay) : ''), { head: DARK })))
      await expect(page.frameLocator('iframe').getByRole('button')).toBeVisible()
      await expect.poll(async () => Math.max(...(await corner(page)))).toBeLessThan(60)
    })
  }

  test(`the dark theme in the iframe of a page that names no scheme, ${what}`, async ({
    page,
    relay,
    site,
  }) => {
    const frame = FRAME(formAddress(relay, { lists: LISTS.newsletter, theme: 'dark' }))
    const head = '<style>body { background: rgb(20, 20, 20) }</style>'
    await page.goto(site.page(html(frame + (script ? scriptTag(relay) : ''), { head })))
    await expect(page.frameLocator('iframe').getByRole('button')).toBeVisible()
    await expect.poll(async () => Math.max(...(await corner(page)))).toBeLessThan(60)
  })
}

test('a frame in closed details has its height once they are open', async ({ page, relay, site }) => {
  const frame = FRAME(formAddress(relay, { lists: LISTS.newsletter, fields: 'first_name' }))
  await page.goto(site.page(html(`<details><summary>News</summary>${frame}</details>${scriptTag(relay)}`)))
  await page.waitForTimeout(1000)
  await page.getByText('News').click()
  await expect(page.frameLocator('iframe').getByRole('button')).toBeVisible()
  const height = () => page.locator('iframe').evaluate((element) => element.clientHeight)
  expect(await height()).toBeLessThan(1500)
  await expect.poll(height).not.toBe(420)
  expect(await height()).toBeLessThan(1500)
})
