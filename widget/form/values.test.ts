import { expect, it } from 'vitest'
import { readValues, UNREADABLE } from './values.ts'

it('reads what stands in the DOM, repeated names together, what is switched off not at all', () => {
  const form = document.createElement('form')
  const add = (attributes: object) => form.append(Object.assign(document.createElement('input'), attributes))
  add({ name: 'email_address', value: 'ada@example.org' })
  add({ name: 'list_memberships', type: 'checkbox', value: 'a', checked: true })
  add({ name: 'list_memberships', type: 'checkbox', value: 'b', checked: true })
  add({ name: 'list_memberships', type: 'checkbox', value: 'c' })
  add({ name: 'street_address.state', value: 'x', disabled: true })
  expect(readValues(form)).toEqual({ email_address: ['ada@example.org'], list_memberships: ['a', 'b'] })
})

it('does not take a half-written date for an empty one', () => {
  const form = document.createElement('form')
  const date = Object.assign(document.createElement('input'), { name: 'anniversary', type: 'date' })
  Object.defineProperty(date, 'validity', { value: { badInput: true } })
  form.append(date)
  expect(readValues(form)).toEqual({ anniversary: [UNREADABLE] })
})
