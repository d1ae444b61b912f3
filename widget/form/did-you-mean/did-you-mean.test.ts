import * as en from 'virtual:languages/en'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { offerSuggestions } from './did-you-mean.ts'

let root: HTMLElement
let end: AbortController

beforeEach(() => {
  vi.useFakeTimers()
  end = new AbortController()
  root = document.createElement('section')
  root.innerHTML =
    '<p><input name="email_address"></p><p><input name="first_name"></p><button>Sign up</button>'
  document.body.replaceChildren(root)
})

afterEach(() => {
  end.abort()
  vi.useRealTimers()
})

const field = (name: string) => {
  const input = root.querySelector<HTMLInputElement>(`[name=${name}]`)
  if (!input) throw new Error(`There is no ${name}`)
  return input
}
const offered = () => root.querySelector('[part=accept]')?.textContent

/** The visitor has come to a field by the time the code that makes offers is there. */
function arrive(typed: string, at: string) {
  field('email_address').value = typed
  field(at).focus()
  offerSuggestions({ root, sentences: en.sentences, signal: end.signal })
}

it.each([
  ['ada@gmial.com', 'ada@gmail.com'],
  ['ada@hotmial.con', 'ada@hotmail.com'],
  ['ada@company.cmo', 'ada@company.com'],
  ['ada@gmail.com', undefined],
  ['', undefined],
])('offers for %s what was meant, though the field was left before', (typed, meant) => {
  arrive(typed, 'first_name')
  // A screen reader announces only what changes in a region that it knows.
  expect(root.querySelector('[aria-live=polite]')?.childNodes).toHaveLength(0)
  vi.runAllTimers()
  expect(offered()).toBe(meant)
})

it('waits while the visitor is in the field', () => {
  arrive('ada@gmial.com', 'email_address')
  vi.runAllTimers()
  expect(offered()).toBeUndefined()
  field('first_name').focus()
  expect(offered()).toBe('ada@gmail.com')
})

it('waits while a button is pressed, which the offer would move', () => {
  const find = root.querySelector.bind(root)
  // The test's document knows of no pressed button.
  vi.spyOn(root, 'querySelector').mockImplementation((selector: string) =>
    find(selector === ':active' ? 'button' : selector),
  )
  arrive('ada@gmial.com', 'first_name')
  vi.runAllTimers()
  expect(offered()).toBeUndefined()
  dispatchEvent(new Event('pointerup'))
  vi.runAllTimers()
  expect(offered()).toBe('ada@gmail.com')
})

it('offers nothing once the form is gone', () => {
  arrive('ada@gmial.com', 'first_name')
  end.abort()
  vi.runAllTimers()
  expect(offered()).toBeUndefined()
})
