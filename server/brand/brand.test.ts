import fc from 'fast-check'
import { expect, test } from 'vitest'
import { channelsOf, contrastOf } from '../../widget/view/style/contrast.ts'
import { line, paper } from '../../widget/view/style/palette.ts'
import { buttonColors, parseAccent } from './brand.ts'

test.each([
  ['#7a1f3d', '#7a1f3d'],
  ['7A1F3D', '#7a1f3d'],
  [' #fc0 ', '#fc0'],
])('reads %j as a colour', (text, color) => {
  expect(parseAccent(text)).toBe(color)
})

test.each(['', '#', 'red', '#7a1f3', '#7a1f3d80', '#ggg', 'rgb(1 2 3)', '#fff;}', '##fff', 'fff\n}'])(
  'takes %j for none',
  (text) => {
    expect(parseAccent(text)).toBeUndefined()
  },
)

test('text on a button can be read and its edge be seen, whatever the colour', () => {
  const contrast = (one: string, other: string) => contrastOf(channelsOf(one), channelsOf(other))
  const colors = fc
    .integer({ min: 0, max: 0xffffff })
    .map((number) => `#${number.toString(16).padStart(6, '0')}`)
  fc.assert(
    fc.property(colors, (color) => {
      const { accent, text, edge } = buttonColors(color)
      for (const scheme of [0, 1] as const) {
        expect(accent[scheme]).toBe(color)
        expect(contrast(text[scheme], color)).toBeGreaterThanOrEqual(4.5)
        expect(contrast(edge[scheme], paper[scheme])).toBeGreaterThanOrEqual(3)
      }
    }),
  )
  expect(buttonColors('#fff').edge).toEqual([line[0], '#fff'])
})
