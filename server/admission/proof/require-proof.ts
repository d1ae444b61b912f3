import type { SignUp } from '../../contract.ts'
import { addressKey } from '../../sign-up/address-key.ts'
import type { Trust } from '../../sign-up/trust.ts'
import type { Rates } from '../rate/rates.ts'
import { type Refusal, refusal } from '../refusal.ts'
import { type ProofOfWork, type Signs, suspicionOf } from '../suspicion.ts'
import type { Captcha } from './captcha.ts'
import type { Proofs } from './proof.ts'

/** `canSolve`: false for form posts without script, which cannot solve a challenge. */
type Sender = Pick<Signs, 'hasApiKey' | 'isNetworkBusy'> & { canSolve: boolean }

export type RequireProof = ReturnType<typeof createRequireProof>

type Parts = {
  rates: Pick<Rates, 'signUp'>
  proofs: Proofs
  proofOfWork: ProofOfWork
  /** Asked for in place of a proof of work where the owner has set one up. */
  captcha?: Captcha | undefined
  /** True while the last calls of the day are reserved for proven sign-ups. */
  isDayShort: () => boolean
}

/** Decides whether a valid sign-up must carry a proof, checks the proof it carries, and says how far it is trusted. */
export function createRequireProof({ rates, proofs, proofOfWork, captcha, isDayShort }: Parts) {
  return async (
    signUp: SignUp,
    { hasApiKey, isNetworkBusy, canSolve }: Sender,
  ): Promise<{ kind: 'proof not needed'; trust: Trust } | Refusal> => {
    const key = addressKey(signUp.email_address)
    const { signals, proof } = signUp
    const signs = { hasApiKey, isNetworkBusy, rate: rates.signUp(key), isDayShort: isDayShort(), signals }
    const suspicion = suspicionOf(signs, proofOfWork)
    if (suspicion.kind === 'pass' && suspicion.trust === 'proven') return trusted('proven')
    const proofCheck = proof === undefined ? 'absent' : await proofs.verify(proof, key)
    if (proofCheck === 'ok') return trusted('proven')
    if (suspicion.kind === 'pass') return trusted(suspicion.trust)
    const captchaCheck =
      captcha && signUp.captcha !== undefined ? await captcha.verify(signUp.captcha) : 'absent'
    if (captchaCheck === 'ok') return trusted('proven')
    const onlyDayShort = suspicion.reasons.every((reason) => reason === 'day_short')
    if (onlyDayShort && !canSolve) return trusted('doubtful')
    // A short day is no reason to show ordinary visitors a captcha, and a captcha that cannot be verified is no use.
    const useCaptcha = captcha !== undefined && captchaCheck !== 'unknown' && !onlyDayShort
    const challenge = useCaptcha ? captcha.challenge : proofs.challenge(key)
    const cause = `${suspicion.reasons.join()}, proof ${proofCheck}${captcha ? `, captcha ${captchaCheck}` : ''}`
    return refusal('proof_required', { challenge, cause })
  }
}

function trusted(trust: Trust) {
  return { kind: 'proof not needed', trust } as const
}
