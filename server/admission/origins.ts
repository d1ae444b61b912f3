import { isLoopback } from '../http/loopback.ts'
import { opensPage } from '../http/opens-page.ts'
import { parseUrl } from '../http/parse-url.ts'
import { mediaTypeOf } from './reading/body.ts'

/** The sites that may embed the form, from `ALLOWED_ORIGINS`. */
export type Origins = ReturnType<typeof createOrigins>

type OriginPattern = { protocol: string; host: string; port: string; subdomains: boolean }

const WILDCARD = '*.'

/** An exact origin or `https://*.example.org`; undefined for anything else (paths, `*`, other schemes). */
export function parseOriginPattern(text: string): OriginPattern | undefined {
  const match = /^(https?):\/\/(\*\.)?([^*/?#@]+)\/?$/i.exec(text)
  if (!match) return undefined
  const [, scheme, wildcard, authority] = match
  const url = parseUrl(`${scheme}://${authority}`)
  if (url === undefined) return undefined
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
 * Allows the configured patterns, the relay's own origin (for the iframe and `/form`) and, for the sandbox, every loopback
 * origin. A wildcard covers subdomains of any depth but not the bare domain, as in CSP.
 */
export function createOrigins(options: { patterns: string[]; publicUrl: string; loopback: boolean }) {
  const patterns = [new URL(options.publicUrl).origin, ...options.patterns]
    .map(parseOriginPattern)
    .filter((pattern) => pattern !== undefined)
  // CSP has no syntax for IPv6 hosts: a page on [::1] may post but not frame.
  const loopback = options.loopback ? ['http://localhost:*', 'http://127.0.0.1:*'] : []
  return {
    /** True if pages of this origin may post, frame `/form` and be redirected to. `null` never is allowed. */
    allow(origin: string): boolean {
      const url = parseUrl(origin)
      if (url?.origin !== origin.toLowerCase()) return false
      if (options.loopback && isLoopback(url.hostname)) return true
      return patterns.some((pattern) => matches(pattern, url))
    },
    /** The same list as CSP source expressions, for `frame-ancestors` and `form-action`. */
    sources: [...new Set([...patterns.map(source), ...loopback])],
  }
}

/** What browsers send for a page that hides its origin, or has none. */
export const HIDDEN_ORIGIN = 'null'

/**
 * True for a form post from a page that hides its origin, as with `Referrer-Policy: no-referrer` or `same-origin`. Sandboxed
 * frames and `data:` pages of anybody send `null` too, so it proves no more than a missing Origin. If the browser tells how
 * the request was made, it must not be by script or in a frame: those could post unseen, from the networks of everybody
 * who visits an attacker's page.
 */
export function isFormOfHiddenPage(request: Request): boolean {
  const { headers } = request
  if (headers.get('origin') !== HIDDEN_ORIGIN || mediaTypeOf(request) !== 'form') return false
  return (headers.get('sec-fetch-mode') ?? 'navigate') === 'navigate' && opensPage(request)
}
