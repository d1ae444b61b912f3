import { parse, serialize } from 'hono/utils/cookie'
import { publicPathOf } from '../../http/public-path.ts'
import { isToLoopback } from './transport.ts'

/** Without a prefix, for http on loopback, where Safari keeps no `Secure` cookie. */
const PLAIN = 'signup-console'

export type SessionCookie = ReturnType<typeof createSessionCookie>

/**
 * The cookie with the id of a session. Lax, so that a link in a mail leads to the page and not to the sign-in; posts have their
 * own checks. `__Host-` keeps other hosts from setting it, but wants `Path=/`: where `PUBLIC_URL` has a path it is `__Secure-`.
 */
export function createSessionCookie(publicUrl: string) {
  const publicPath = publicPathOf(publicUrl)
  const protectedName = `${publicPath === '' ? '__Host-' : '__Secure-'}${PLAIN}`
  const path = publicPath === '' ? '/' : publicPath

  /** Under a path the rest of the site shares the origin: its scripts and frames get nothing. */
  function isForSite({ headers }: Request): boolean {
    return publicPath !== '' && (headers.get('sec-fetch-dest') ?? 'document') !== 'document'
  }
  function write(origin: URL, value: string, maxAge: number): string {
    const secure = origin.protocol === 'https:'
    const attributes = { httpOnly: true, sameSite: 'Lax', secure, path, maxAge } as const
    return serialize(secure ? protectedName : PLAIN, value, attributes)
  }

  return {
    /** The session id of this browser, if it sent one. */
    read(request: Request): string | undefined {
      if (isForSite(request)) return undefined
      const cookies = parse(request.headers.get('cookie') ?? '')
      return cookies[protectedName] ?? (isToLoopback(request) ? cookies[PLAIN] : undefined)
    },
    /** `origin`: of the console, as the browser sees it. */
    write: (origin: URL, { id, lifeMs }: { id: string; lifeMs: number }) => write(origin, id, lifeMs / 1000),
    erased: (origin: URL) => write(origin, '', 0),
  }
}
