import type { Locator } from 'playwright'

/** Contrasts (WCAG 2) in a box or a radio button, as the pixels of a screenshot show it. */
type PaintedBox = {
  /** What most of it is painted in, on what is around it. */
  fill: number
  /** The one of its pixels that stands out most, on what is around it. */
  edge: number
  /** The one of its inner pixels that stands out most, on what most of them are painted in. */
  mark: number
}

/** Pixels around the box that belong to the form. */
const MARGIN = 3

/** Measures a native control, whose colours no style tells. */
export async function paintedBox(box: Locator): Promise<PaintedBox> {
  const page = box.page()
  await box.scrollIntoViewIfNeeded()
  const bounds = await box.boundingBox()
  if (!bounds) throw new Error('The box is not shown.')
  const clip = {
    x: Math.floor(bounds.x) - MARGIN,
    y: Math.floor(bounds.y) - MARGIN,
    width: Math.ceil(bounds.width) + 2 * MARGIN,
    height: Math.ceil(bounds.height) + 2 * MARGIN,
  }
  const picture = await page.screenshot({ clip, scale: 'css' })
  return await page.evaluate(measure, { picture: picture.toString('base64'), margin: MARGIN })
}

/** Runs in the page, so it can use nothing from this file. */
async function measure({ picture, margin }: { picture: string; margin: number }): Promise<PaintedBox> {
  const bytes = Uint8Array.from(atob(picture), (letter) => letter.charCodeAt(0))
  const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }))
  const { width, height } = bitmap
  const pen = new OffscreenCanvas(width, height).getContext('2d')
  if (!pen) throw new Error('There is no canvas.')
  pen.drawImage(bitmap, 0, 0)
  const { data } = pen.getImageData(0, 0, width, height)
  const around = luminanceAt(0, 0)
  const all = within(margin)
  // Without its edge and its corners, which a radio button does not fill.
  const inner = within(margin + Math.round(width / 4))
  const fill = mostOf(inner)
  return {
    fill: contrast(fill, around),
    edge: Math.max(...all.map((pixel) => contrast(pixel, around))),
    mark: Math.max(...inner.map((pixel) => contrast(pixel, fill))),
  }

  function within(inset: number): number[] {
    const pixels: number[] = []
    for (let y = inset; y < height - inset; y++)
      for (let x = inset; x < width - inset; x++) pixels.push(luminanceAt(x, y))
    return pixels
  }

  function luminanceAt(x: number, y: number): number {
    const at = 4 * (y * width + x)
    const [red = 0, green = 0, blue = 0] = [...data.subarray(at, at + 3)].map((channel) => {
      const share = channel / 255
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
  }

  function mostOf(pixels: number[]): number {
    const counts = new Map<number, number>()
    for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1)
    return [...counts].reduce((one, other) => (other[1] > one[1] ? other : one), [0, 0])[0]
  }

  function contrast(one: number, other: number): number {
    return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05)
  }
}
