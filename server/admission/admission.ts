import type { Logger } from 'pino'
import type { SignUp } from '../contract.ts'
import type { Trust } from '../sign-up/trust.ts'
import { HIDDEN_ORIGIN, isFormOfHiddenPage } from './origins.ts'
import type { RequireProof } from './proof/require-proof.ts'
import type { Networks } from './rate/networks.ts'
import type { Rates } from './rate/rates.ts'
import { mediaTypeOf, readFields, type TypedValues } from './reading/body.ts'
import { readSignUp } from './reading/sign-up.ts'
import { type Refusal, refusal } from './refusal.ts'
import { type AdmissionRules, listsAllowed } from './rules.ts'

/** `typed`: the values of a form post, so that a page can show them again. `hold`: until the contact confirms it. */
type Admission =
  | { kind: 'admitted'; signUp: SignUp; trust: Trust; hold: boolean; typed: TypedValues }
  | { kind: 'refused'; refusal: Refusal; typed: TypedValues }

/** Checks a posted sign-up. `socketAddress` is undefined where there is no socket. */
export type Admit = (request: Request, socketAddress: string | undefined) => Promise<Admission>

type Parts = {
  rules: AdmissionRules
  /** Of the Authorization header, `null` if there is none. */
  hasApiKey: (authorization: string | null) => boolean
  networks: Networks
  rates: Rates
  requireProof: RequireProof
  /** True where contacts can be mailed: a form post that would need proof is then held until they confirm. */
  confirmsByMail: boolean
  log: Pick<Logger, 'warn'>
}

/** The steps of admission, in order. The first that refuses is the answer; nothing has been stored or sent by then. */
export function createAdmission(parts: Parts): Admit {
  const { rules, requireProof, confirmsByMail } = parts
  const limitNetwork = createNetworkLimit(parts)

  return async (request, socketAddress) => {
    const hasApiKey = parts.hasApiKey(request.headers.get('authorization'))
    const origin = checkOrigin(request, hasApiKey, rules)
    if (origin) return refused(origin)

    const network = limitNetwork(request, socketAddress, hasApiKey)
    if (network.kind === 'refusal') return refused(network)

    const body = await readFields(request)
    if (body.kind === 'refusal') return refused(body)
    const { typed } = body

    const checked = checkFieldsAndConsent(body.fields)
    if (checked.kind === 'refusal') return refused(checked, typed)
    const { signUp } = checked

    if (!listsAllowed(signUp.list_memberships, rules)) return refused(refusal('list_not_allowed'), typed)

    const isFormPost = mediaTypeOf(request) === 'form'
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

const NO_PROOF_WITHOUT_SCRIPT = refusal('too_many_requests', {
  retryAfterSeconds: 60,
  cause: 'no proof without script',
})

function refused(reason: Refusal, typed: TypedValues = {}): Admission {
  return { kind: 'refused', refusal: reason, typed }
}

/** Refuses pages that are on no allowed origin. A server with an API key is exempt; so is a request without an Origin. */
function checkOrigin(request: Request, hasApiKey: boolean, { origins }: AdmissionRules): Refusal | undefined {
  const origin = request.headers.get('origin')
  if (hasApiKey || origin === null || origins.allow(origin) || isFormOfHiddenPage(request)) return
  // No setting can allow a page that hides its origin, so the log tells it apart.
  return refusal('origin_not_allowed', origin === HIDDEN_ORIGIN ? { cause: 'origin null' } : {})
}

const UNLIMITED = { kind: 'within', busy: false } as const

/** Limits requests by network. A server with an API key and a network that is not known have no limit. */
function createNetworkLimit({ networks, rates, log }: Parts) {
  const logged = new Set<string>()
  return (
    request: Request,
    socketAddress: string | undefined,
    hasApiKey: boolean,
  ): { kind: 'within'; busy: boolean } | Refusal => {
    if (hasApiKey) return UNLIMITED
    const client = networks.clientOf(socketAddress, request.headers.get('x-forwarded-for'))
    if (client.kind === 'unknown') {
      // Logged once for each reason, since the operator must fix it.
      if (!logged.has(client.reason))
        log.warn({ reason: client.reason }, 'requests are not limited by network: see TRUSTED_PROXIES')
      logged.add(client.reason)
      return UNLIMITED
    }
    const rate = rates.request(client.network)
    if (rate.kind !== 'over') return rate
    const { retryAfterSeconds } = rate
    return refusal('too_many_requests', { retryAfterSeconds, cause: 'network_rate' })
  }
}

function checkFieldsAndConsent(fields: Record<string, unknown>): { kind: 'valid'; signUp: SignUp } | Refusal {
  const read = readSignUp(fields)
  if (read.kind === 'sign-up') return { kind: 'valid', signUp: read.signUp }
  const paths = Object.keys(read.faults)
  const onlyConsent = paths.every((path) => path === 'consent' || path === 'consent.given')
  return refusal(onlyConsent ? 'consent_required' : 'invalid_fields', { fields: read.faults })
}
