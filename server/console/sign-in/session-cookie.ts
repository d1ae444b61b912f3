import { parse, serialize } from 'hono/utils/cookie'
import { opensPage } from '../../http/opens-page.ts'
import { publicPathOf } from '../../http/public-path.ts'
import { isToLoopback } from './transport.ts'

/** Without a prefix, for http on loopback, where Safari keeps no `Secure` cookie. */
const PLAIN = 'signup-console'

export type SessionCookie = ReturnType<typeof createSessionCookie>

/**
 * The cookie with the id of a session. Lax, so that a link in a mail leads to the page and not to the sign-in; posts have their
 * own checks. `__Host-` keeps other hosts from setting it, but wants `Path=/`: where `PUBLIC_URL` has a path it is `__Secure-`.
 *
 * Scripts of others share the origin where `PUBLIC_URL` has a path, and where a captcha (`hasCaptcha`) is on the form's own page.
 * They get nothing: the session counts only where the browser opens a page.
 */
export function createSessionCookie(publicUrl: string, { hasCaptcha = false } = {}) {
  const publicPath = publicPathOf(publicUrl)
  const protectedName = `${publicPath === '' ? '__Host-' : '__Secure-'}${PLAIN}`
  const path = publicPath === '' ? '/' : publicPath

  const hasOthers = publicPath !== '' || hasCaptcha

  function write(origin: URL, value: string, maxAge: number): string {
    const secure = origin.protocol === 'https:'
    const attributes = { httpOnly: true, sameSite: 'Lax', secure, path, maxAge } as const
    return serialize(secure ? protectedName : PLAIN, value, attributes)
  }

  return {
    /** The session id of this browser, if it sent one. */
    read(request: Request): string | undefined {
      if (hasOthers && !opensPage(request)) return undefined
      const cookies = parse(request.headers.get('cookie') ?? '')
      return cookies[protectedName] ?? (isToLoopback(request) ? cookies[PLAIN] : undefined)
    },
    /** `origin`: of the console, as the browser sees it. */
    write: (origin: URL, { id, lifeMs }: { id: string; lifeMs: number }) => write(origin, id, lifeMs / 1000),
    erased: (origin: URL) => write(origin, '', 0),
  }
}
