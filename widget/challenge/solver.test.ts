// @vitest-environment node
import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createSearch } from './solver.ts'

const digest = (text: string) => createHash('sha256').update(text).digest('hex')
const NOTHING = '0'.repeat(64)

describe('the search', () => {
  it('finds the number after a salt of any length', () => {
    for (let length = 0; length <= 130; length += 1) {
      const salt = 's'.repeat(length)
      for (const number of [0, 9, 10, 123]) {
        expect(createSearch(salt, digest(`${salt}${number}`))(0, 124), `${length} and ${number}`).toBe(number)
      }
    }
  })

  it('agrees with another implementation of SHA-256 on any text', () => {
    const salts = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 80 }), fc.string({ unit: 'binary' }))
    fc.assert(
      fc.property(salts, fc.nat({ max: 99_999_999 }), (salt, number) => {
        const search = createSearch(salt, digest(`${salt}${number}`))
        expect(search(number, number + 1)).toBe(number)
        expect(search(number + 1, number + 5)).toBe(-1)
      }),
    )
  })

  it('tries only the numbers in its range', () => {
    const search = createSearch('salt&', digest('salt&500'))
    expect(search(0, 500)).toBe(-1)
    expect(search(501, 600)).toBe(-1)
    expect(search(500, 500)).toBe(-1)
    expect(search(500, 501)).toBe(500)
    expect(search(0, 1000)).toBe(500)
  })

  it('does not confuse digests that begin alike', () => {
    const right = digest('salt&7')
    expect(createSearch('salt&', `${right.slice(0, 56)}00000000`)(0, 20)).toBe(-1)
    expect(createSearch('salt&', NOTHING)(0, 2000)).toBe(-1)
    expect(createSearch('salt&', 'no digest')(0, 20)).toBe(-1)
  })

  it('runs from its own text alone, as in a worker', () => {
    const rebuilt: unknown = new Function(
      `return (${createSearch})('salt&', '${digest('salt&77')}')(0, 100)`,
    )()
    expect(rebuilt).toBe(77)
  })
})
