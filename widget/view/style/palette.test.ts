import { describe, expect, test } from 'vitest'
import { channelsOf, contrastOf } from './contrast.ts'
import {
  accent,
  danger,
  ground,
  hover,
  ink,
  line,
  onAccent,
  paper,
  quiet,
  soft,
  success,
  warning,
} from './palette.ts'

const contrast = (one: string, other: string) => contrastOf(channelsOf(one), channelsOf(other))

describe.each([
  ['light', 0],
  ['dark', 1],
] as const)('in the %s', (_, scheme) => {
  test.each(Object.entries({ ink, quiet, accent, danger, warning, success }))(
    '%s can be read as text on everything behind it',
    (_, text) => {
      for (const behind of [ground, paper, soft])
        expect(contrast(text[scheme], behind[scheme])).toBeGreaterThanOrEqual(4.5)
    },
  )

  test('the edge of a control can be seen', () => {
    expect(contrast(line[scheme], paper[scheme])).toBeGreaterThanOrEqual(3)
  })

  test.each(Object.entries({ accent, hover }))('a button can be read on its %s', (_, behind) => {
    expect(contrast(onAccent[scheme], behind[scheme])).toBeGreaterThanOrEqual(4.5)
  })
})
