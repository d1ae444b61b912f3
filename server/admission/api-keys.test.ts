import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createApiKeys } from './api-keys.ts'

const keys = ['first-key-of-a-shop', 'second/key+of=another']
const hasApiKey = createApiKeys(keys)

it.each([
  ['the first key', 'Bearer first-key-of-a-shop'],
  ['any other key', 'Bearer second/key+of=another'],
  ['the scheme in any case', 'bearer first-key-of-a-shop'],
  ['spaces around', '  Bearer   first-key-of-a-shop '],
])('knows %s', (_, header) => expect(hasApiKey(header)).toBe(true))

it.each([
  ['another key', 'Bearer first-key-of-a-shoq'],
  ['the beginning of a key', 'Bearer first-key-of-a-sho'],
  ['a key and more', 'Bearer first-key-of-a-shop2'],
  ['a key in other letters', 'Bearer FIRST-KEY-OF-A-SHOP'],
  ['both keys as they stand in the setting', 'Bearer first-key-of-a-shop,second/key+of=another'],
])('does not know %s', (_, header) => expect(hasApiKey(header)).toBe(false))

it.each([
  ['no header', null],
  ['an empty header', ''],
  ['a scheme alone', 'Bearer'],
  ['an empty key', 'Bearer  '],
  ['another scheme', 'Basic first-key-of-a-shop'],
  ['a key alone', 'first-key-of-a-shop'],
  ['two words', 'Bearer first-key-of-a-shop x'],
])('finds no key in %s', (_, header) => expect(hasApiKey(header)).toBe(false))

it('accepts no key if none is set, not even an empty one', () => {
  expect(createApiKeys([])('Bearer first-key-of-a-shop')).toBe(false)
  expect(createApiKeys([])('Bearer ')).toBe(false)
})

it('accepts exactly its own keys', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(hasApiKey(`Bearer ${text}`)).toBe(keys.includes(text.trim()))
    }),
  )
})
