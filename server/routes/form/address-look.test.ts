import { describe, expect, it } from 'vitest'
import { lookStyles, readAddressLook } from './address-look.ts'

const read = (query: string) => readAddressLook(new URLSearchParams(query))

describe('the look of a form by its address', () => {
  it('is read by the names of the custom properties, with or without the # of a colour', () => {
    expect(read('accent=%237a1f3d&background=fff8f0&radius=4px&color=hsl(0 0% 10%)')).toEqual({
      ...{ accent: '#7a1f3d', background: '#fff8f0', radius: '4px', color: 'hsl(0 0% 10%)' },
    })
    expect(lookStyles(read('accent=gold'))).toMatch(/^:root\{--signup-accent:gold\}\.signup-look\{/)
  })

  it.each([
    'accent=red}body{display:none',
    'accent=url(https://evil.example/)',
    'accent=</style><script>alert(1)</script>',
    'accent=var(--x);--signup-font:x',
    'font=x;background:url(//evil.example)',
    'radius=1px;color:red',
    'unknown=red',
  ])('leaves out %s', (query) => {
    expect(read(query)).toEqual({})
    expect(lookStyles(read(query))).toBe('')
  })
})
