import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { followEnterKey } from './focus.ts'

let root: HTMLElement
let end: AbortController

beforeEach(() => {
  end = new AbortController()
  root = document.createElement('form')
  root.innerHTML = `<input name="email" enterkeyhint="next"><input type="hidden" name="kind"><input name="off" disabled>
    <input name="trap" tabindex="-1"><select name="month"></select><textarea name="words"></textarea>
    <input name="day" enterkeyhint="next"><input name="last" enterkeyhint="send">`
  document.body.replaceChildren(root)
  for (const input of root.querySelectorAll('input'))
    input.enterKeyHint = input.getAttribute('enterkeyhint') ?? ''
  followEnterKey(root, end.signal)
})

afterEach(() => {
  end.abort()
  vi.unstubAllGlobals()
})

/** Presses a key in a field on a device with this pointer; returns which field has the focus then, and whether the form is sent. */
function press(name: string, pointer: 'coarse' | 'fine', key: KeyboardEventInit = { key: 'Enter' }) {
  vi.stubGlobal('matchMedia', () => ({ matches: pointer === 'coarse' }))
  const field = root.querySelector<HTMLElement>(`[name=${name}]`)
  field?.focus()
  const isSent = field?.dispatchEvent(
    new KeyboardEvent('keydown', { ...key, bubbles: true, cancelable: true }),
  )
  return [document.activeElement?.getAttribute('name'), isSent]
}

it.each([
  ['email', 'month'],
  ['day', 'last'],
])('moves on from %s on a touch screen', (from, to) => {
  expect(press(from, 'coarse')).toEqual([to, false])
})

it.each([
  ['last', 'coarse', { key: 'Enter' }],
  ['words', 'coarse', { key: 'Enter' }],
  ['email', 'fine', { key: 'Enter' }],
  ['email', 'coarse', { key: 'a' }],
  ['email', 'coarse', { key: 'Enter', isComposing: true }],
] as const)('leaves it to the browser in %s with a %s pointer: %o', (name, pointer, key) => {
  expect(press(name, pointer, key)).toEqual([name, true])
})
