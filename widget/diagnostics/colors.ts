import { LOOK } from '../frame/messages.ts'
import { contrastOf } from '../view/style/contrast.ts'
import { pixelOf } from '../view/style/pixel.ts'

const NOT_COLORS = /font|radius|gap|max-width|scroll-margin/
/** What text must have, by WCAG 2.2. */
const LEAST = 4.5

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
  const check = (what: string, color: string, layers: string[], remedy: string) => {
    const ratio = contrast(color, layers)
    if (ratio < LEAST)
      pairs.push(
        `${what} have a contrast of ${Math.floor(ratio * 100) / 100} : 1, and text needs ${LEAST} : 1. ${remedy}.`,
      )
  }
  const behind = layersBehind(card)
  if (isTransparent(set('background'))) {
    const what = `The form’s text (${text}) and what is behind it, where --signup-background is transparent,`
    check(what, text, behind, 'Set --signup-color, data-theme or a background')
  } else if (set('color') && set('background')) {
    const what = `--signup-color (${set('color')}) and --signup-background (${set('background')})`
    check(what, text, behind, 'Change one, or leave out --signup-color')
  }
  if (set('accent-text') && set('accent')) {
    const what = `--signup-accent-text (${set('accent-text')}) and --signup-accent (${set('accent')})`
    const remedy = 'Change one, or leave out --signup-accent-text'
    check(what, getComputedStyle(button).color, layersBehind(button), remedy)
  }
  return [...wrong, ...pairs]
}

function isTransparent(color: string): boolean {
  return color !== '' && CSS.supports('color', color) && pixelOf([color])[3] === 0
}

/** The background colours behind an element's text, from the page up. */
function layersBehind(element: Element): string[] {
  const layers: string[] = []
  for (let at: Node | null = element; at; at = at instanceof ShadowRoot ? at.host : at.parentNode)
    if (at instanceof Element) layers.unshift(getComputedStyle(at).backgroundColor)
  return [pageColor(), ...layers]
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
