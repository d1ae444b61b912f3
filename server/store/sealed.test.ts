import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createSeal } from './sealed.ts'

const OLD = 'an old secret key of thirty-two or more characters'
const NEW = 'a new secret key of thirty-two or more characters'

describe('a seal', () => {
  it('opens what it sealed, whatever the text and its place', () => {
    const { seal, open } = createSeal([NEW], 'test')
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (text, place) => {
        expect(open(seal(text, place), place)).toEqual({ kind: 'opened', text, stale: false })
      }),
    )
  })

  it('never seals the same text to the same result', () => {
    const { seal } = createSeal([NEW], 'test')
    expect(seal('same')).not.toBe(seal('same'))
  })

  it('opens with any key, and reports if that was not the newest', () => {
    const sealed = createSeal([OLD], 'test').seal('kept')
    expect(createSeal([NEW, OLD], 'test').open(sealed)).toEqual({ kind: 'opened', text: 'kept', stale: true })
  })

  it('seals with the first key', () => {
    const sealed = createSeal([NEW, OLD], 'test').seal('fresh')
    expect(createSeal([NEW], 'test').open(sealed)).toEqual({ kind: 'opened', text: 'fresh', stale: false })
    expect(createSeal([OLD], 'test').open(sealed)).toEqual({ kind: 'failed' })
  })

  it('does not open what was sealed for another purpose', () => {
    const sealed = createSeal([NEW], 'one').seal('text')
    expect(createSeal([NEW], 'two').open(sealed)).toEqual({ kind: 'failed' })
  })

  it('does not open what was moved to another place', () => {
    const { seal, open } = createSeal([NEW], 'test')
    expect(open(seal('text', 'row 1'), 'row 2')).toEqual({ kind: 'failed' })
  })

  it('notices any changed character', () => {
    const { seal, open } = createSeal([NEW], 'test')
    const sealed = seal('a text of some length')
    fc.assert(
      fc.property(fc.nat(sealed.length - 1), fc.constantFrom('A', 'z', '.', '_'), (at, character) => {
        const changed = sealed.slice(0, at) + character + sealed.slice(at + 1)
        fc.pre(changed !== sealed && !sameBytes(changed, sealed))
        expect(open(changed).kind).toBe('failed')
      }),
    )
  })

  it('fails on every other text, and never throws', () => {
    const { open } = createSeal([NEW], 'test')
    fc.assert(fc.property(fc.string(), (text) => open(text).kind === 'failed'))
    expect(open('v1.AAAAAAAA.AA')).toEqual({ kind: 'failed' })
    expect(open('')).toEqual({ kind: 'failed' })
  })

  it('cannot be created without a key', () => {
    expect(() => createSeal([], 'test')).toThrow('at least one secret key')
  })
})

/** The last base64url character may carry spare bits: two texts can stand for the same bytes. */
function sameBytes(one: string, other: string): boolean {
  const bytes = (sealed: string) => Buffer.from(sealed.split('.')[2] ?? '', 'base64url').toString('hex')
  return one.slice(0, 12) === other.slice(0, 12) && bytes(one) === bytes(other)
}
