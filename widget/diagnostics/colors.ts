import { LOOK } from '../frame/messages.ts'
import { contrastOf } from '../view/style/contrast.ts'
import { pixelOf } from '../view/style/pixel.ts'

const NOT_COLORS = /font|radius|gap|max-width|scroll-margin/
/** What text must have, by WCAG 2.2. */
const LEAST = 4.5
/** Text that is there from the start, some of it less dark than the rest. */
const TEXTS = '[part=title],[part=description],[part=label],[part=optional],[part=hint],[part=consent]'
/** The colours in a gradient, as browsers compute it. */
const STOPS = /\b(rgba?|color|(ok)?l(ab|ch))\([^()]*\)/g
/** Gradients over each other have many combinations. */
const MOST_GROUNDS = 64

/** A line for each colour of the page's that is none, and for each pair of colours on which a form's text cannot be read. */
export function colorFaults(host: HTMLElement): string[] {
  const style = getComputedStyle(host)
  const set = (name: string) => style.getPropertyValue(`--signup-${name}`).trim()
  const wrong = LOOK.filter((property) => !NOT_COLORS.test(property)).flatMap((property) => {
    const value = style.getPropertyValue(property).trim()
    return !value || CSS.supports('color', value)
      ? []
      : [`${property} is “${value}”, which is no colour, and is left out. Write one such as #7a1f3d.`]
  })
  const card = (host.shadowRoot ?? host).querySelector('.signup-look')
  const button = card?.querySelector('[part=button]')
  if (!card || !button) return wrong
  const text = getComputedStyle(card.querySelector('form') ?? card).color
  const pairs: string[] = []
  const check = (what: string, color: string, grounds: string[][], remedy: string) => {
    const ratio = Math.min(...grounds.map((layers) => contrast(color, layers)))
    if (ratio < LEAST)
      pairs.push(
        `${what} have a contrast of ${Math.floor(ratio * 100) / 100} : 1, and text needs ${LEAST} : 1. ${remedy}.`,
      )
  }
  const { grounds: behind, picture } = groundsOf(card)
  if (isTransparent(set('background'))) {
    const texts = [...card.querySelectorAll(TEXTS)].map((element) => getComputedStyle(element).color)
    for (const color of new Set([text, ...texts].map(rgb))) {
      const what = `The form’s text (${color}) and what is behind it, where --signup-background is transparent,`
      check(what, color, behind, 'Set --signup-color, data-theme or a background')
    }
    if (picture)
      pairs.push(
        `--signup-background is transparent, and a picture is behind the form: no contrast can be told. Check that its text can be read on every part of it, or set a background.`,
      )
  } else if (set('color') && set('background')) {
    const what = `--signup-color (${set('color')}) and --signup-background (${set('background')})`
    check(what, text, behind, 'Change one, or leave out --signup-color')
  }
  if (set('accent-text') && set('accent')) {
    const what = `--signup-accent-text (${set('accent-text')}) and --signup-accent (${set('accent')})`
    const remedy = 'Change one, or leave out --signup-accent-text'
    check(what, getComputedStyle(button).color, groundsOf(button).grounds, remedy)
  }
  return [...wrong, ...pairs]
}

/** A colour as people know it: a relative one is computed in XYZ. */
function rgb(color: string): string {
  return `rgb(${pixelOf([color]).slice(0, 3).join(', ')})`
}

function isTransparent(color: string): boolean {
  return color !== '' && CSS.supports('color', color) && pixelOf([color])[3] === 0
}

/** The background colours behind an element's text, from the page up: for every colour of a gradient another stack. */
function groundsOf(element: Element): { grounds: string[][]; picture: boolean } {
  const ancestors: Element[] = []
  for (let at: Node | null = element; at; at = at instanceof ShadowRoot ? at.host : at.parentNode)
    if (at instanceof Element) ancestors.unshift(at)
  let grounds = [[pageColor()]]
  let picture = false
  for (const { backgroundColor, backgroundImage } of ancestors.map((at) => getComputedStyle(at))) {
    if (pixelOf([backgroundColor])[3] === 255) {
      grounds = [[backgroundColor]]
      picture = false
    } else grounds = grounds.map((layers) => [...layers, backgroundColor])
    if (backgroundImage.includes('url(')) picture = true
    const stops = backgroundImage.match(STOPS)
    if (stops)
      grounds = stops.flatMap((stop) => grounds.map((layers) => [...layers, stop])).slice(0, MOST_GROUNDS)
  }
  return { grounds, picture }
}

/** The colour of a page without a background, which depends on its colour scheme. */
function pageColor(): string {
  const probe = document.body.appendChild(document.createElement('i'))
  probe.style.backgroundColor = 'Canvas'
  const { backgroundColor } = getComputedStyle(probe)
  probe.remove()
  return backgroundColor
}

function contrast(color: string, layers: string[]): number {
  return contrastOf(pixelOf([...layers, color]), pixelOf(layers))
}
