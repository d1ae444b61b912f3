import crypto from 'node:crypto'
import { syncBuiltinESMExports } from 'node:module'
import { afterAll, beforeEach, expect, test, vi } from 'vitest'
import { createApiKeys } from '../admission/api-keys.ts'
import { createProofs } from '../admission/proof/proof.ts'
import { createLinks } from '../confirmation/link.ts'
import { createMeasurements } from '../operator/metrics/measurements.ts'
import { metricsRoutes } from '../routes/monitoring/metrics.ts'
import { testFacts } from '../testing/facts.ts'
import { inMemoryUsedProofs } from '../testing/used-proofs.ts'

const comparison = vi.spyOn(crypto, 'timingSafeEqual')
// Modules import it by name.
syncBuiltinESMExports()
afterAll(() => {
  comparison.mockRestore()
  syncBuiltinESMExports()
})
beforeEach(() => void comparison.mockClear())

/** The lengths of what was compared. */
const compared = () => comparison.mock.calls.map(([one, other]) => [one.byteLength, other.byteLength])

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
  expect(compared().length).toBeGreaterThan(0)
  for (const [one, other] of compared()) expect(one).toBe(other)
})

test('the signature of a proof of work is compared in constant time', async () => {
  const proofs = createProofs({ secretKeys: [KEY], used: inMemoryUsedProofs(), now, maxnumber: 0 })
  const challenge = proofs.challenge('ada@example.org')
  const solved = { ...challenge, number: 0, signature: 'a'.repeat(challenge.signature.length) }
  const proof = Buffer.from(JSON.stringify(solved)).toString('base64')
  expect(await proofs.verify(proof, 'ada@example.org')).toBe('wrong')
  expect(compared()).toContainEqual([64, 64])
})
