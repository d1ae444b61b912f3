import { BlockList, isIP } from 'node:net'

/**
 * The network a request came from, or why it cannot be told. A limit by network then does not hold: behind a
 * proxy that hides its clients it would count all visitors as one, and lock them out together.
 */
export type Client =
  | { kind: 'network'; network: string }
  | { kind: 'unknown'; reason: 'no_proxy_trusted' | 'header_missing' | 'header_unreadable' | 'no_address' }

export type Networks = {
  /** `forwardedFor` is the X-Forwarded-For header as it came, `null` when there is none. */
  clientOf(socketAddress: string | undefined, forwardedFor: string | null): Client
}

type Cidr = { address: string; prefix: number; family: 'ipv4' | 'ipv6' }

const HEXTETS = 8
const BITS = { ipv4: 32, ipv6: 128 } as const
const MAPPED_BITS = 96
/** `::ffff:0:0/96` holds IPv4 addresses as sockets that listen on both families report them (RFC 4291, 2.5.5.2). */
const MAPPED = /^0:0:0:0:0:ffff:/

/** The eight groups of an IPv6 address in hexadecimal, without leading zeros and without its zone. */
function hextets(address: string): string[] {
  const [bare = ''] = address.split('%')
  const [head = '', tail] = new URL(`http://[${bare}]/`).hostname.slice(1, -1).split('::')
  const before = head === '' ? [] : head.split(':')
  const after = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = Array.from({ length: HEXTETS - before.length - after.length }, () => '0')
  return [...before, ...zeros, ...after]
}

/** An address in one spelling: dotted IPv4, also where it came mapped into IPv6, or eight groups; else undefined. */
function canonical(text: string): { address: string; family: Cidr['family'] } | undefined {
  const version = isIP(text)
  if (version === 0) return undefined
  if (version === 4) return { address: text, family: 'ipv4' }
  const groups = hextets(text)
  const address = groups.join(':')
  if (!MAPPED.test(address)) return { address, family: 'ipv6' }
  const bytes = groups.slice(-2).flatMap((group) => {
    const value = Number.parseInt(group, 16)
    return [value >> 8, value & 255]
  })
  return { address: bytes.join('.'), family: 'ipv4' }
}

/** An entry of `TRUSTED_PROXIES`: an address or a CIDR, IPv4, IPv6 or IPv4-mapped; undefined for anything else. */
export function parseCidr(text: string): Cidr | undefined {
  const [, written = '', bits] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text) ?? []
  const network = canonical(written)
  if (!network) return undefined
  const mapped = network.family === 'ipv4' && written.includes(':') ? MAPPED_BITS : 0
  const most = BITS[network.family]
  const prefix = bits === undefined ? most : Number(bits) - mapped
  return prefix >= 0 && prefix <= most ? { ...network, prefix } : undefined
}

/**
 * What a limit counts as one: an IPv4 address, or the /64 of an IPv6 address, since that is the least a household
 * is given and whoever has it can change addresses within it at will. Undefined for what is no address.
 */
export function networkOf(address: string): string | undefined {
  const known = canonical(address)
  if (known?.family !== 'ipv6') return known?.address
  return `${known.address.split(':').slice(0, 4).join(':')}::/64`
}

/** Some proxies write the port too: `203.0.113.7:4711`, `[2001:db8::1]:4711`. */
function withoutPort(text: string): string {
  const [, bracketed, dotted] = /^(?:\[([^\]]*)\](?::\d+)?|([\d.]+):\d+)$/.exec(text) ?? []
  return bracketed ?? dotted ?? text
}

/**
 * Reads X-Forwarded-For from the right, skipping trusted proxies: each proxy appends the address it heard from, so
 * that only the entries before the first untrusted one could have been made up. `trustedProxies` are entries that
 * `parseCidr` takes; others are ignored here, since the settings refuse them at start.
 */
export function createNetworks(trustedProxies: readonly string[]): Networks {
  const trusted = new BlockList()
  const cidrs = trustedProxies.map(parseCidr).filter((cidr) => cidr !== undefined)
  for (const { address, prefix, family } of cidrs) trusted.addSubnet(address, prefix, family)

  function isTrusted(address: string): boolean {
    const known = canonical(address)
    return known !== undefined && trusted.check(known.address, known.family)
  }
  function known(address: string): Client {
    const network = networkOf(address)
    return network === undefined
      ? { kind: 'unknown', reason: 'header_unreadable' }
      : { kind: 'network', network }
  }

  return {
    clientOf(socketAddress, forwardedFor) {
      if (socketAddress === undefined || isIP(socketAddress) === 0)
        return { kind: 'unknown', reason: 'no_address' }
      if (cidrs.length === 0 && forwardedFor !== null) return { kind: 'unknown', reason: 'no_proxy_trusted' }
      if (!isTrusted(socketAddress)) return known(socketAddress)
      const hops = (forwardedFor ?? '').split(',').map((hop) => withoutPort(hop.trim()))
      const named = hops.filter((hop) => hop !== '')
      const client = named.findLast((hop) => !isTrusted(hop)) ?? named[0]
      return client === undefined ? { kind: 'unknown', reason: 'header_missing' } : known(client)
    },
  }
}
