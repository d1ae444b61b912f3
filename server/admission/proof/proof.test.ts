import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LIMITS } from '../../contract.ts'
import { inMemoryUsedProofs } from '../../testing/used-proofs.ts'
import { type Challenge, createProofs, DIFFICULTY } from './proof.ts'

const MARY = 'mary@example.com'
const MINUTE = 60_000

function world({ secretKeys = ['k'.repeat(32)] } = {}) {
  const clock = { time: 1_700_000_000_000 }
  const now = () => clock.time
  const make = (keys: string[]) =>
    createProofs({ secretKeys: keys, used: inMemoryUsedProofs(), now, maxnumber: 200 })
  return { clock, make, proofs: make(secretKeys) }
}

/** The number a challenge was made of, found as any client of the protocol finds it. */
function solve({ salt, challenge, maxnumber }: Challenge): number {
  for (let number = 0; number <= maxnumber; number += 1) {
    if (createHash('sha256').update(`${salt}${number}`).digest('hex') === challenge) return number
  }
  throw new Error('There is no solution')
}
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64')

/** What a client sends: the challenge's fields and the number, changed in some places where a test says so. */
function answer(challenge: Challenge, changed: Record<string, unknown> = {}): string {
  const { maxnumber: _, ...kept } = challenge
  return encode({ ...kept, number: solve(challenge), took: 12, ...changed })
}

describe('a challenge', () => {
  it('has the fields of the protocol, an expiry, and nothing about the address', () => {
    const { clock, proofs } = world()
    const challenge = proofs.challenge(MARY)
    const expires = Math.floor((clock.time + 5 * MINUTE) / 1000)
    expect(challenge).toEqual({
      algorithm: 'SHA-256',
      challenge: expect.stringMatching(/^[\da-f]{64}$/),
      maxnumber: 200,
      salt: expect.stringMatching(new RegExp(`^[\\da-f]{24}\\?expires=${expires}&for=[\\w-]{22}&$`)),
      signature: expect.stringMatching(/^[\da-f]{64}$/),
    })
    expect(JSON.stringify(challenge)).not.toContain('mary')
  })

  it('is never the same twice, even for one address at one moment', () => {
    const { proofs } = world()
    const salts = Array.from({ length: 1000 }, () => proofs.challenge(MARY).salt)
    expect(new Set(salts.map((salt) => salt.slice(0, 24))).size).toBe(1000)
    expect(new Set(salts.map((salt) => salt.slice(-23))).size).toBe(1000)
  })

  it('has the measured difficulty by default', () => {
    const now = () => 0
    const proofs = createProofs({ secretKeys: ['k'], used: inMemoryUsedProofs(), now })
    expect(proofs.challenge(MARY).maxnumber).toBe(DIFFICULTY)
  })
})

describe('a proof', () => {
  it('is accepted once, for the address it was made for', async () => {
    const { proofs } = world()
    const proof = answer(proofs.challenge(MARY))
    expect(proof.length).toBeLessThan(LIMITS.proof)
    expect(await proofs.verify(proof, 'bob@example.com')).toBe('wrong')
    expect(await proofs.verify(proof, MARY)).toBe('ok')
    expect(await proofs.verify(proof, MARY)).toBe('used')
  })

  it('is accepted once if it arrives twice at the same moment', async () => {
    const { proofs } = world()
    const proof = answer(proofs.challenge(MARY))
    const checks = await Promise.all([proofs.verify(proof, MARY), proofs.verify(proof, MARY)])
    expect(checks.sort()).toEqual(['ok', 'used'])
  })

  it('is not accepted again in another encoding', async () => {
    const { proofs } = world()
    const challenge = proofs.challenge(MARY)
    expect(await proofs.verify(answer(challenge), MARY)).toBe('ok')
    expect(await proofs.verify(answer(challenge, { took: 99, extra: true }), MARY)).toBe('used')
    expect(await proofs.verify(`${answer(challenge)}\n`, MARY)).toBe('used')
  })

  it('is accepted for five minutes', async () => {
    const { clock, proofs } = world()
    const [first, second] = [answer(proofs.challenge(MARY)), answer(proofs.challenge(MARY))]
    clock.time += 5 * MINUTE - 1000
    expect(await proofs.verify(first, MARY)).toBe('ok')
    clock.time += 1000
    expect(await proofs.verify(second, MARY)).toBe('expired')
    expect(await proofs.verify(first, MARY)).toBe('expired')
  })

  it('has expired if a clock that was ahead by a day issued it, and not if by half an hour', async () => {
    const { clock, proofs } = world()
    const byClockAhead = (minutes: number) => {
      clock.time += minutes * MINUTE
      const challenge = proofs.challenge(MARY)
      clock.time -= minutes * MINUTE
      return answer(challenge)
    }
    expect(await proofs.verify(byClockAhead(24 * 60), MARY)).toBe('expired')
    expect(await proofs.verify(byClockAhead(30), MARY)).toBe('ok')
  })

  it('is still accepted after the secret key was replaced, but not once the old key is removed', async () => {
    const { make } = world()
    const [old, fresh] = ['o'.repeat(32), 'n'.repeat(32)]
    const challenge = make([old]).challenge(MARY)
    expect(await make([fresh, old]).verify(answer(challenge), MARY)).toBe('ok')
    expect(await make([fresh]).verify(answer(challenge), MARY)).toBe('wrong')
  })
})

describe('an invalid proof', () => {
  it('is a correct number with any other part of the challenge changed', async () => {
    const { proofs } = world()
    const [challenge, other] = [proofs.challenge(MARY), proofs.challenge(MARY)]
    const number = solve(challenge)
    const later = challenge.salt.replace(/expires=\d+/, 'expires=9999999999')
    for (const changed of [
      { number: number + 1 },
      { number: String(number) },
      { number: -number - 1 },
      { number: number + 0.5 },
      { number: null },
      { algorithm: 'SHA-1' },
      { salt: later },
      { salt: later, challenge: createHash('sha256').update(`${later}${number}`).digest('hex') },
      { salt: other.salt },
      { challenge: other.challenge },
      { signature: other.signature },
      { signature: challenge.signature.toUpperCase() },
      { signature: '' },
      { salt: `${challenge.salt}${String(number).slice(0, 1)}`, number: Number(String(number).slice(1)) },
    ]) {
      expect(await proofs.verify(answer(challenge, changed), MARY), JSON.stringify(changed)).toBe('wrong')
    }
    expect(await proofs.verify(answer(challenge), MARY)).toBe('ok')
  })

  it('is one signed with another key', async () => {
    const { make, proofs } = world()
    expect(await proofs.verify(answer(make(['s'.repeat(32)]).challenge(MARY)), MARY)).toBe('wrong')
  })

  it('is any other text, and none makes the relay fail', async () => {
    const { proofs } = world()
    for (const text of [
      '',
      '{}',
      'null',
      '💥',
      encode(null),
      encode([]),
      encode('x'),
      encode({ __proto__: 1 }),
    ]) {
      expect(await proofs.verify(text, MARY)).toBe('wrong')
    }
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string(), fc.json().map(encode)), async (text) => {
        expect(await proofs.verify(text, MARY)).toBe('wrong')
      }),
    )
  })
})
