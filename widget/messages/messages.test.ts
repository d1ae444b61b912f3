// @vitest-environment node
import languages from 'virtual:languages'
import { describe, expect, it } from 'vitest'
import { LANGUAGES } from './all-languages.ts'

describe.each(LANGUAGES)('the messages in $labels.language', ({ labels }) => {
  it('name twelve months', () => {
    expect(labels.months.split(' ')).toHaveLength(12)
  })
})

it('write a birthday in the order of the language', () => {
  const dayFirst = ['en', 'de', 'ar'].map((name) => languages[name]?.labels.dayFirst)
  expect(dayFirst).toEqual([false, true, true])
})
