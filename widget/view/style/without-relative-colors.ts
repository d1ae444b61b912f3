import { contrastOf, schemeOn, textOn } from './contrast.ts'
import * as palette from './palette.ts'
import { pixelOf } from './pixel.ts'

const theme = (lightAndDark: palette.Pair) => `light-dark(${lightAndDark})`
const own = (name: string) => `var(--signup-${name},#0000)`
const rgb = ([red, green, blue]: readonly number[]) => `rgb(${red} ${green} ${blue})`

/** For browsers without relative colours: draws in black or white what cannot be seen on the colours that a page sets. */
export function drawBlackOrWhite(card: HTMLElement): void {
  const { style } = card
  /** What a browser makes of a colour: it understands more of them in styles than on a canvas. */
  const computed = (color: string) => {
    style.columnRuleColor = color
    return getComputedStyle(card).columnRuleColor
  }
  const paint = (...layers: string[]) => pixelOf(layers.map(computed))
  const isShown = (name: string) => paint(own(name))[3] !== 0
  const ground = paint(theme(palette.paper), own('background'))
  const accent = paint(rgb(ground), `var(--signup-accent,${theme(palette.accent)})`)
  const colorOn = (behind: readonly number[], color: string, least: number) =>
    contrastOf(paint(rgb(behind), color), behind) < least ? textOn(behind) : color
  const onGround = (name: string, otherwise: palette.Pair, least: number) =>
    colorOn(ground, `var(--signup-${name},${theme(otherwise)})`, least)
  const arePaired = (name: string, other: string) => isShown(name) && isShown(other)

  const colors: { [name: string]: string | false } = {
    ground: rgb(ground),
    background: isShown('background') && rgb(ground),
    controls: isShown('background') && schemeOn(ground),
    color: !arePaired('color', 'background') && onGround('color', palette.ink, 4.5),
    muted: colorOn(ground, theme(palette.quiet), 4.5),
    error: onGround('error', palette.danger, 4.5),
    border: onGround('border', palette.line, 3),
    edge: colorOn(ground, rgb(accent), 3),
    hover: rgb(accent),
    'accent-text':
      !arePaired('accent-text', 'accent') &&
      colorOn(
        accent,
        isShown('accent') ? textOn(accent) : `var(--signup-accent-text,${theme(palette.onAccent)})`,
        4.5,
      ),
    tick: isShown('success') && textOn(paint(rgb(ground), own('success'))),
  }
  style.columnRuleColor = ''
  for (const [name, color] of Object.entries(colors)) {
    if (color) style.setProperty(`--${name}`, color)
    else style.removeProperty(`--${name}`)
  }
}
