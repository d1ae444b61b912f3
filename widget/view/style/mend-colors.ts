// Loaded where a page sets colours of its own.

import { colorStyles, SETTABLE } from './colors.ts'
import { schemeOn, textOn } from './contrast.ts'

/** A colour that is painted nowhere tells by its transition when the background of the page's own changes. */
const watchStyles =
  '.signup-look{column-rule-color:color(from var(--signup-background,#0000) srgb r g b/alpha);transition:column-rule-color 1ms}'

let sheet: CSSStyleSheet | undefined

/** Draws a form in colours that fit those of its page. */
export function fitColors(host: HTMLElement, root: HTMLElement | ShadowRoot): void {
  const scope = root.getRootNode()
  const card = root.querySelector<HTMLElement>('.signup')
  if (!card || !(scope instanceof Document || scope instanceof ShadowRoot)) return
  try {
    if (!sheet) {
      sheet = new CSSStyleSheet()
      sheet.replaceSync(colorStyles + watchStyles)
    }
    if (!scope.adoptedStyleSheets.includes(sheet))
      scope.adoptedStyleSheets = [...scope.adoptedStyleSheets, sheet]
  } catch {
    // A browser without constructed style sheets has no relative colours either.
  }
  const adapt = () => {
    mendColors(host, card)
    fitControls(card)
  }
  adapt()
  card.addEventListener('transitionend', ({ target }) => target === card && adapt())
}

/**
 * Browsers draw boxes, circles and the signs in fields by the colour scheme: dark ones on a light background would look ticked.
 * On a translucent background they stay those of the theme, as everything else does that shows through.
 */
function fitControls(card: HTMLElement): void {
  card.style.transition = 'none'
  const [, numbers = ''] = /^color\(srgb ([^/]+)\)$/.exec(getComputedStyle(card).columnRuleColor) ?? []
  card.style.transition = ''
  const channels = numbers
    .trim()
    .split(/\s+/)
    .map((share) => Number(share) * 255)
  if (channels.length === 3) card.style.setProperty('--controls', schemeOn(channels))
  else card.style.removeProperty('--controls')
}

/**
 * Takes out of a form what CSS cannot: colours that are none, which would undo others too, and the page's own text colour,
 * which means another one inside the form. Where a browser lacks relative colours, makes text black or white.
 */
function mendColors(host: Element, card: HTMLElement): void {
  const style = getComputedStyle(host)
  for (const property of SETTABLE.map((name) => `--signup-${name}`)) {
    const value = style.getPropertyValue(property).trim()
    const fixed = isColor(value) ? value.replace(/currentcolor/gi, style.color) : 'initial'
    if (value && fixed !== value) card.style.setProperty(property, fixed)
    else card.style.removeProperty(property)
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

function isColor(value: string): boolean {
  return CSS.supports('color', value)
}
