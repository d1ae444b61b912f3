import type { FieldFaults, RefusalCode } from '../contract.ts'
import type { CaptchaChallenge } from './proof/captcha.ts'
import type { Challenge } from './proof/proof.ts'

/**
 * Why a request is turned away, with more than its sender is told: `cause` is for the log only and names no
 * person. `retryAfterSeconds` becomes the Retry-After header.
 */
export type Refusal = {
  kind: 'refusal'
  code: RefusalCode
  fields?: FieldFaults
  detail?: string
  cause?: string
  retryAfterSeconds?: number
  /** What must be solved, with `proof_required`. */
  challenge?: Challenge | CaptchaChallenge
}

export function refusal(code: RefusalCode, more: Omit<Refusal, 'kind' | 'code'> = {}): Refusal {
  return { kind: 'refusal', code, ...more }
}
