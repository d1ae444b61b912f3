import { describe, expect, it } from 'vitest'
import { lookStyles, readAddressLook } from './address-look.ts'

const read = (query: string) => readAddressLook(new URLSearchParams(query))

describe('the look of a form by its address', () => {
  it('is read by the names of the custom properties, with or without the # of a colour', () => {
    expect(read('accent=%237a1f3d&background=fff8f0&radius=4px&color=hsl(0 0% 10%)')).toEqual({
      ...{ accent: '#7a1f3d', background: '#fff8f0', radius: '4px', color: 'hsl(0 0% 10%)' },
    })
    expect(lookStyles(read('radius=4px'))).toMatch(/^:root\{--signup-radius:4px\}\.signup-look\{/)
  })

  it('has a colour only where the browser knows it, in front of the site’s own', () => {
    expect(lookStyles(read('accent=banana'), '#fc0')).toMatch(
      /^:root\{--signup-accent:#fc0\}@supports \(color:banana\)\{:root\{--signup-accent:banana\}\}\.signup-look\{/,
    )
  })

  it.each([
    'color-mix(in srgb, rgb(0 0 0 / 50%), light-dark(hsl(0 0% 1%), red))',
    'oklch(none 20% 30 / none)',
  ])('may be any function of colours: %s', (color) => {
    expect(read(`${new URLSearchParams({ color })}`)).toEqual({ color })
  })

  it.each([
    ['fff', '#fff'],
    ['ABCDEF', '#ABCDEF'],
    ['fade', '#fade'],
    ['beige', 'beige'],
  ])('takes %s for the colour %s', (given, color) => {
    expect(read(`accent=${given}`)).toEqual({ accent: color })
  })

  it.each([
    ['background=fff8f0', 'light'],
    ['background=%23000', 'dark'],
    ['background=18191b', 'dark'],
    ['background=gold', undefined],
    ['background=fff8', undefined],
    ['accent=fff', undefined],
  ])('has boxes that fit its background: %s', (query, scheme) => {
    const [, controls] = /:root\{[^}]*--controls:(\w+)/.exec(lookStyles(read(query))) ?? []
    expect(controls).toBe(scheme)
  })

  it.each([
    'accent=red}body{display:none',
    'accent=url(https://evil.example/)',
    'accent=</style><script>alert(1)</script>',
    'accent=var(--x);--signup-font:x',
    'font=x;background:url(//evil.example)',
    'radius=1px;color:red',
    'unknown=red',
    'accent=12345',
    // An open parenthesis would take in what follows.
    'accent=rgb(()',
    'accent=rgb(0 0 0))',
    'accent=color-mix(in srgb, red, rgb(0 0 0)',
    // The text's colour is another one inside the form.
    'accent=currentColor',
    'background=color-mix(in srgb, CURRENTCOLOR, red)',
    `color=rgb(${'('.repeat(60)}${')'.repeat(60)}`,
  ])('leaves out %s', (query) => {
    expect(read(query)).toEqual({})
    expect(lookStyles(read(query))).toBe('')
  })
})
