import { describe, expect, it } from 'vitest'
import type { SignUp } from '../contract.ts'
import { createApiKeys } from './api-keys.ts'
import { type Arrival, createGuard } from './guard.ts'
import { createOrigins } from './origins.ts'
import type { CaptchaCheck } from './proof/captcha.ts'
import { createProofs } from './proof/proof.ts'
import { createUsedProofs } from './proof/used-proofs.ts'
import { createNetworks } from './rate/networks.ts'
import { createRates } from './rate/rates.ts'
import type { ProofOfWork } from './suspicion.ts'

const SIGN_UP: SignUp = {
  email_address: 'mary@example.com',
  list_memberships: ['d13d60d0-f256-11e8-b47d-fa163e56c9b0'],
  consent: { given: true, text: 'Send me the newsletter' },
}
const CHALLENGE = { captcha: 'turnstile', site_key: 'public' } as const

function world(proofOfWork: ProofOfWork, check: CaptchaCheck, isDayShort = false) {
  const asked: string[] = []
  const guard = createGuard({
    origins: createOrigins({ patterns: [], publicUrl: 'https://signup.example.com', loopback: false }),
    apiKeys: createApiKeys([]),
    networks: createNetworks([]),
    rates: createRates({ perNetwork: 0, now: Date.now }),
    proofs: createProofs({ secretKeys: ['k'.repeat(32)], used: createUsedProofs(Date.now), now: Date.now }),
    captcha: {
      challenge: CHALLENGE,
      verify: async (answer) => {
        asked.push(answer)
        return check
      },
    },
    log: { warn: () => undefined },
    proofOfWork,
    isDayShort: () => isDayShort,
  })
  const arrival: Arrival = { kind: 'arrival', apiKey: 'absent', network: undefined }
  const examine = (more: Partial<SignUp> = {}) => guard.examine(arrival, { ...SIGN_UP, ...more }, true)
  return { asked, examine }
}

describe('a captcha that is set up', () => {
  it('is asked for in place of a proof', async () => {
    const { examine } = world('always', 'ok')
    expect(await examine()).toMatchObject({ code: 'proof_required', challenge: CHALLENGE })
  })

  it('lets in who answers it', async () => {
    const { examine, asked } = world('always', 'ok')
    expect(await examine({ captcha: 'answer' })).toEqual({ kind: 'let in', trust: 'proven' })
    expect(asked).toEqual(['answer'])
  })

  it('is shown again after a wrong answer', async () => {
    const { examine } = world('always', 'wrong')
    expect(await examine({ captcha: 'answer' })).toMatchObject({ challenge: CHALLENGE })
  })

  it('gives way to a proof where its service does not answer, so that nobody is turned away', async () => {
    const { examine } = world('always', 'unknown')
    expect(await examine({ captcha: 'answer' })).toMatchObject({ challenge: { algorithm: 'SHA-256' } })
  })

  it('meets no ordinary visitor', async () => {
    const { examine, asked } = world('auto', 'wrong')
    expect(await examine()).toEqual({ kind: 'let in', trust: 'ordinary' })
    expect(asked).toEqual([])
  })

  it('is not shown because the day is short: there a proof, which nobody sees, is enough', async () => {
    const { examine } = world('auto', 'ok', true)
    expect(await examine()).toMatchObject({ challenge: { algorithm: 'SHA-256' } })
  })
})
