// Colours by relative colour syntax: whatever a page sets, alone or together, what is drawn from it can be read. base.css has
// black and white for the time until these have loaded.

import * as palette from './palette.ts'

/** The properties that a page may set, without `--signup-`. */
export const SETTABLE = [
  'color',
  'background',
  'accent',
  'accent-text',
  'border',
  'error',
  'success',
] as const

/** A colour without its transparency, within what every screen can show. */
const opaque = (color: string) => `color(from ${color} srgb clamp(0,r,1) clamp(0,g,1) clamp(0,b,1)/1)`

/** The colour with 0 for `none`, as it is painted; in a mix the other colour would have its say. */
const whole = (color: string) =>
  `color(from ${color} srgb calc(r + 0) calc(g + 0) calc(b + 0)/calc(alpha + 0))`

/**
 * The opaque colour that is seen where one that may be translucent is painted over an opaque one. A relative colour knows the
 * channels of one colour only; a mix with a colour that has `none` but its alpha brings in one number of another.
 */
const over = (top: string, under: string) =>
  opaque(
    `color-mix(in srgb,${whole(top)},color(from color-mix(in srgb,${under},color(from ${whole(top)} srgb none none none/alpha)) srgb r g b/calc(2 - 2*alpha)))`,
  )

/**
 * The colour that is wanted, darkened on a light ground or lightened on a dark one until its contrast (WCAG 2) is `least`,
 * or it is black or white. `y` is the relative luminance of the colour, and `alpha` is half that of the ground, plus a half.
 * On a ground of luminance .179 black and white have the same contrast, 4.58.
 */
function contrasting(wanted: string, ground: string, least: number): string {
  const light = '(2*alpha - .95)'
  const darken = `clamp(0,max((${light}/${least} - .05)/y,(.5895 - alpha)*1e6),1)`
  const lighten = `clamp(0,max((1.05 - ${light}*${least})/(1 - y),(alpha - .5895)*1e6),1)`
  const channel = (name: string, white: number) =>
    `calc((${name}*${darken} - ${white})*${lighten} + ${white})`
  return `color(from color-mix(in xyz,${opaque(wanted)},color(from ${ground} xyz none none none/y)) xyz ${channel('x', 0.95)} ${channel('y', 1)} ${channel('z', 1.09)}/1)`
}

const theme = (lightAndDark: palette.Pair) => `light-dark(${lightAndDark})`
const own = (name: string) => `var(--signup-${name})`
/** One property if the page sets another too. */
const together = (name: string, other: string) => `color-mix(in srgb,${own(name)} 100%,${own(other)})`

const paper = theme(palette.paper)
const ink = theme(palette.ink)
const quiet = theme(palette.quiet)
const line = theme(palette.line)
const danger = theme(palette.danger)
const accent = theme(palette.accent)
const onAccent = theme(palette.onAccent)
const painted = 'var(--painted)'
/** Drawn over the theme's own background, unless nothing of it is to be seen. */
const translucent = `color(from color-mix(in srgb,${painted},color(from ${own('background')} srgb none none none/alpha)) srgb r g b/calc(alpha*1e3 - 500))`
const ground = `var(--painted,${paper})`
const least = 3.1

/** The first choice of each whose properties the page has set. The last one needs none, and costs a browser no calculation. */
const colors: { [name: string]: string[] } = {
  background: [translucent, paper],
  painted: [over(own('background'), paper)],
  ground: [painted, paper],
  color: [
    together('color', 'background'),
    contrasting(own('color'), paper, 4.6),
    contrasting(ink, painted, 12),
    ink,
  ],
  muted: [contrasting(quiet, painted, 5.5), quiet],
  border: [
    contrasting(`var(--signup-border,${line})`, painted, least),
    contrasting(own('border'), paper, least),
    line,
  ],
  error: [
    contrasting(`var(--signup-error,${danger})`, painted, 4.6),
    contrasting(own('error'), paper, 4.6),
    danger,
  ],
  seen: [over(own('accent'), ground)],
  edge: [contrasting('var(--seen)', ground, least), contrasting(accent, painted, least), accent],
  hover: [contrasting('var(--seen)', 'var(--accent-text)', 10), theme(palette.hover)],
  disc: [over(own('success'), ground)],
  tick: [contrasting(onAccent, 'var(--disc)', 21), onAccent],
  'accent-text': [
    together('accent-text', 'accent'),
    contrasting(own('accent-text'), accent, 4.6),
    contrasting(onAccent, 'var(--seen)', 21),
    onAccent,
  ],
}

/** A declaration for each choice but the last: one with a property that is not set is invalid, and the next one counts. */
function declare([name, choices]: [string, string[]]): string {
  const last = choices.pop()
  const names = choices.map((_, index) => `--${name}${index}`)
  return `${names.map((name, index) => `${name}:${choices[index]};`).join('')}--${name}:${names.map((name) => `var(${name},`).join('')}${last}${')'.repeat(names.length)}`
}

/** Browsers without relative colours have those of base.css, and what without-relative-colors.ts sets. */
export const colorStyles = `.signup-look{--hover:${theme(palette.hover)}}@supports (color:rgb(from red r g b)){.signup-look{${Object.entries(colors).map(declare).join(';')}}}
.signup-look [part=input]{background-color:var(--ground,var(--background))}
.signup-look [part=button]{border-color:var(--edge,#0000)}
.signup-look [part=box]{accent-color:var(--edge,var(--accent))}
.signup-look :is([part=input],[part=box]){color-scheme:var(--controls,inherit)}`
