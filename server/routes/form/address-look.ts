import { colorStyles } from '../../../widget/view/prerender.tsx'
import { channelsOf, schemeOn } from '../../../widget/view/style/contrast.ts'

/** Its parentheses are in pairs: one left open would take in the styles behind it. The browser knows what is a colour. */
const COLOR =
  /^(?!.*currentcolor)(?=.{3,140}$)(#([\da-f]{3}|[\da-f]{4}|[\da-f]{6}|[\da-f]{8})|[a-z]{3,20}|(rgba?|hsla?|hwb|lab|lch|oklab|oklch|color|color-mix|light-dark)\(([\w#.,%/ +-]|\(([\w#.,%/ +-]|\([\w#.,%/ +-]*\))*\))+\))$/i
const LENGTH = /^[\d.]{1,8}(px|em|rem|%)?$/

/** The look that an address may give a form, by the names of the custom properties without `--signup-`. */
const PATTERNS: Readonly<Record<string, RegExp>> = {
  color: COLOR,
  background: COLOR,
  accent: COLOR,
  'accent-text': COLOR,
  border: COLOR,
  error: COLOR,
  success: COLOR,
  radius: LENGTH,
  gap: LENGTH,
  'max-width': LENGTH,
  font: /^[\w ,'-]{1,120}$/,
}

/**
 * Reads the look from the address of a form's own page, for iframes on pages without our script. A value that is of another
 * kind is left out: anybody can write an address. A `#` may be missing, since it would have to be escaped.
 */
export function readAddressLook(query: URLSearchParams): Record<string, string> {
  return Object.fromEntries(
    Object.entries(PATTERNS).flatMap(([name, pattern]) => {
      const text = query.get(name)?.trim() ?? ''
      const value = pattern === COLOR && /^[\da-f]{3,8}$/i.test(text) ? `#${text}` : text
      return pattern.test(value) ? [[name, value]] : []
    }),
  )
}

/**
 * On the root, where a page around the frame that has our script puts its own look in front. `accent` is the site's, which
 * stays if the address has none that is a colour to the browser.
 */
export function lookStyles(look: Record<string, string>, accent?: string): string {
  const rules = Object.entries(look).map(([name, value]) => {
    const rule = `:root{--signup-${name}:${value}}`
    return PATTERNS[name] === COLOR ? `@supports (color:${value}){${rule}}` : rule
  })
  const { background = '' } = look
  // Without script, boxes must not look ticked on a background of the other scheme.
  if (/^#(.{3}|.{6})$/.test(background)) rules.push(`:root{--controls:${schemeOn(channelsOf(background))}}`)
  if (accent && !look['accent']?.startsWith('#')) rules.unshift(`:root{--signup-accent:${accent}}`)
  return rules.length > 0 ? rules.join('') + colorStyles : ''
}
