import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { aSignUp } from '../testing/outbox.ts'
import { createApiKeys } from './api-keys.ts'
import { createGuard } from './guard.ts'
import { createOrigins } from './origins.ts'
import { createProofs } from './proof/proof.ts'
import { createUsedProofs } from './proof/used-proofs.ts'
import { createNetworks } from './rate/networks.ts'
import { createRates } from './rate/rates.ts'
import type { Refusal } from './refusal.ts'
import type { ProofOfWork } from './suspicion.ts'

const KEY = 'a-key-of-a-shop-that-creates-users'

function aGuard({ proofOfWork = 'auto' as ProofOfWork, isDayShort = false }) {
  const now = () => 1_700_000_000_000
  const guard = createGuard({
    origins: createOrigins({ patterns: [], publicUrl: 'https://signup.example.org', loopback: false }),
    apiKeys: createApiKeys([KEY]),
    networks: createNetworks([]),
    rates: createRates({ perNetwork: 30, now }),
    proofs: createProofs({ secretKeys: ['k'.repeat(32)], used: createUsedProofs(now), now, maxnumber: 50 }),
    proofOfWork,
    isDayShort: () => isDayShort,
    log: { warn: () => undefined },
  })
  return async (
    part: Parameters<typeof aSignUp>[0] = {},
    { authorization = '', solves = true, headers = {} } = {},
  ) => {
    const request = new Request('https://signup.example.org/v1/signups', {
      method: 'POST',
      headers: { authorization, ...headers },
    })
    const arrival = guard.arrive(request, '203.0.113.7')
    if (arrival.kind === 'refusal') return arrival
    return guard.examine(arrival, aSignUp(part), solves)
  }
}

/** What the widget would send. */
function solved({ challenge }: Refusal): string {
  if (challenge === undefined || 'captcha' in challenge) throw new Error('There was nothing to solve')
  const digest = (number: number) => createHash('sha256').update(`${challenge.salt}${number}`).digest('hex')
  const number = [...Array(51).keys()].find((candidate) => digest(candidate) === challenge.challenge)
  return Buffer.from(JSON.stringify({ ...challenge, number })).toString('base64')
}

const letIn = (trust: string) => ({ kind: 'let in', trust })
const ROBOT = { signals: { trap: 'x', elapsed_ms: 0 } }

test('an ordinary visitor is ordinary, a server with a key is proven', async () => {
  const examine = aGuard({})
  expect(await examine()).toEqual(letIn('ordinary'))
  expect(await examine(ROBOT, { authorization: `Bearer ${KEY}` })).toEqual(letIn('proven'))
})

test('who has solved what was asked is proven, once', async () => {
  const examine = aGuard({})
  const asked = await examine(ROBOT)
  if (asked.kind !== 'refusal') throw new Error('No proof was asked for')
  const proof = solved(asked)
  expect(await examine({ ...ROBOT, proof })).toEqual(letIn('proven'))
  expect(await examine({ ...ROBOT, proof })).toMatchObject({ code: 'proof_required' })
})

test('while the day is short everybody is asked, so that an ordinary visitor is among the proven', async () => {
  const examine = aGuard({ isDayShort: true })
  const asked = await examine()
  if (asked.kind !== 'refusal') throw new Error('No proof was asked for')
  expect(await examine({ proof: solved(asked) })).toEqual(letIn('proven'))
})

test('while the day is short who cannot solve anything is turned away by nobody, and waits for the next', async () => {
  const examine = aGuard({ isDayShort: true })
  expect(await examine({}, { solves: false })).toEqual(letIn('doubtful'))
  expect(await examine(ROBOT, { solves: false })).toMatchObject({ code: 'proof_required' })
})

test('where proof is off, only what lies in the sign-up itself makes it doubtful', async () => {
  const examine = aGuard({ proofOfWork: 'off', isDayShort: true })
  expect(await examine()).toEqual(letIn('ordinary'))
  expect(await examine(ROBOT)).toEqual(letIn('doubtful'))
})

const HIDDEN = { origin: 'null', 'content-type': 'application/x-www-form-urlencoded' }

test.each([
  ['no origin', {}],
  ['a hidden one', HIDDEN],
])('a form post with %s is let in, asked and limited like every other', async (_, headers) => {
  const examine = aGuard({})
  const byForm = { headers, solves: false }
  expect(await examine({}, byForm)).toEqual(letIn('ordinary'))
  expect(await examine(ROBOT, byForm)).toMatchObject({ code: 'proof_required' })
  for (let sent = 2; sent < 30; sent += 1) await examine({}, byForm)
  expect(await examine({}, byForm)).toMatchObject({ code: 'too_many_requests', cause: 'network_rate' })
})

test('a script without an origin of its own is turned away, and the log says that no setting helps', async () => {
  const byScript = { headers: { ...HIDDEN, 'sec-fetch-mode': 'cors' } }
  expect(await aGuard({})({}, byScript)).toMatchObject({ code: 'origin_not_allowed', cause: 'origin null' })
  const byStranger = { headers: { origin: 'https://evil.example' } }
  expect(await aGuard({})({}, byStranger)).toEqual({ kind: 'refusal', code: 'origin_not_allowed' })
})
