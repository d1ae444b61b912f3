import type { Refusal } from '../../admission/refusal.ts'
import { type Problem, REFUSAL_STATUS, type RefusalCode } from '../../contract.ts'
import { NO_STORE } from '../../http/no-store.ts'

/** For developers who read the answer; visitors read the widget's own sentences. */
const TITLES: Record<RefusalCode, string> = {
  malformed: 'The request could not be read',
  origin_not_allowed: 'Sign-ups from this page are not allowed',
  list_not_allowed: 'Sign-ups to this list are not allowed',
  proof_required: 'A proof is required',
  not_found: 'There is nothing at this address',
  method_not_allowed: 'This address does not accept that method',
  too_large: 'The request is too large',
  unsupported_media_type: 'Send application/json or application/x-www-form-urlencoded',
  invalid_fields: 'Some fields are missing or invalid',
  consent_required: 'Consent is missing',
  refused: 'Constant Contact refused this sign-up',
  too_many_requests: 'Too many requests',
  unavailable: 'Sign-ups cannot be recorded at the moment',
}

/** A refusal as a problem document (RFC 9457). Its cause is for the log only. */
export function problemResponse({ code, detail, fields, retryAfterSeconds, challenge }: Refusal): Response {
  const status = REFUSAL_STATUS[code]
  const problem: Problem = {
    type: `urn:problem:signup:${code}`,
    title: TITLES[code],
    status,
    code,
    ...(detail !== undefined && { detail }),
    ...(fields !== undefined && { fields }),
    ...(challenge !== undefined && { challenge }),
  }
  const retry = retryAfterSeconds !== undefined && { 'retry-after': String(retryAfterSeconds) }
  const headers = { 'content-type': 'application/problem+json', ...NO_STORE, ...retry }
  return new Response(JSON.stringify(problem), { status, headers })
}
