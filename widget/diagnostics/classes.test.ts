import { expect, it } from 'vitest'
import { classFaults } from './classes.ts'

const NONE = { theme: 'none' }

it.each([
  [['data-class-input'], NONE, []],
  [['data-class-input', 'data-class-button'], { ...NONE, isolation: 'none' }, []],
  [['data-theme', 'class', 'data-classes'], {}, []],
  [
    ['data-class-input'],
    { ...NONE, isolation: 'shadow' },
    ['data-class-input has no effect with data-isolation="shadow"'],
  ],
  [
    ['data-class-box'],
    { ...NONE, isolation: 'iframe' },
    ['data-class-box has no effect with data-isolation="iframe"'],
  ],
  [['data-class-input', 'data-class-input'], {}, ['data-class-input has no effect on the form’s own look']],
  [['data-class-label'], { theme: 'dark' }, ['data-class-label has no effect on the form’s own look']],
  [['data-class-submit'], NONE, ['data-class-submit names no part of the form']],
])('says why classes have no effect: %o, %o', (names, settings: { [name: string]: string }, expected) => {
  const lines = classFaults(names, settings)
  expect(lines).toHaveLength(expected.length)
  for (const [index, line] of lines.entries()) expect(line).toContain(expected[index])
})
