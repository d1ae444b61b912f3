import { expect, test } from 'vitest'
import { addressKey } from './address-key.ts'

test.each([
  ['capitals', 'Ada@Example.ORG', 'ada@example.org'],
  ['spaces around', '  ada@example.org ', 'ada@example.org'],
  ['an international domain', 'ada@Bücher.example', 'ada@xn--bcher-kva.example'],
  ['the same domain in ASCII', 'ada@XN--BCHER-KVA.example', 'ada@xn--bcher-kva.example'],
  ['a composed and a decomposed letter', 'jose\u0301@example.org', 'jos\u00e9@example.org'],
  ['a domain that is none', 'ada@exa mple', 'ada@exa mple'],
])('%s are the same person', (_, typed, key) => {
  expect(addressKey(typed)).toBe(key)
})

test('the part before the @ keeps its plus', () => {
  expect(addressKey('ada+news@example.org')).not.toBe(addressKey('ada@example.org'))
})
