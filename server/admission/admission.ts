import type { FieldFaults, SignUp } from '../contract.ts'
import type { SignUpRequest } from '../sign-up/request.ts'
import { HIDDEN_ORIGIN, isFormOfHiddenPage } from './origins.ts'
import type { RequireProof } from './proof/require-proof.ts'
import type { NetworkLimit } from './rate/network-limit.ts'
import { mediaTypeOf, type Refused, readFields, refused, type TypedValues } from './reading/body.ts'
import { readSignUp } from './reading/sign-up.ts'
import { type Refusal, refusal } from './refusal.ts'
import { type AdmissionRules, listsAllowed } from './rules.ts'

type Known = Pick<SignUpRequest, 'trust' | 'hold' | 'network'>
/** `typed`: the values of a form post, so that a page can show them again. */
type Admission = ({ kind: 'admitted'; signUp: SignUp; typed: TypedValues } & Known) | Refused

/** Checks a posted sign-up. `socketAddress`: who opened the connection, undefined if nobody knows. */
export type Admit = (request: Request, socketAddress: string | undefined) => Promise<Admission>

/** `fields`: what takes the place of what was posted. `hidden`: the ids of those that the visitor cannot see. */
export type CustomFieldReading = {
  fields: Pick<SignUp, 'custom_fields'>
  faults: FieldFaults
  hidden?: string[]
}
export const NO_CUSTOM_FIELDS: CustomFieldReading = { fields: {}, faults: {} }

type Parts = {
  rules: AdmissionRules
  /** Of the Authorization header, `null` if there is none. */
  hasApiKey: (authorization: string | null) => boolean
  limitNetwork: NetworkLimit
  /** Reads the custom fields of a form post as the form that was posted describes them, which the relay's pages know. */
  readCustomFields: (request: Request, typed: TypedValues) => CustomFieldReading
  requireProof: RequireProof
  /** True where contacts can be mailed: a form post that would need proof is then held until they confirm. */
  confirmsByMail: boolean
}

/** The steps of admission, in order. The first that refuses is the answer; nothing has been stored or sent by then. */
export function createAdmission(parts: Parts): Admit {
  const { rules, limitNetwork, readCustomFields, requireProof, confirmsByMail } = parts

  return async (request, socketAddress) => {
    const hasApiKey = parts.hasApiKey(request.headers.get('authorization'))
    const origin = checkOrigin(request, hasApiKey, rules)
    if (origin) return refused(origin)

    const network = hasApiKey ? UNLIMITED : limitNetwork(request, socketAddress, 'sign-up')
    if (network.kind === 'refusal') return refused(network)

    const body = await readFields(request)
    if (body.kind === 'refused') return body
    const { typed } = body

    const isFormPost = mediaTypeOf(request) === 'form'
    const custom = isFormPost ? readCustomFields(request, typed) : NO_CUSTOM_FIELDS
    const checked = checkFieldsAndConsent(
      { ...body.fields, ...custom.fields, ...withHidden(body.fields['signals'], custom.hidden) },
      { ...body.faults, ...custom.faults },
    )
    if (checked.kind === 'refusal') {
      const cause = Object.keys(body.faults).length > 0 && { cause: ENCODING_UNKNOWN }
      return refused({ ...checked, ...cause }, typed)
    }
    const { signUp } = checked

    if (!listsAllowed(signUp.list_memberships, rules)) return refused(refusal('list_not_allowed'), typed)

    const proof = await requireProof(signUp, {
      hasApiKey,
      isNetworkBusy: network.busy,
      canSolve: !isFormPost,
    })
    if (proof.kind === 'proof not needed') {
      return { kind: 'admitted', signUp, trust: proof.trust, hold: false, typed }
    }
    if (!isFormPost) return refused(proof, typed)
    // Without script nothing can solve a challenge: the contact's confirmation is proof too.
    if (confirmsByMail) return { kind: 'admitted', signUp, trust: 'doubtful', hold: true, typed }
    return refused(NO_PROOF_WITHOUT_SCRIPT, typed)
  }
}

function withHidden(signals: unknown, hidden_fields: string[] = []) {
  return hidden_fields.length > 0 && { signals: { ...Object(signals), hidden_fields } }
}

/** Servers with an API key post for many. */
const UNLIMITED = { kind: 'within', busy: false } as const

/** The cause of a refusal of a form whose page is in an encoding that the relay cannot tell. */
export const ENCODING_UNKNOWN = 'encoding unknown'

const NO_PROOF_WITHOUT_SCRIPT = refusal('too_many_requests', {
  retryAfterSeconds: 60,
  cause: 'no proof without script',
})

/** True for what a browser may send, and a log may repeat: no more than a scheme, a host and a port. */
function isOrigin(text: string): boolean {
  return text.length <= LONGEST_ORIGIN && URL.canParse(text) && new URL(text).origin === text
}
/** A host has 253 characters at most. */
const LONGEST_ORIGIN = 275

/** Refuses pages that are on no allowed origin. A server with an API key is exempt; so is a request without an Origin. */
function checkOrigin(request: Request, hasApiKey: boolean, { origins }: AdmissionRules): Refusal | undefined {
  const origin = request.headers.get('origin')
  if (hasApiKey || origin === null || origins.allow(origin) || isFormOfHiddenPage(request)) return
  // No setting can allow a page that hides its origin, so the log names it separately.
  if (origin === HIDDEN_ORIGIN) return refusal('origin_not_allowed', { cause: 'origin null' })
  const named = isOrigin(origin)
  return refusal('origin_not_allowed', named ? { origin } : { cause: 'origin unreadable' })
}

/** `found`: the faults that are known already. */
function checkFieldsAndConsent(
  fields: Record<string, unknown>,
  found: FieldFaults,
): { kind: 'valid'; signUp: SignUp } | Refusal {
  const read = readSignUp(fields)
  const faults = { ...found, ...(read.kind === 'faults' && read.faults) }
  const paths = Object.keys(faults)
  if (read.kind === 'sign-up' && paths.length === 0) return { kind: 'valid', signUp: read.signUp }
  const onlyConsent = paths.every((path) => path === 'consent' || path === 'consent.given')
  return refusal(onlyConsent ? 'consent_required' : 'invalid_fields', { fields: faults })
}
