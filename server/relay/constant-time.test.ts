import type * as Crypto from 'node:crypto'
import { beforeEach, expect, test, vi } from 'vitest'
import { createApiKeys } from '../admission/api-keys.ts'
import { createProofs } from '../admission/proof/proof.ts'
import { createLinks } from '../confirmation/link.ts'
import { createMeasurements } from '../operator/metrics/measurements.ts'
import { metricsRoutes } from '../routes/monitoring/metrics.ts'
import { testFacts } from '../testing/facts.ts'
import { inMemoryUsedProofs } from '../testing/used-proofs.ts'

const compared = vi.hoisted(() => ({ lengths: [] as [number, number][] }))

vi.mock('node:crypto', async (original) => {
  const crypto = await original<typeof Crypto>()
  return {
    ...crypto,
    timingSafeEqual(a: Uint8Array, b: Uint8Array) {
      compared.lengths.push([a.length, b.length])
      return crypto.timingSafeEqual(a, b)
    },
  }
})

beforeEach(() => {
  compared.lengths.length = 0
})

const KEY = 'a-key-of-a-shop-that-creates-users'
const now = () => 1_700_000_000_000

/** A secret that a stranger may try to guess, and guesses. Its length must not leak either. */
const GUESSES: Record<string, (guess: string) => unknown> = {
  'a key of a server': (guess) => createApiKeys([KEY])(`Bearer ${guess}`),
  'the token of the metrics': (guess) =>
    metricsRoutes({
      token: KEY,
      facts: async () => testFacts(),
      counted: createMeasurements().counted,
      now,
    }).request('/metrics', { headers: { authorization: `Bearer ${guess}` } }),
  'the signature of a link': (guess) => createLinks(() => 's'.repeat(22)).idOf(`${'i'.repeat(22)}.${guess}`),
}

test.each(Object.entries(GUESSES))('%s is compared in constant time', async (_name, tries) => {
  for (const guess of [KEY, 'x'.repeat(KEY.length), 'x'.repeat(22)]) await tries(guess)
  expect(compared.lengths.length).toBeGreaterThan(0)
  for (const [one, other] of compared.lengths) expect(one).toBe(other)
})

test('so is the signature of a proof of work', async () => {
  const proofs = createProofs({ secretKeys: [KEY], used: inMemoryUsedProofs(), now, maxnumber: 0 })
  const challenge = proofs.challenge('ada@example.org')
  const solved = { ...challenge, number: 0, signature: 'a'.repeat(challenge.signature.length) }
  const proof = Buffer.from(JSON.stringify(solved)).toString('base64')
  expect(await proofs.verify(proof, 'ada@example.org')).toBe('wrong')
  expect(compared.lengths).toContainEqual([64, 64])
})
