import type { SignUp } from '../contract.ts'
import type { SignUpRequest } from '../sign-up/request.ts'

export const LIST = 'd13d60d0-f256-11e8-b47d-fa163e56c9b0'
export const OTHER_LIST = 'd13d60d1-f256-11e8-b47d-fa163e56c9b0'

export function aSignUp(part: Partial<SignUp> = {}): SignUp {
  return {
    email_address: 'ada@example.org',
    list_memberships: [LIST],
    consent: { given: true, text: 'Yes, write to me' },
    ...part,
  }
}

/** The request of a visitor who waits for the outcome. */
export const REQUEST: SignUpRequest = {
  ...{ requestId: 'request-1', language: 'en', hold: false, trust: 'ordinary', patienceMs: 2000 },
}
