import { expect, it } from 'vitest'
import { pathReader, publicPathOf } from './public-path.ts'

const read = (publicUrl: string, path: string) =>
  pathReader(publicPathOf(publicUrl))(new Request(`http://relay${path}`))

it.each([
  ['whole', '/signup/v1/signup.js', '/v1/signup.js'],
  ['stripped', '/v1/signup.js', '/v1/signup.js'],
  ['stripped but for a slash', '//v1/signup.js', '/v1/signup.js'],
  ['with a slash too many', '/signup//v1/signup.js', '/v1/signup.js'],
  ['without its last slash', '/signup', '/'],
  ['with its last slash', '/signup/', '/'],
  ['with a query', '/signup?a=/signup/b', '/'],
  ['of something that begins with it', '/signup.js', '/signup.js'],
  ['of something longer', '/signups', '/signups'],
  ['once only', '/signup/signup/form', '/signup/form'],
])('a path is read as the routes know it: %s', (_what, path, read_) => {
  expect(read('https://www.bakery.example/signup', path)).toBe(read_)
})

it.each([
  ['/b%C3%A4ckerei/form', '/form'],
  ['/b%c3%a4ckerei/form', '/form'],
  ['/form', '/form'],
])('a path with encoded letters is taken off however a proxy writes it: %s', (path, read_) => {
  expect(read('https://www.example.org/b%C3%A4ckerei', path)).toBe(read_)
})

it('leaves every path as it is where the relay has an origin of its own', () => {
  expect(read('https://signup.example.org', '/signup/form')).toBe('/signup/form')
  expect(read('https://signup.example.org', '//form')).toBe('//form')
})
