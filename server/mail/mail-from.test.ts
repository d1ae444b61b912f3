import { expect, test } from 'vitest'
import { parseMailFrom } from './mail-from.ts'

test.each([
  ['hello@example.org', '', 'hello@example.org'],
  ['  hello@example.org ', '', 'hello@example.org'],
  ['<hello@example.org>', '', 'hello@example.org'],
  ['Juniper & Rye <hello@example.org>', 'Juniper & Rye', 'hello@example.org'],
  ['"Rye, Inc." <hello@example.org>', 'Rye, Inc.', 'hello@example.org'],
  ['Bäckerei Grün<hallo@grün.example>', 'Bäckerei Grün', 'hallo@grün.example'],
])('reads %s', (text, name, address) => {
  expect(parseMailFrom(text)).toEqual({ name, address })
})

test.each([
  '',
  'Juniper & Rye',
  'Juniper hello@example.org',
  'a@example.org, b@example.org',
  'Two <a@example.org> <b@example.org>',
  'Name\r\nBcc: x@example.org <a@example.org>',
])('finds no sender in %j', (text) => {
  expect(parseMailFrom(text)).toBeUndefined()
})
