// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { readBirthdayDay } from '../../server/contract.ts'
import { readNumber } from './numbers.ts'

describe('readNumber', () => {
  it.each([
    ['3,5', 'de', '3.5'],
    ['3.5', 'de', '3.5'],
    ['3,5', 'en', '3.5'],
    ['3,125', 'de', '3.125'],
    ['3.125', 'en', '3.125'],
    ['0,125', 'en', '0.125'],
    ['0,500', 'de', '0.500'],
    ['1,25', 'de', '1.25'],
    ['12,345', 'de', '12.345'],
    ['1000,500', 'de', '1000.500'],
    ['1٫000', 'ar', '1.000'],
    ['1000', 'fr', '1000'],
    ['1234,5', 'fr', '1234.5'],
    ['٣٫٥', 'ar', '3.5'],
    ['٣٫٥', 'en', '3.5'],
    ['۱۲', 'ar', '12'],
    ['１２．５', 'en', '12.5'],
    ['−4', 'en', '-4'],
    ['+4', 'en', '4'],
    [',5', 'de', '0.5'],
    ['5\u200b', 'en', '5'],
    ['\u200f-5', 'fa', '-5'],
    ['\u2068٣٫٥\u2069', 'ar', '3.5'],
  ])('reads %s in %s as %s', (text, language, number) => {
    expect(readNumber(text, language)).toBe(number)
  })

  it.each([
    ['1.000', 'de'],
    ['1,000', 'de'],
    ['2,500', 'fr'],
    ['1.000', 'en'],
    ['-12.340', 'en'],
    ['١,٥٠٠', 'de'],
    ['1.000', 'fr'],
    ['1,000', 'en'],
    ['1.000', 'es'],
    ['1,000', 'es'],
    ['١,٠٠٠', 'ar'],
    ['-12.500', 'de'],
    ['1.234,56', 'de'],
    ['1 000', 'fr'],
    ["1'000", 'de'],
    ['١٬٠٠٠', 'ar'],
  ])('does not guess whether %s in %s has thousands', (text, language) => {
    expect(readNumber(text, language)).toBeUndefined()
  })

  it.each(['', '.', '-', '3.', '1e5', 'Infinity', 'three', '3.5.1', '?', '10²', '2₂', '①'])(
    'finds no number in “%s”',
    (text) => {
      expect(readNumber(text, 'en')).toBeUndefined()
    },
  )
})

describe('readBirthdayDay', () => {
  it.each([
    ['24.', 24],
    ['24', 24],
    ['٢٤', 24],
    ['24th', 24],
    ['1er', 1],
    ['1º', 1],
    ['24日', 24],
    ['007', 7],
    ['am 24.', 24],
  ])('reads %s as %i', (text, day) => {
    expect(readBirthdayDay(text)).toBe(day)
  })

  it.each(['', 'x', '24/12', '24.12.', '124', '2 4'])('finds no day in “%s”', (text) => {
    expect(readBirthdayDay(text)).toBeNaN()
  })
})
