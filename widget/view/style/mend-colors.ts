// Loaded where a page sets colours of its own.

import { colorStyles, SETTABLE } from './colors.ts'
import { schemeOn } from './contrast.ts'
import { drawBlackOrWhite } from './without-relative-colors.ts'

const BACKGROUND = 'var(--signup-background,#0000)'
/** All colours of the page's own, and the colour scheme, in one. */
const mixed = SETTABLE.reduce(
  (mix, name) => `color-mix(in srgb,var(--signup-${name},#0000),${mix})`,
  'light-dark(#000,#fff)',
)
/**
 * Text that nobody sees tells by its transition when colours of the page's own change. Chromium crashes on the transition of
 * a mix with `currentColor`, except in `color`, where it is another element's.
 */
const watchStyles = `.signup-look{column-rule-color:color(from ${BACKGROUND} srgb r g b/alpha)}.signup-look [part=trap]{color:${mixed};transition:color 1ms}`

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
    // A browser without constructed style sheets has no relative colours either, and sees no later changes.
  }
  const adapt = () => {
    mendColors(host, card)
    if (CSS.supports('color', 'rgb(from red r g b)')) fitControls(card)
    else drawBlackOrWhite(card)
  }
  adapt()
  card.addEventListener(
    'transitionend',
    ({ target }) => target instanceof Element && target.matches('[part=trap]') && adapt(),
  )
}

/**
 * Browsers draw boxes, circles and the signs in fields by the colour scheme: dark ones on a light background would look ticked.
 * On a translucent background they stay those of the theme, as everything else does that shows through.
 */
function fitControls(card: HTMLElement): void {
  const [, numbers = ''] = /^color\(srgb ([^/]+)\)$/.exec(getComputedStyle(card).columnRuleColor) ?? []
  const channels = numbers
    .trim()
    .split(/\s+/)
    .map((share) => Number(share) * 255)
  if (channels.length === 3) card.style.setProperty('--controls', schemeOn(channels))
  else card.style.removeProperty('--controls')
}

/**
 * Takes out of a form what CSS cannot: colours that are none, which would undo others too, and the page's own text colour,
 * which means another one inside the form.
 */
function mendColors(host: Element, card: HTMLElement): void {
  const style = getComputedStyle(host)
  for (const property of SETTABLE.map((name) => `--signup-${name}`)) {
    const value = style.getPropertyValue(property).trim()
    const fixed = isColor(value) ? value.replace(/currentcolor/gi, style.color) : 'initial'
    card.style.removeProperty(property)
    if (value ? fixed !== value : isSetToNothing(property, card)) card.style.setProperty(property, fixed)
  }
}

/** True for `--signup-accent: ;`, which to CSS is a value: a form would have nothing to draw with. */
function isSetToNothing(property: string, card: HTMLElement): boolean {
  card.style.setProperty('--set', `var(${property},0)`)
  const value = getComputedStyle(card).getPropertyValue('--set')
  card.style.removeProperty('--set')
  return value === ''
}

function isColor(value: string): boolean {
  return CSS.supports('color', value)
}
