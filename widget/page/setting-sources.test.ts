import { expect, it } from 'vitest'
import { originOf, sourceOf } from './setting-sources.ts'

it.each([
  ['https://relay.example/v1/signup.js?render=explicit', 'https://relay.example'],
  ['http://localhost:3000/v1/signup.js', 'http://localhost:3000'],
  ['', ''],
  ['blob:https://bakery.example/1f0c', ''],
])('the origin of %s is %s', (address, origin) => {
  expect(originOf(address)).toBe(origin)
})

it.each([
  'fields=first_name&title=News',
  'title=News&amp;fields=first_name',
  'title=News&amp;amp;fields=first_name',
  'title=News&#038;fields=first_name',
  'title=News&#38;fields=first_name',
])('reads an address that was escaped too often: %s', (query) => {
  const script = document.createElement('script')
  script.setAttribute('src', `https://relay.example/v1/signup.js?${query}`)
  const { read } = sourceOf(script)
  expect([read('title'), read('fields'), read('lists')]).toEqual(['News', 'first_name', null])
})

it('reads a question mark in a text as one', () => {
  const script = document.createElement('script')
  script.setAttribute('src', 'https://relay.example/v1/signup.js?title=Ready?&fields=first_name')
  expect([sourceOf(script).read('title'), sourceOf(script).read('fields')]).toEqual(['Ready?', 'first_name'])
})
