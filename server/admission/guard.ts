import type { Logger } from 'pino'
import type { SignUp } from '../contract.ts'
import { addressKey } from '../sign-up/address-key.ts'
import type { Trust } from '../sign-up/trust.ts'
import type { ApiKeyCheck, ApiKeys } from './api-keys.ts'
import { HIDDEN_ORIGIN, isFormOfHiddenPage, type Origins } from './origins.ts'
import type { Captcha, CaptchaCheck } from './proof/captcha.ts'
import type { Proofs } from './proof/proof.ts'
import type { Client, Networks } from './rate/networks.ts'
import type { NetworkRate, Rates } from './rate/rates.ts'
import { type Refusal, refusal } from './refusal.ts'
import { type ProofOfWork, suspicionOf } from './suspicion.ts'

/** What is known of a request before its body is read. */
export type Arrival = { kind: 'arrival'; apiKey: ApiKeyCheck; network: NetworkRate | undefined }

/** A sign-up is let in, and this is known of it. */
export type Let = { kind: 'let in'; trust: Trust }

export type Guard = {
  /** Origin, then the limit of the network; a server with a key is free of both. */
  arrive(request: Request, socketAddress: string | undefined): Arrival | Refusal
  /**
   * Lets a sign-up in, as what it has shown itself to be, or asks for proof of work where signals or rates call for it.
   * `solves`: whoever sent it could answer a challenge; where the day alone calls for proof, others wait for the next.
   */
  examine(arrival: Arrival, signUp: SignUp, solves: boolean): Promise<Let | Refusal>
}

type Parts = {
  origins: Origins
  apiKeys: ApiKeys
  networks: Networks
  rates: Rates
  proofs: Proofs
  proofOfWork: ProofOfWork
  /** Asked for in place of a proof where the owner has set one up. */
  captcha?: Captcha | undefined
  /** True while the day's last calls are kept for the proven. */
  isDayShort: () => boolean
  log: Pick<Logger, 'warn'>
}

/** Keeps strangers out and slows floods down, without ever turning away a person for what somebody else did. */
export function createGuard(parts: Parts): Guard {
  const { origins, apiKeys, networks, rates, proofs, proofOfWork, isDayShort, captcha, log } = parts
  const said = new Set<string>()

  /** A page that does not say where it stands is in no list, so the log names it. */
  function strangeOrigin(request: Request): Refusal | undefined {
    const origin = request.headers.get('origin')
    if (origin === null || origins.allow(origin) || isFormOfHiddenPage(request)) return undefined
    return refusal('origin_not_allowed', origin === HIDDEN_ORIGIN ? { cause: 'origin null' } : {})
  }

  /** A limit that cannot hold is said once, since it is the operator's to mend. */
  function rateOf(client: Client): NetworkRate | undefined {
    if (client.kind === 'network') return rates.request(client.network)
    if (!said.has(client.reason))
      log.warn({ reason: client.reason }, 'no limit by network: see TRUSTED_PROXIES')
    said.add(client.reason)
    return undefined
  }

  async function answerToCaptcha(answer: string | undefined): Promise<CaptchaCheck | 'absent'> {
    return captcha === undefined || answer === undefined ? 'absent' : captcha.verify(answer)
  }

  return {
    arrive(request, socketAddress) {
      const apiKey = apiKeys.check(request.headers.get('authorization'))
      if (apiKey === 'valid') return { kind: 'arrival', apiKey, network: undefined }
      const stranger = strangeOrigin(request)
      if (stranger !== undefined) return stranger
      const network = rateOf(networks.clientOf(socketAddress, request.headers.get('x-forwarded-for')))
      if (network?.kind !== 'over') return { kind: 'arrival', apiKey, network }
      const { retryAfterSeconds } = network
      return refusal('too_many_requests', { retryAfterSeconds, cause: 'network_rate' })
    },

    async examine({ apiKey, network }, signUp, solves) {
      const key = addressKey(signUp.email_address)
      const { signals, proof } = signUp
      const signs = { apiKey, network, rate: rates.signUp(key), isDayShort: isDayShort(), signals }
      const suspicion = suspicionOf(signs, proofOfWork)
      if (suspicion.kind === 'pass' && suspicion.trust === 'proven') return letIn('proven')
      const check = proof === undefined ? 'absent' : await proofs.verify(proof, key)
      if (check === 'ok') return letIn('proven')
      if (suspicion.kind === 'pass') return letIn(suspicion.trust)
      const answered = await answerToCaptcha(signUp.captcha)
      if (answered === 'ok') return letIn('proven')
      const isTheDayAlone = suspicion.reasons.every((reason) => reason === 'day_short')
      if (isTheDayAlone && !solves) return letIn('doubtful')
      // Who shows a proof was not asked for a captcha, or could not be; and no ordinary visitor sees one for the day's sake.
      const asksPerson = captcha !== undefined && answered !== 'unknown' && !isTheDayAlone
      const challenge = asksPerson ? captcha.challenge : proofs.challenge(key)
      const cause = `${suspicion.reasons.join()}, proof ${check}${captcha ? `, captcha ${answered}` : ''}`
      return refusal('proof_required', { challenge, cause })
    },
  }
}

function letIn(trust: Trust): Let {
  return { kind: 'let in', trust }
}
