import { expect, it } from 'vitest'
import { unknownAttributes } from './unknown-attributes.ts'

it.each([
  ['data-them', 'data-theme'],
  ['data-list', 'data-lists'],
  ['data-feilds', 'data-fields'],
  ['data-redirect', undefined],
  ['data-custom-field', 'data-custom-fields'],
  ['data-on-sucess', 'data-on-success'],
])('says what %s was meant to be', (given, meant) => {
  const lines = meant ? [`${given} is not an attribute of the form. Did you mean ${meant}?`] : []
  expect(unknownAttributes([given])).toEqual(lines)
})

it('ignores our own attributes, and those of others', () => {
  const ours = ['data-lists', 'data-dir', 'data-debug', 'data-render', 'data-state', 'class', 'id']
  expect(unknownAttributes([...ours, 'data-cy', 'data-turbo', 'data-v-1a2b', 'data-id'])).toEqual([])
})
