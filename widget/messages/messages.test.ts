// @vitest-environment node
import languages from 'virtual:languages'
import { describe, expect, it } from 'vitest'
import { hasLanguage, LANGUAGES, messagesIn } from './all-languages.ts'

describe.each(LANGUAGES)('the messages in $labels.language', ({ labels }) => {
  it('name twelve months', () => {
    expect(labels.months.split(' ')).toHaveLength(12)
  })
})

it('write a birthday in the order of the language', () => {
  const dayFirst = ['en', 'de', 'ar'].map((name) => languages[name]?.labels.dayFirst)
  expect(dayFirst).toEqual([false, true, true])
})

it.each([
  ['pt_BR', 'pt-BR'],
  ['zh_Hant_HK', 'zh-Hant'],
  ['zh-MO', 'zh-Hant'],
  ['zh', 'zh-Hans'],
  ['nn', 'nb'],
  ['iw', 'he'],
  ['tlh_Latn', undefined],
])('are those of the longest name that the tag begins with, or English: %s, %s', (tag, language) => {
  expect(messagesIn(tag).labels.language).toBe(language ?? 'en')
  expect(hasLanguage(tag)).toBe(language !== undefined)
})
