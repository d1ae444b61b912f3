import { isLoopback } from '../http/loopback.ts'
import { mediaTypeOf } from './reading/body.ts'

/** The pages that may embed the form, read from `ALLOWED_ORIGINS`. */
export type Origins = {
  /** True when a browser on this origin may post, frame `/form` and be redirected to. `null` never is. */
  allow(origin: string): boolean
  /** The same list as CSP source expressions, for `frame-ancestors` and `form-action`. */
  readonly sources: readonly string[]
}

type OriginPattern = { protocol: string; host: string; port: string; subdomains: boolean }

const WILDCARD = '*.'

/** An exact origin or `https://*.example.org`; undefined for anything else (paths, `*`, other schemes). */
export function parseOriginPattern(text: string): OriginPattern | undefined {
  const match = /^(https?):\/\/(\*\.)?([^*/?#@]+)\/?$/i.exec(text)
  if (!match) return undefined
  const [, scheme, wildcard, authority] = match
  const address = `${scheme}://${authority}`
  if (!URL.canParse(address)) return undefined
  const url = new URL(address)
  if (wildcard !== undefined && !url.hostname.includes('.')) return undefined
  return { protocol: url.protocol, host: url.hostname, port: url.port, subdomains: wildcard !== undefined }
}

function source({ protocol, host, port, subdomains }: OriginPattern): string {
  return `${protocol}//${subdomains ? WILDCARD : ''}${host}${port === '' ? '' : `:${port}`}`
}

function matches(pattern: OriginPattern, url: URL): boolean {
  if (url.protocol !== pattern.protocol || url.port !== pattern.port) return false
  return pattern.subdomains ? url.hostname.endsWith(`.${pattern.host}`) : url.hostname === pattern.host
}

/**
 * Joins the configured patterns with the relay's own origin (iframe and `/form`) and, for the sandbox, with
 * every loopback origin on any port. A wildcard covers subdomains of any depth but not the bare domain, as in CSP.
 */
export function createOrigins(options: {
  patterns: string[]
  publicUrl: string
  loopback: boolean
}): Origins {
  const patterns = [options.publicUrl, ...options.patterns]
    .map(parseOriginPattern)
    .filter((pattern) => pattern !== undefined)
  // CSP has no syntax for an IPv6 host: a page on [::1] may post, but not frame.
  const loopback = options.loopback ? ['http://localhost:*', 'http://127.0.0.1:*'] : []
  return {
    allow(origin) {
      if (!URL.canParse(origin)) return false
      const url = new URL(origin)
      if (url.origin !== origin.toLowerCase()) return false
      if (options.loopback && isLoopback(url.hostname)) return true
      return patterns.some((pattern) => matches(pattern, url))
    },
    sources: [...new Set([...patterns.map(source), ...loopback])],
  }
}

/** What browsers send as Origin for a page that hides its own, and for one that has none. */
export const HIDDEN_ORIGIN = 'null'

/**
 * True for a form that a page posts which hides where it stands: with `Referrer-Policy: no-referrer` or `same-origin`
 * browsers say `null`. So do a stranger's sandboxed frames and `data:` pages; it is therefore worth as much as no Origin at
 * all. Where the browser says how it was sent, a script sent it not, nor a frame, which would post unseen from the networks of
 * all who visit a stranger's page.
 */
export function isFormOfHiddenPage(request: Request): boolean {
  const { headers } = request
  if (headers.get('origin') !== HIDDEN_ORIGIN || mediaTypeOf(request) !== 'form') return false
  const [mode, destination] = [headers.get('sec-fetch-mode'), headers.get('sec-fetch-dest')]
  return (mode ?? 'navigate') === 'navigate' && (destination ?? 'document') === 'document'
}
