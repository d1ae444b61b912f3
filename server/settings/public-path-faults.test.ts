import { expect, it } from 'vitest'
import { SETTINGS_TABLE } from './table.ts'

const read = (text: string) => SETTINGS_TABLE.shape.PUBLIC_URL.safeParse(text)

it.each([
  ['https://signup.example.org', 'https://signup.example.org'],
  ['https://signup.example.org/', 'https://signup.example.org'],
  ['HTTPS://Signup.Example.ORG:443/', 'https://signup.example.org'],
  ['http://[::1]:8080/', 'http://[::1]:8080'],
  ['https://www.bakery.example/signup', 'https://www.bakery.example/signup'],
  ['https://www.bakery.example/signup/', 'https://www.bakery.example/signup'],
  ['https://www.bakery.example/news/sign-up_2.0~x', 'https://www.bakery.example/news/sign-up_2.0~x'],
  ['https://www.bakery.example/b%C3%A4ckerei', 'https://www.bakery.example/b%C3%A4ckerei'],
  ['https://www.bakery.example/bäckerei', 'https://www.bakery.example/b%C3%A4ckerei'],
  ['https://www.bakery.example/...', 'https://www.bakery.example/...'],
  ['https://www.bakery.example/Form', 'https://www.bakery.example/Form'],
  ['https://www.bakery.example/forms', 'https://www.bakery.example/forms'],
  ['https://www.bakery.example/news/form', 'https://www.bakery.example/news/form'],
])('%s is %s', (text, address) => {
  expect(read(text).data).toBe(address)
})

it.each([
  ['signup.example.org', /an address such as/],
  ['/signup', /an address such as/],
  ['ftp://example.org/x', /an address such as/],
  ['https://*.example.org', /an address such as/],
  ['https://a.example,https://b.example', /an address such as/],
  ['https://ada:secret@www.bakery.example/signup', /no user and no password/],
  ['https://ada@www.bakery.example', /no user and no password/],
  ['https://www.bakery.example/signup?', /no \? and no #/],
  ['https://www.bakery.example/signup?x=1', /no \? and no #/],
  ['https://www.bakery.example/signup#', /no \? and no #/],
  ['https://www.bakery.example/a/../signup', /no \. and no \.\./],
  ['https://www.bakery.example/a/%2E%2e', /no \. and no \.\./],
  ['https://www.bakery.example/./signup', /no \. and no \.\./],
  ['https://www.bakery.example/..', /no \. and no \.\./],
  ['https://www.bakery.example//signup', /no double slash/],
  ['https://www.bakery.example/signup//', /no double slash/],
  ['https://www.bakery.example/sign\\up', /only letters/],
  ["https://www.bakery.example/a'b", /only letters/],
  ['https://www.bakery.example/a;b', /only letters/],
  ['https://www.bakery.example/a&copy', /only letters/],
  ['https://www.bakery.example/a,b', /only letters/],
  ['https://www.bakery.example/50%', /only letters/],
  ['https://www.bakery.example/*', /only letters/],
  ['https://www.bakery.example/form', /begins like one of/],
  ['https://www.bakery.example/connect/', /begins like one of/],
  ['https://www.bakery.example/v1', /begins like one of/],
  ['https://www.bakery.example/v1.0.0/x', /begins like one of/],
  ['https://www.bakery.example/metrics', /begins like one of/],
  ['https://www.bakery.example/%66orm', /begins like one of/],
])('%s is refused', (text, fault) => {
  const faults = read(text).error?.issues.map(({ message }) => message)
  expect(faults).toEqual([expect.stringMatching(fault)])
})

it('names all faults at once', () => {
  expect(read('https://ada@www.bakery.example/a/../b//c?d').error?.issues).toHaveLength(4)
})
