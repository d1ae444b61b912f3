/** On this luminance black and white have the same contrast, 4.58. */
const EVEN = 0.179

/** The relative luminance (WCAG 2) of red, green and blue from 0 to 255. */
function luminance(channels: readonly number[]): number {
  const [red = 0, green = 0, blue = 0] = channels.map((channel) => {
    const share = channel / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** Black or white, whichever is easier to read on a colour of red, green and blue from 0 to 255. */
export function textOn(channels: readonly number[]): '#000' | '#fff' {
  return luminance(channels) > EVEN ? '#000' : '#fff'
}

/** In which colour scheme browsers draw boxes and the like that fit on a colour of red, green and blue from 0 to 255. */
export function schemeOn(channels: readonly number[]): 'light' | 'dark' {
  return textOn(channels) === '#000' ? 'light' : 'dark'
}

/** Red, green and blue from 0 to 255 of a hex colour with 3 or 6 digits. */
export function channelsOf(hex: string): number[] {
  const digits = hex.slice(1)
  const size = digits.length / 3
  return [0, 1, 2].map((place) => {
    const part = digits.slice(place * size, (place + 1) * size)
    return Number.parseInt(part.padEnd(2, part), 16)
  })
}

/** The contrast (WCAG 2), from 1 to 21, of two colours of red, green and blue from 0 to 255. */
export function contrastOf(one: readonly number[], other: readonly number[]): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (lighter + 0.05) / (darker + 0.05)
}
