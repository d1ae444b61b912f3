import { colorStyles } from '../../../widget/view/prerender.tsx'
import { channelsOf, schemeOn } from '../../../widget/view/style/contrast.ts'

const COLOR =
  /^(#[\da-f]{3,8}|[a-z]{3,20}|(rgba?|hsla?|hwb|lab|lch|oklab|oklch|color|color-mix|light-dark)\([\w#.,%/ +()-]{1,120}\))$/i
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

/** On the root, where a page around the frame that has our script puts its own look in front. */
export function lookStyles(look: Record<string, string>): string {
  const properties = Object.entries(look).map(([name, value]) => `--signup-${name}:${value}`)
  const { background = '' } = look
  // Without script, boxes must not look ticked on a background of the other scheme.
  if (/^#(.{3}|.{6})$/.test(background)) properties.push(`--controls:${schemeOn(channelsOf(background))}`)
  return properties.length > 0 ? `:root{${properties.join(';')}}${colorStyles}` : ''
}
