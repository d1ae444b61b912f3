import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

/**
 * The network a request came from, or why it is unknown. Unknown networks are not limited: behind a proxy that hides its
 * clients, a limit would count all visitors as one and lock them out together.
 */
type Client =
  | { kind: 'network'; network: string }
  | { kind: 'unknown'; reason: 'no_proxy_trusted' | 'header_missing' | 'header_unreadable' }

export type Networks = ReturnType<typeof createNetworks>

/** The first four groups of an IPv6 address, 64 bits, are its network: the least that a household is given. */
const NETWORK_GROUPS = 4
/** `::ffff:0:0/96` holds the IPv4 addresses (RFC 4291, 2.5.5.2), as sockets that listen on both families report them. */
const MAPPED_BITS = 96

/** Reads an address as IPv6, an IPv4 address as the mapped one, without a zone; undefined for what is no address. */
function parseAddress(text: string): ipaddr.IPv6 | undefined {
  // isIP is strict, where ipaddr.js reads `0x7f.1`.
  if (isIP(text) === 4) return ipaddr.IPv4.parse(text).toIPv4MappedAddress()
  if (isIP(text) === 0) return undefined
  // URL writes `::192.0.2.1` in groups: ipaddr.js would take it for an IPv4-mapped address.
  const [bare = ''] = text.split('%')
  return ipaddr.IPv6.parse(new URL(`http://[${bare}]/`).hostname.slice(1, -1))
}

/** An entry of `TRUSTED_PROXIES`: an address or a CIDR, IPv4, IPv6 or IPv4-mapped; undefined for anything else. */
export function parseCidr(text: string): [network: ipaddr.IPv6, prefix: number] | undefined {
  const [, written = '', bits = written.includes(':') ? '128' : '32'] =
    /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text) ?? []
  const network = parseAddress(written)
  if (!network) return undefined
  const prefix = Number(bits) + (written.includes(':') ? 0 : MAPPED_BITS)
  const least = network.isIPv4MappedAddress() ? MAPPED_BITS : 0
  return prefix >= least && prefix <= 128 ? [network, prefix] : undefined
}

/** Wider than the network of any proxy: what is trusted then is mostly visitors. IPv6's private network is a /7. */
const WIDEST_IPV4 = MAPPED_BITS + 8
const WIDEST_IPV6 = 7

/** True for an entry of `TRUSTED_PROXIES` such as `0.0.0.0/0`, with which the limit by network would be off. */
export function isMostOfTheInternet(text: string): boolean {
  const [network, prefix] = parseCidr(text) ?? []
  if (network === undefined || prefix === undefined) return false
  return prefix < (network.isIPv4MappedAddress() ? WIDEST_IPV4 : WIDEST_IPV6)
}

/**
 * What the limit counts as one sender: an IPv4 address, or the /64 of an IPv6 address, since whoever has one can change
 * addresses within it at will. Undefined for what is no address.
 */
export function networkOf(text: string): string | undefined {
  const address = parseAddress(text)
  if (address === undefined || address.isIPv4MappedAddress()) return address?.toIPv4Address().toString()
  const groups = address.parts.slice(0, NETWORK_GROUPS).map((group) => group.toString(16))
  return `${groups.join(':')}::/64`
}

/** All senders who had gone before anybody could see their address. */
const NO_ADDRESS = 'no address'
const PRIVATE_RANGES = ['loopback', 'private', 'linkLocal', 'uniqueLocal', 'carrierGradeNat']

/** True for an address of this machine or of a private network, which is a proxy's if the relay is on the internet. */
function isPrivate(text: string): boolean {
  const address = parseAddress(text)
  const range = address?.isIPv4MappedAddress() ? address.toIPv4Address().range() : address?.range()
  return range !== undefined && PRIVATE_RANGES.includes(range)
}

/** Some proxies add the port: `203.0.113.7:4711`, `[2001:db8::1]:4711`. */
function withoutPort(text: string): string {
  const [, bracketed, dotted] = /^(?:\[([^\]]*)\](?::\d+)?|([\d.]+):\d+)$/.exec(text) ?? []
  return bracketed ?? dotted ?? text
}

/**
 * Without trusted proxies X-Forwarded-For, which anybody can write, counts for nothing, and the socket's address is the
 * client's. Otherwise reads the header from the right, skipping trusted proxies: each proxy appends the address that it was
 * called from, so that entries to the left of the first untrusted one may be forged. Entries of `trustedProxies` that
 * `parseCidr` does not accept are ignored; the settings reject them at start.
 */
export function createNetworks(trustedProxies: readonly string[]) {
  const trusted = trustedProxies.map(parseCidr).filter((cidr) => cidr !== undefined)

  function isTrusted(text: string): boolean {
    const address = parseAddress(text)
    return address !== undefined && ipaddr.subnetMatch(address, { trusted }, 'other') === 'trusted'
  }
  function known(address: string): Client {
    const network = networkOf(address)
    return network ? { kind: 'network', network } : { kind: 'unknown', reason: 'header_unreadable' }
  }

  return {
    /** `forwardedFor`: the X-Forwarded-For header, `null` if there is none. */
    clientOf(socketAddress: string | undefined, forwardedFor: string | null): Client {
      if (socketAddress === undefined || isIP(socketAddress) === 0)
        return { kind: 'network', network: NO_ADDRESS }
      // A visitor has such an address only where there is no proxy and no internet.
      if (trusted.length === 0 && isPrivate(socketAddress))
        return { kind: 'unknown', reason: 'no_proxy_trusted' }
      if (!isTrusted(socketAddress)) return known(socketAddress)
      const hops = (forwardedFor ?? '').split(',').map((hop) => withoutPort(hop.trim()))
      const named = hops.filter((hop) => hop !== '')
      const client = named.findLast((hop) => !isTrusted(hop)) ?? named[0]
      return client === undefined ? { kind: 'unknown', reason: 'header_missing' } : known(client)
    },
  }
}
