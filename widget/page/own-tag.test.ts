import { afterEach, describe, expect, it } from 'vitest'
import { findOwnTag } from './own-tag.ts'

afterEach(() => document.body.replaceChildren())

function script(attributes: { [name: string]: string }) {
  const tag = document.createElement('script')
  tag.type = 'application/x-test'
  for (const [name, value] of Object.entries(attributes)) tag.setAttribute(name, value)
  document.body.append(tag)
  return tag
}

describe('findOwnTag', () => {
  it('takes the running script, then a marked one, then one with our file name, then none', () => {
    const named = script({ src: 'https://relay.example/v1/signup.js?x' })
    const marked = script({ src: 'https://cdn.example/renamed.js', 'data-signup-widget': '' })
    const running = script({ src: 'https://cdn.example/bundle.js' })
    const claimed = new WeakSet<HTMLScriptElement>()
    for (const expected of [running, marked, named, undefined]) {
      const found = findOwnTag(running, document, claimed)
      expect(found).toBe(expected)
      if (found) claimed.add(found)
    }
  })

  it('is not misled by an image that calls itself currentScript', () => {
    const image = Object.assign(document.createElement('img'), { name: 'currentScript' })
    expect(findOwnTag(image, document, new WeakSet())).toBeUndefined()
  })
})
