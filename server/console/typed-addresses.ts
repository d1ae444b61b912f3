import { isLoopback } from '../http/loopback.ts'
import type { Fault } from '../settings/rules.ts'
import { typedAddress, typedSites, withTwins } from './sites.ts'

/**
 * Reads the relay's address and the sites that may show the form, as a person types them. `mayHavePath`: whether the console
 * stays on where the address has a path.
 */
export function readAddresses(form: URLSearchParams, { mayHavePath }: { mayHavePath: boolean }) {
  const sites = typedSites(form.get('ALLOWED_ORIGINS') ?? '')
  const origins = sites.flatMap((site) => (site.kind === 'origin' ? [site.origin] : []))
  const address = typedAddress(form.get('PUBLIC_URL') ?? '')
  const faults: Fault[] = [
    ...faultsOfAddress(address, mayHavePath).map((sentence) => ({ name: 'PUBLIC_URL', sentence })),
    ...faultsOfSites(sites).map((sentence) => ({ name: 'ALLOWED_ORIGINS', sentence })),
  ]
  const changes = {
    PUBLIC_URL: address,
    ALLOWED_ORIGINS: (form.has('twins') ? withTwins(origins) : origins).join(','),
  }
  return { faults, changes }
}

/** What the table of the settings does not know: an address under which the console would be gone. */
function faultsOfAddress(address: string, mayHavePath: boolean): string[] {
  if (!URL.canParse(address)) return []
  const { protocol, hostname, pathname } = new URL(address)
  if (protocol === 'http:' && !isLoopback(hostname))
    return [
      'This must begin with https://: Constant Contact leads back to no other address, and visitors’ data would be readable on the way.',
    ]
  if (pathname !== '/' && !mayHavePath)
    return [
      'An address with a path shares its host with your site, whose scripts could use this console. Give the relay a host of its own, or set CONSOLE=on in its environment first.',
    ]
  return []
}

function faultsOfSites(sites: ReturnType<typeof typedSites>): string[] {
  if (sites.length === 0) return ['Enter at least one site, such as www.bakery.example.']
  const sentences = sites.flatMap((site) => (site.kind === 'fault' ? [`${site.sentence}.`] : []))
  return sentences.length > 0 ? [sentences.join(' ')] : []
}
