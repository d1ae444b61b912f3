import type { Logger } from 'pino'
import { type Refusal, refusal } from '../refusal.ts'
import type { Networks } from './networks.ts'
import type { Rates } from './rates.ts'

type Parts = {
  networks: Networks
  rates: Pick<Rates, 'request' | 'page' | 'start'>
  log: Pick<Logger, 'warn'>
}

const REMEDIES = {
  no_proxy_trusted: 'set TRUSTED_PROXIES to the address of the proxy in front',
  header_missing: 'make the proxy in TRUSTED_PROXIES send X-Forwarded-For',
  header_unreadable: 'the X-Forwarded-For of the proxy in TRUSTED_PROXIES has no address in it',
}

export type NetworkLimit = ReturnType<typeof createNetworkLimit>

/**
 * Limits sign-ups, pages and starts of forms, each by the network they are asked from. `socketAddress`: who opened the connection, undefined
 * if nobody knows. Behind a proxy that hides its clients there is no limit.
 */
export function createNetworkLimit({ networks, rates, log }: Parts) {
  let warned = ''
  return (
    request: Request,
    socketAddress: string | undefined,
    what: 'sign-up' | 'page' | 'start',
  ): { kind: 'within'; busy: boolean } | Refusal => {
    const client = networks.clientOf(socketAddress, request.headers.get('x-forwarded-for'))
    if (client.kind === 'unknown') {
      // Once, since every request would say it again; the operator must fix it.
      if (warned === '')
        log.warn({ reason: client.reason }, `requests are not limited by network: ${REMEDIES[client.reason]}`)
      warned = client.reason
      return { kind: 'within', busy: false }
    }
    const rate = rates[what === 'sign-up' ? 'request' : what](client.network)
    if (rate.kind === 'within') return rate
    const { retryAfterSeconds } = rate
    return refusal('too_many_requests', { retryAfterSeconds, cause: 'network_rate' })
  }
}
