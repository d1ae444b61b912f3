import { parseOriginPattern } from '../admission/origins.ts'
import { isLoopback } from '../http/loopback.ts'
import { parseUrl } from '../http/parse-url.ts'

/**
 * The origin, or pattern of origins, of a site as a person writes it: `www.bakery.example`, `HTTPS://bakery.example/shop`,
 * `*.bakery.example`. Without a scheme it is https, but http on this machine. Undefined if it is no site.
 */
export function asOrigin(text: string): string | undefined {
  const [, scheme, authority = ''] = /^(?:(https?):)?\/*([^/?#\\\s@]+)(?:[/?#].*)?$/i.exec(text.trim()) ?? []
  const wildcard = authority.startsWith('*.') ? '*.' : ''
  const host = authority.slice(wildcard.length)
  const url = parseUrl(scheme === undefined ? `https://${host}` : `${scheme}://${host}`)
  if (url === undefined || !isSite(url.hostname)) return undefined
  const protocol = scheme === undefined && isLoopback(url.hostname) ? 'http:' : url.protocol
  const name = url.hostname.replace(/\.$/, '')
  const origin = `${protocol}//${wildcard}${name}${url.port === '' ? '' : `:${url.port}`}`
  return parseOriginPattern(origin) && origin
}

/** A single word is rather a slip than the name of a site. */
function isSite(hostname: string): boolean {
  return isLoopback(hostname) || /^([^.]+(\.[^.]+)+\.?|\[.*)$/.test(hostname)
}
