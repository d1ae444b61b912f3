import type { Admit } from '../admission.ts'
import type { Networks } from './networks.ts'

/**
 * The network that a consent keeps: the /24 of an IPv4 address, the /48 of an IPv6 address; undefined if nobody knows it. The
 * GDPR wants consent to be demonstrable (article 7), with no more data than that takes (article 5). A network can be compared
 * with what a person says of their provider, but names no household, unlike what the rate limits count by.
 */
function consentNetwork(
  networks: Networks,
  { headers }: Request,
  socketAddress: string | undefined,
): string | undefined {
  // A server that posts with a key is not the visitor.
  if (headers.has('authorization')) return undefined
  const client = networks.clientOf(socketAddress, headers.get('x-forwarded-for'))
  return client.kind === 'network' ? shortened(client.network) : undefined
}

/** Adds to each admitted sign-up the network that its consent keeps. */
export function withNetwork(admit: Admit, networks: Networks): Admit {
  return async (request, socketAddress) => {
    const admission = await admit(request, socketAddress)
    if (admission.kind === 'refused') return admission
    return { ...admission, network: consentNetwork(networks, request, socketAddress) }
  }
}

/** `network`: as `networkOf` writes it. */
function shortened(network: string): string | undefined {
  const [, ipv4] = /^(\d+\.\d+\.\d+)\.\d+$/.exec(network) ?? []
  if (ipv4 !== undefined) return `${ipv4}.0/24`
  const [, ipv6] = /^([\da-f]+:[\da-f]+:[\da-f]+):[\da-f]+::\/64$/.exec(network) ?? []
  return ipv6 && `${ipv6}::/48`
}
