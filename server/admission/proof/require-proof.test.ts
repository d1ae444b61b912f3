import { createHash } from 'node:crypto'
import { describe, expect, it, test } from 'vitest'
import type { SignUp } from '../../contract.ts'
import { aSignUp } from '../../testing/sign-up.ts'
import { inMemoryUsedProofs } from '../../testing/used-proofs.ts'
import { createRates } from '../rate/rates.ts'
import type { Refusal } from '../refusal.ts'
import type { ProofOfWork } from '../suspicion.ts'
import type { CaptchaCheck } from './captcha.ts'
import { createProofs } from './proof.ts'
import { createRequireProof } from './require-proof.ts'

const CHALLENGE = { captcha: 'turnstile', site_key: 'public' } as const
const ROBOT = { signals: { trap: 'x', elapsed_ms: 0 } }

type Options = { proofOfWork?: ProofOfWork; isDayShort?: boolean; captchaCheck?: CaptchaCheck }

function aRoute({ proofOfWork = 'auto', isDayShort = false, captchaCheck }: Options) {
  const now = () => 1_700_000_000_000
  const answers: string[] = []
  const verify = async (answer: string) => {
    answers.push(answer)
    return captchaCheck ?? 'unknown'
  }
  const requireProof = createRequireProof({
    rates: createRates({ perNetwork: 30, now }),
    proofs: createProofs({ secretKeys: ['k'.repeat(32)], used: inMemoryUsedProofs(), now, maxnumber: 50 }),
    captcha: captchaCheck && { challenge: CHALLENGE, verify },
    proofOfWork,
    isDayShort: () => isDayShort,
  })
  const submit = (part: Partial<SignUp> = {}, sender: Partial<Parameters<typeof requireProof>[1]> = {}) =>
    requireProof(aSignUp(part), { hasApiKey: false, isNetworkBusy: false, canSolve: true, ...sender })
  return { submit, answers }
}

/** What the widget would send. */
function solved(result: Refusal | { kind: 'proof not needed' }): string {
  if (result.kind !== 'refusal') throw new Error('No proof was required')
  const { challenge } = result
  if (challenge === undefined || 'captcha' in challenge) throw new Error('There was nothing to solve')
  const digest = (number: number) => createHash('sha256').update(`${challenge.salt}${number}`).digest('hex')
  const number = [...Array(51).keys()].find((candidate) => digest(candidate) === challenge.challenge)
  return Buffer.from(JSON.stringify({ ...challenge, number })).toString('base64')
}

const trusted = (trust: string) => ({ kind: 'proof not needed', trust })

test('an ordinary visitor is ordinary, a server with a key is proven', async () => {
  const { submit } = aRoute({})
  expect(await submit()).toEqual(trusted('ordinary'))
  expect(await submit(ROBOT, { hasApiKey: true })).toEqual(trusted('proven'))
})

test('a solved challenge makes a sign-up proven, once', async () => {
  const { submit } = aRoute({})
  const proof = solved(await submit(ROBOT))
  expect(await submit({ ...ROBOT, proof })).toEqual(trusted('proven'))
  expect(await submit({ ...ROBOT, proof })).toMatchObject({ code: 'proof_required' })
})

test('on a short day everybody must carry a proof, so that ordinary visitors are among the proven', async () => {
  const { submit } = aRoute({ isDayShort: true })
  expect(await submit({ proof: solved(await submit()) })).toEqual(trusted('proven'))
})

test('on a short day a sender that cannot solve a challenge is not refused, but doubtful', async () => {
  const { submit } = aRoute({ isDayShort: true })
  expect(await submit({}, { canSolve: false })).toEqual(trusted('doubtful'))
  expect(await submit(ROBOT, { canSolve: false })).toMatchObject({ code: 'proof_required' })
})

test('with proof of work off, only the sign-up itself can make it doubtful', async () => {
  const { submit } = aRoute({ proofOfWork: 'off', isDayShort: true })
  expect(await submit()).toEqual(trusted('ordinary'))
  expect(await submit(ROBOT)).toEqual(trusted('doubtful'))
})

describe('a captcha that is set up', () => {
  it('is asked for instead of a proof of work', async () => {
    const { submit } = aRoute({ proofOfWork: 'always', captchaCheck: 'ok' })
    expect(await submit()).toMatchObject({ code: 'proof_required', challenge: CHALLENGE })
  })

  it('makes a sign-up proven once it is answered', async () => {
    const { submit, answers } = aRoute({ proofOfWork: 'always', captchaCheck: 'ok' })
    expect(await submit({ captcha: 'answer' })).toEqual(trusted('proven'))
    expect(answers).toEqual(['answer'])
  })

  it('is shown again after a wrong answer', async () => {
    const { submit } = aRoute({ proofOfWork: 'always', captchaCheck: 'wrong' })
    expect(await submit({ captcha: 'answer' })).toMatchObject({ challenge: CHALLENGE })
  })

  it('is replaced by a proof of work if its service does not answer, so that nobody is refused', async () => {
    const { submit } = aRoute({ proofOfWork: 'always', captchaCheck: 'unknown' })
    expect(await submit({ captcha: 'answer' })).toMatchObject({ challenge: { algorithm: 'SHA-256' } })
  })

  it('is not shown to ordinary visitors', async () => {
    const { submit, answers } = aRoute({ captchaCheck: 'wrong' })
    expect(await submit()).toEqual(trusted('ordinary'))
    expect(answers).toEqual([])
  })

  it('is not shown because the day is short: a proof of work in the background is enough then', async () => {
    const { submit } = aRoute({ isDayShort: true, captchaCheck: 'ok' })
    expect(await submit()).toMatchObject({ challenge: { algorithm: 'SHA-256' } })
  })
})
