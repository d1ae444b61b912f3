import { expect, it } from 'vitest'
import { originOf } from './setting-sources.ts'

it.each([
  ['https://relay.example/v1/signup.js?render=explicit', 'https://relay.example'],
  ['http://localhost:3000/v1/signup.js', 'http://localhost:3000'],
  ['', ''],
  ['blob:https://bakery.example/1f0c', ''],
])('the origin of %s is %s', (address, origin) => {
  expect(originOf(address)).toBe(origin)
})
