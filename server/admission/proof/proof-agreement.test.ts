import { describe, expect, it } from 'vitest'
import { solve } from '../../../widget/challenge/proof-of-work.ts'
import { LIMITS } from '../../contract.ts'
import { inMemoryUsedProofs } from '../../testing/used-proofs.ts'
import { createProofs } from './proof.ts'

const MARY = 'mary@example.com'
const now = () => 1_700_000_000_000
const never = new AbortController().signal

function proofsOf(maxnumber: number) {
  return createProofs({ secretKeys: ['k'.repeat(32)], used: inMemoryUsedProofs(), now, maxnumber })
}

describe('widget and relay', () => {
  it('agree on every proof: the relay accepts what the widget solves, once', async () => {
    for (const maxnumber of [0, 9, 10, 99, 2000]) {
      const proofs = proofsOf(maxnumber)
      for (let n = 0; n < 20; n += 1) {
        const proof = await solve(JSON.parse(JSON.stringify(proofs.challenge(MARY))), never)
        expect(proof.length).toBeLessThanOrEqual(LIMITS.proof)
        expect(await proofs.verify(proof, MARY)).toBe('ok')
        expect(await proofs.verify(proof, MARY)).toBe('used')
      }
    }
  })

  it('agree on the largest number', async () => {
    const challenge = { ...proofsOf(5000).challenge(MARY), challenge: '0'.repeat(64) }
    await expect(solve(challenge, never)).rejects.toThrow('no solution')
  })
})

describe('the solver', () => {
  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['a text', 'challenge'],
    ['an empty object', {}],
    ['another algorithm', { ...proofsOf(1).challenge(MARY), algorithm: 'SHA-512' }],
    ['a challenge of version 2', { parameters: { algorithm: 'PBKDF2/SHA-256', cost: 5000 }, signature: 's' }],
    ['a number in quotes', { ...proofsOf(1).challenge(MARY), maxnumber: '50000' }],
  ])('refuses %s', async (_, challenge) => {
    await expect(solve(challenge, never)).rejects.toThrow('not one that can be solved')
  })

  it('stops when it is aborted, before it begins and in the middle', async () => {
    const challenge = { ...proofsOf(1).challenge(MARY), challenge: '0'.repeat(64), maxnumber: 1e12 }
    await expect(solve(challenge, AbortSignal.abort())).rejects.toThrow('aborted')
    await expect(solve(challenge, AbortSignal.timeout(50))).rejects.toThrow('timeout')
  })
})
