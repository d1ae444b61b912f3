import { isLoopback } from '../http/loopback.ts'
import { asOrigin } from '../settings/as-origin.ts'

/** A site as a person types it, or why it is none. */
type Site = { kind: 'origin'; origin: string } | { kind: 'fault'; sentence: string }

/** What may stand between two sites: line ends, commas and spaces. */
export function typedSites(text: string): Site[] {
  const items = text.split(/[\s,;]+/).filter((item) => item !== '')
  return [...new Set(items)].map(siteOf)
}

function siteOf(typed: string): Site {
  const origin = asOrigin(typed)
  return origin === undefined
    ? { kind: 'fault', sentence: `${typed} ${whyNone(typed)}` }
    : { kind: 'origin', origin }
}

function whyNone(typed: string): string {
  if (/^(\w+:\/*)?[^/]*@/.test(typed)) return 'is an email address: type the address of the site'
  if (/^(https?:\/*)?(\*\.)?[\p{L}\d.-]+\/?$/iu.test(typed))
    return 'is not a whole address: it needs an ending, as in www.bakery.example'
  return 'is not the address of a site, such as www.bakery.example'
}

/** An address as a person types it, with its scheme; empty if nothing was typed. */
export function typedAddress(text: string): string {
  const typed = text.trim()
  return typed === ''
    ? ''
    : withScheme(typed).replace(/^https?:\/*/i, (scheme) => `${scheme.split(':')[0]}://`.toLowerCase())
}

/** A port looks like what follows a scheme: `localhost:3000`. */
function withScheme(typed: string): string {
  if (/^[a-z][\w+-]*:(?!\d+(\/|$))/i.test(typed)) return typed
  const [host = ''] = typed.split(/[:/]/)
  return `${isLoopback(host) ? 'http' : 'https'}://${typed}`
}

/**
 * The same site with `www.` or without it; undefined where there is no such pair, as for `shop.bakery.example`, an address of
 * numbers, or a wildcard.
 */
export function twinOf(origin: string): string | undefined {
  const [, scheme, host = '', port = ''] = /^(https?:\/\/)([a-z\d.-]+)(:\d+)?$/.exec(origin) ?? []
  const labels = host.split('.')
  if (labels.length < 2 || /^\d+$/.test(labels.at(-1) ?? '')) return undefined
  if (labels[0] === 'www')
    return labels.length > 2 ? `${scheme}${labels.slice(1).join('.')}${port}` : undefined
  // Of three, only where the ending has two parts: bakery.co.uk.
  const isBare = labels.length === 2 || (labels.length === 3 && /\.\w{2,3}\.\w{2}$/.test(host))
  return isBare ? `${scheme}www.${host}${port}` : undefined
}

/** These origins and their twins, each once. */
export function withTwins(origins: readonly string[]): string[] {
  return [...new Set(origins.flatMap((origin) => [origin, twinOf(origin) ?? origin]))]
}
