import { isLoopback } from '../../http/loopback.ts'
import { parseUrl } from '../../http/parse-url.ts'

/** The host that the client asked for. Anybody can write this header: it is compared, and never shown or put into a link. */
function hostOf(request: Request): string {
  return request.headers.get('host') ?? new URL(request.url).host
}

/** True for a request to this machine by one of its loopback names, as through a tunnel. */
export function isToLoopback(request: Request): boolean {
  return isLoopback(parseUrl(`http://${hostOf(request)}`)?.hostname ?? '')
}

/**
 * True if nobody on the way can read what is sent: over https, or on loopback. Browsers send `Sec-Fetch-Site` over these only,
 * which tells of an https proxy that `PUBLIC_URL` does not name yet.
 */
export function isConfidential(request: Request, publicUrl: string): boolean {
  return publicUrl.startsWith('https:') || isToLoopback(request) || request.headers.has('sec-fetch-site')
}

/**
 * The origin of the page that a form was posted from, if it is one of the console's own: that of `PUBLIC_URL`, or of the host
 * that was asked, over https or on loopback.
 */
export function ownOrigin(request: Request, publicUrl: string): URL | undefined {
  const text = request.headers.get('origin') ?? ''
  const origin = parseUrl(text)
  if (origin === undefined) return undefined
  const isOwn = text === new URL(publicUrl).origin || origin.host === hostOf(request)
  return isOwn && (origin.protocol === 'https:' || isLoopback(origin.hostname)) ? origin : undefined
}
