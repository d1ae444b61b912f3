import type { SignUp } from '../contract.ts'

/** What to tell the vendor of a sign-up. */
export type Telling = { kind: 'sign_up'; signUp: SignUp }

/** The policy `update`: everything, as `sign_up_form` does. The other policies will stand beside it. */
export function tell(signUp: SignUp): Telling {
  return { kind: 'sign_up', signUp }
}
