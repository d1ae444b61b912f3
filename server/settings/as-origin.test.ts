import { expect, test } from 'vitest'
import { asOrigin } from './as-origin.ts'

test.each([
  ['www.bakery.example', 'https://www.bakery.example'],
  [' HTTPS://Bakery.Example/shop?x=1#top ', 'https://bakery.example'],
  ['bakery.example/shop', 'https://bakery.example'],
  ['bakery.example:8443', 'https://bakery.example:8443'],
  ['https://bakery.example:443/', 'https://bakery.example'],
  ['http://bakery.example', 'http://bakery.example'],
  ['bakery.example.', 'https://bakery.example'],
  ['bäckerei.example', 'https://xn--bckerei-5wa.example'],
  ['*.bakery.example', 'https://*.bakery.example'],
  ['localhost:3000', 'http://localhost:3000'],
  ['http://127.0.0.1:3000/page', 'http://127.0.0.1:3000'],
  ['[::1]:3000', 'http://[::1]:3000'],
  ['192.0.2.7', 'https://192.0.2.7'],
  ['https:/bakery.example', 'https://bakery.example'],
  ['//bakery.example', 'https://bakery.example'],
])('reads %j as %s', (text, origin) => {
  expect(asOrigin(text)).toBe(origin)
})

test.each([
  '',
  '*',
  '*.example',
  'bakery',
  'www.bakery..example',
  'https://',
  'ftp://bakery.example',
  'mailto:anna@bakery.example',
  'anna@bakery.example',
  'https://anna:secret@bakery.example',
  'javascript:alert(1)',
  'www bakery example',
  'https://www.*.example',
  'bakery.example:99999',
  'null',
])('takes %j for no site', (text) => {
  expect(asOrigin(text)).toBeUndefined()
})
