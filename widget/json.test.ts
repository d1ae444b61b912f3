// @vitest-environment node
import fc from 'fast-check'
import { afterEach, expect, it } from 'vitest'
import { toJson } from './json.ts'

afterEach(() => {
  Reflect.deleteProperty(Array.prototype, 'toJSON')
})

it('says what JSON.stringify says', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(toJson(value)).toBe(JSON.stringify(value))
    }),
  )
  expect(toJson({ a: undefined, b: [undefined] })).toBe('{"b":[null]}')
})

it('is not misled by a page that teaches arrays to be texts', () => {
  Object.defineProperty(Array.prototype, 'toJSON', { value: () => 'misled', configurable: true })
  expect(JSON.stringify(['a'])).toBe('"misled"')
  expect(toJson({ lists: ['a', 'b'] })).toBe('{"lists":["a","b"]}')
})
