// Loaded where a page sets colours of its own.

import { colorStyles, SETTABLE } from './colors.ts'
import { textOn } from './contrast.ts'

let sheet: CSSStyleSheet | undefined

/** Draws a form in colours that fit those of its page. */
export function fitColors(host: HTMLElement, root: HTMLElement | ShadowRoot): void {
  const scope = root.getRootNode()
  const card = root.querySelector<HTMLElement>('.signup')
  if (!card || !(scope instanceof Document || scope instanceof ShadowRoot)) return
  try {
    if (!sheet) {
      sheet = new CSSStyleSheet()
      sheet.replaceSync(colorStyles)
    }
    if (!scope.adoptedStyleSheets.includes(sheet))
      scope.adoptedStyleSheets = [...scope.adoptedStyleSheets, sheet]
  } catch {
    // A browser without constructed style sheets has no relative colours either.
  }
  mendColors(host, card)
}

/**
 * Takes out of a form what CSS cannot: colours that are none, which would undo others too, and the page's own text colour,
 * which means another one inside the form. Where a browser lacks relative colours, makes text black or white.
 */
function mendColors(host: Element, card: HTMLElement): void {
  for (const name of SETTABLE) card.style.removeProperty(`--signup-${name}`)
  const { color } = getComputedStyle(host)
  for (const { name, value } of colorsOf(host)) {
    const fixed = isColor(value) ? value.replace(/currentcolor/gi, color) : 'initial'
    if (fixed !== value) card.style.setProperty(`--signup-${name}`, fixed)
  }
  if (CSS.supports('color', 'rgb(from red r g b)')) return
  for (const [element, name] of [
    [card, '--color'],
    [card.querySelector('[part=button]'), '--accent-text'],
  ] as const) {
    const painted =
      element &&
      getComputedStyle(element)
        .backgroundColor.match(/[\d.]+/g)
        ?.map(Number)
    if (painted && painted[3] !== 0) card.style.setProperty(name, textOn(painted))
  }
}

/** What a page sets for a form, by the names of the properties without `--signup-`. */
function colorsOf(host: Element): { name: string; value: string }[] {
  const style = getComputedStyle(host)
  return SETTABLE.map((name) => ({ name, value: style.getPropertyValue(`--signup-${name}`).trim() })).filter(
    ({ value }) => value,
  )
}

function isColor(value: string): boolean {
  return CSS.supports('color', value)
}
