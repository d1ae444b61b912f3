import type { Refusal } from '../../admission/refusal.ts'
import type { SignUpForm } from '../../constant-contact/api/sign-up-form.ts'
import type { TokenStatus } from '../../constant-contact/oauth/token-state.ts'
import type { Policy } from '../../delivery/policy.ts'
import type { StoreFault } from '../../store/database.ts'

/** What would become of a sign-up, as far as it can be found out without recording or sending it. */
export type Trial = {
  /** The site whose form was tried. */
  origin: string
  /** Admission, as for a browser that comes for the first time. `proof`: it would have to solve a puzzle or a captcha first. */
  admission:
    | { kind: 'admitted'; form: SignUpForm }
    | { kind: 'proof' }
    | { kind: 'refused'; refusal: Refusal }
  /** Why the database would not take it; undefined if it would. */
  storeFault: StoreFault | undefined
  connection: TokenStatus
  policy: Policy
}

export type TrySignUp = (typed: { email: string; list: string }) => Promise<Trial>
