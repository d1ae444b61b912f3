import type { Logger } from 'pino'
import type { SignUp } from '../contract.ts'
import { addressKey } from '../outbox/address-key.ts'
import type { ApiKeyCheck, ApiKeys } from './api-keys.ts'
import type { Captcha, CaptchaCheck } from './captcha.ts'
import type { Client, Networks } from './networks.ts'
import type { Origins } from './origins.ts'
import type { Proofs } from './proof.ts'
import type { NetworkRate, Rates } from './rates.ts'
import { type Refusal, refusal } from './refusal.ts'
import { type ProofOfWork, suspicionOf } from './suspicion.ts'

/** What is known of a request before its body is read. */
export type Arrival = { kind: 'arrival'; apiKey: ApiKeyCheck; network: NetworkRate | undefined }

export type Guard = {
  /** Origin, then the limit of the network; a server with a key is free of both. */
  arrive(request: Request, socketAddress: string | undefined): Arrival | Refusal
  /** Asks for proof of work where signals or rates call for it; undefined: let it in. */
  examine(arrival: Arrival, signUp: SignUp): Promise<Refusal | undefined>
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
  log: Pick<Logger, 'warn'>
}

/** Keeps strangers out and slows floods down, without ever turning away a person for what somebody else did. */
export function createGuard(parts: Parts): Guard {
  const { origins, apiKeys, networks, rates, proofs, proofOfWork, captcha, log } = parts
  const said = new Set<string>()

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
      const origin = request.headers.get('origin')
      if (origin !== null && !origins.allow(origin)) return refusal('origin_not_allowed')
      const network = rateOf(networks.clientOf(socketAddress, request.headers.get('x-forwarded-for')))
      if (network?.kind !== 'over') return { kind: 'arrival', apiKey, network }
      const { retryAfterSeconds } = network
      return refusal('too_many_requests', { retryAfterSeconds, cause: 'network_rate' })
    },

    async examine({ apiKey, network }, signUp) {
      const key = addressKey(signUp.email_address)
      const rate = rates.signUp(key)
      const suspicion = suspicionOf({ apiKey, network, rate, signals: signUp.signals }, proofOfWork)
      if (suspicion.kind === 'pass') return undefined
      const check = signUp.proof === undefined ? 'absent' : await proofs.verify(signUp.proof, key)
      if (check === 'ok') return undefined
      const answered = await answerToCaptcha(signUp.captcha)
      if (answered === 'ok') return undefined
      // Challenges are given out only here: who shows a proof was not asked for a captcha, or could not be.
      const challenge = captcha && answered !== 'unknown' ? captcha.challenge : proofs.challenge(key)
      const cause = `${suspicion.reasons.join()}, proof ${check}${captcha ? `, captcha ${answered}` : ''}`
      return refusal('proof_required', { challenge, cause })
    },
  }
}
