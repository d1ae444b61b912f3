import type { FieldFaults, RefusalCode } from '../contract.ts'
import type { CaptchaChallenge } from './proof/captcha.ts'
import type { Challenge } from './proof/proof.ts'

/**
 * Why a request is refused, including what its sender does not learn: `cause` is for the log only and names no person.
 * `retryAfterSeconds` becomes the Retry-After header.
 */
export type Refusal = {
  kind: 'refusal'
  code: RefusalCode
  fields?: FieldFaults
  detail?: string
  cause?: string
  /** The origin that was refused, for the log only. */
  origin?: string
  retryAfterSeconds?: number
  /** With `proof_required`: what to solve. */
  challenge?: Challenge | CaptchaChallenge
}

export function refusal(code: RefusalCode, more: Omit<Refusal, 'kind' | 'code'> = {}): Refusal {
  return { kind: 'refusal', code, ...more }
}
