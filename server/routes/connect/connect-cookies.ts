import { parse, serialize } from 'hono/utils/cookie'
import type { Departure } from '../../constant-contact/oauth/authorization.ts'
import { PATHS } from '../../contract.ts'
import { opensPage } from '../../http/opens-page.ts'
import { publicPathOf } from '../../http/public-path.ts'
import type { Seal } from '../../store/sealed.ts'
import { isFromFastClock } from '../../time/clock-skew.ts'

/** Long enough to sign in at Constant Contact and to press Allow. */
const DEPARTURE_S = 600
/** Long enough to copy ids and snippets. */
const CONNECTED_S = 3600

/** What the cookie keeps. `back`: the page of the console that the owner left from, as a path after that of `PUBLIC_URL`. */
type KeptDeparture = Departure & { back?: string | undefined }

/**
 * Two encrypted cookies of the browser that connects the relay. Lax, because the callback is a link from another site.
 * - `departure` keeps OAuth state and PKCE verifier while the owner is at Constant Contact. It binds the callback to the
 *   browser that started the authorization. It also proves that this browser has shown a one-time code, so that it may
 *   start again within ten minutes.
 * - `connected` shows that this browser has just connected the relay, so that it may read the account's lists.
 */
export function createConnectCookies(publicUrl: string, seal: Seal, now: () => number) {
  const secure = publicUrl.startsWith('https:')
  const publicPath = publicPathOf(publicUrl)
  // Browsers let no other host set a `__Host-` name, and require `Path=/` for it, which would send the cookie to the whole site.
  const prefix = publicPath === '' ? '__Host-' : '__Secure-'
  const nameOf = (name: string) => `${secure ? prefix : ''}signup-${name}`
  const attributes = {
    httpOnly: true,
    sameSite: 'Lax',
    secure,
    path: secure && publicPath === '' ? '/' : publicPath + PATHS.connect,
  } as const

  /** Nothing for a script or a frame of the same origin, which the rest of the site shares under a path. */
  function opened(request: Request, name: string): unknown[] {
    if (!opensPage(request)) return []
    const value = parse(request.headers.get('cookie') ?? '', name)[name]
    const content = value === undefined ? undefined : seal.open(value)
    return content?.kind === 'opened' ? JSON.parse(content.text) : []
  }
  const isValid = (until: number, lifeS: number) =>
    now() < until && !isFromFastClock(until, now(), lifeS * 1000)
  const sealed = (name: string, content: unknown[], maxAge: number) =>
    serialize(name, seal.seal(JSON.stringify(content)), { ...attributes, maxAge })

  return {
    departure: {
      /** The state of this browser, unless it has expired. */
      read(request: Request): (KeptDeparture & { until: number }) | undefined {
        const [state, verifier, until, back] = opened(request, nameOf('connect'))
        if (typeof state !== 'string' || typeof verifier !== 'string' || typeof until !== 'number')
          return undefined
        if (!isValid(until, DEPARTURE_S)) return undefined
        return { state, verifier, until, ...(typeof back === 'string' && { back }) }
      },
      /** `until`: when the first of several attempts expires. */
      write: ({ state, verifier, back }: KeptDeparture, until = now() + DEPARTURE_S * 1000) =>
        sealed(nameOf('connect'), [state, verifier, until, back], DEPARTURE_S),
      erased: () => serialize(nameOf('connect'), '', { ...attributes, maxAge: 0 }),
    },
    connected: {
      read(request: Request): boolean {
        const [until, ...rest] = opened(request, nameOf('connected'))
        return typeof until === 'number' && rest.length === 0 && isValid(until, CONNECTED_S)
      },
      write: () => sealed(nameOf('connected'), [now() + CONNECTED_S * 1000], CONNECTED_S),
    },
  }
}
