import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from '../support/fixtures.ts'

const PICTURE = join(import.meta.dirname, '../picture.webp')
/** What a reader of the README should have to load at most. */
const MOST_BYTES = 60_000

test.use({
  colorScheme: 'light',
  deviceScaleFactor: 2,
  viewport: { width: 1280, height: 900 },
  contextOptions: { reducedMotion: 'reduce' },
})

/** `npm run picture`: the first form of the demo page, as the README shows it. */
test('take the picture of the form', async ({ page, relay }) => {
  await page.goto(relay.url)
  const card = page.locator('.stand .card')
  await expect(card.getByRole('button')).toBeVisible()
  await page.evaluate('document.fonts.ready')
  const png = await card.screenshot({ animations: 'disabled' })
  // The browser converts it, so that no image library is needed.
  const webp = await page.evaluate(
    async (source) => {
      const image = new Image()
      image.src = source
      await image.decode()
      const canvas = document.createElement('canvas')
      canvas.width = image.width
      canvas.height = image.height
      canvas.getContext('2d')?.drawImage(image, 0, 0)
      return canvas.toDataURL('image/webp', 0.9).split(',')[1] ?? ''
    },
    `data:image/png;base64,${png.toString('base64')}`,
  )
  const bytes = Buffer.from(webp, 'base64')
  expect(bytes.length).toBeLessThan(MOST_BYTES)
  await writeFile(PICTURE, bytes)
})
