import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

/** How many bits of a NAT64 address (RFC 6052, `64:ff9b::/96`) come before the IPv4 address in it. */
const NAT64_GROUPS = 6

/**
 * True for an address on the internet. False for this machine, private and link-local networks, carriers' own, multicast, and
 * everything else of the IANA's special-purpose registries; also for what leads to such an IPv4 address from within an IPv6
 * one (mapped, NAT64). Tunnels such as 6to4 are not public either: nobody needs them. Expects an address as a socket reports it.
 */
export function isPublicAddress(text: string): boolean {
  if (isIP(text) === 0) return false
  const [bare = ''] = text.split('%')
  const address = ipaddr.process(bare)
  if (address instanceof ipaddr.IPv4) return address.range() === 'unicast'
  const range = address.range()
  return range === 'unicast' ? isGlobal(address) : range === 'rfc6052' && isPublicAddress(ipv4Within(address))
}

/** What is allotted on the internet is in `2000::/3`. */
function isGlobal(address: ipaddr.IPv6): boolean {
  return ((address.parts[0] ?? 0) & 0xe000) === 0x2000
}

function ipv4Within({ parts }: ipaddr.IPv6): string {
  return parts
    .slice(NAT64_GROUPS)
    .flatMap((group) => [group >> 8, group & 0xff])
    .join('.')
}

/** True for a hostname, as `URL` writes it, that can only lead to an address which is not public. A name may still do so. */
export function isPrivateHostname(hostname: string): boolean {
  const bare = hostname.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '')
  if (isIP(bare) !== 0) return !isPublicAddress(bare)
  return !bare.includes('.') || /\.(localhost|local|internal|lan|home\.arpa)$/i.test(bare)
}
