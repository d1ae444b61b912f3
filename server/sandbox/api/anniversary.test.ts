import { expect, test } from 'vitest'
import { readAnniversary } from './anniversary.ts'

test.each([
  ['MM/DD/YYYY', '01/05/2006', '2006-01-05'],
  ['M/D/YYYY', '1/5/2006', '2006-01-05'],
  ['M/D/YYYY', '11/15/2006', '2006-11-15'],
  ['YYYY/MM/DD', '2006/01/05', '2006-01-05'],
  ['YYYY/M/D', '2006/1/5', '2006-01-05'],
  ['YYYY-MM-DD', '2006-01-05', '2006-01-05'],
  ['YYYY-M-D', '2006-1-5', '2006-01-05'],
  ['M-D-YYYY', '1-5-2006', '2006-01-05'],
  ['M-D-YYYY', '11-15-2006', '2006-11-15'],
  ['M-DD-YYYY', '1-05-2006', '2006-01-05'],
  ['the 29th of a leap year', '2/29/2024', '2024-02-29'],
])('reads %s: %s', (_, text, iso) => {
  expect(readAnniversary(text)).toBe(iso)
})

test.each([
  ['a padded month with dashes before the year', '01-05-2006'],
  ['a padded month and a plain day', '01/5/2006'],
  ['a plain month and a padded day with slashes', '1/05/2006'],
  ['the year first, mixed', '2006-1-05'],
  ['mixed separators', '2006-01/05'],
  ['the 29th of a common year', '2023-02-29'],
  ['the year 1900, which had no 29 February', '2/29/1900'],
  ['30 February', '02/30/2024'],
  ['31 April', '4/31/2024'],
  ['the thirteenth month', '13/01/2024'],
  ['the day before the month', '15/11/2006'],
  ['day zero', '2024-01-00'],
  ['the year zero', '0000-01-01'],
  ['two digits of a year', '01/05/06'],
  ['a time behind it', '2006-01-05T00:00:00Z'],
  ['spaces around', ' 2006-01-05 '],
  ['a line break behind', '2006-01-05\n'],
  ['words', '5 January 2006'],
  ['nothing', ''],
])('%s is not an anniversary: %j', (_, text) => {
  expect(readAnniversary(text)).toBeUndefined()
})
