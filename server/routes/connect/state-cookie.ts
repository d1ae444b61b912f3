import { parse, serialize } from 'hono/utils/cookie'
import type { Departure } from '../../constant-contact/oauth/authorization.ts'
import { PATHS } from '../../contract.ts'
import type { Seal } from '../../store/sealed.ts'

/** Long enough to sign in at Constant Contact and to press Allow. */
const LIFE_S = 600

/**
 * The cookie that keeps OAuth state and PKCE verifier while the owner is at Constant Contact. It binds the callback to the
 * browser that started the authorization. Being encrypted, it also proves that this browser has shown a one-time code, so
 * that it may start again within ten minutes. Lax, because the callback is a link from another site.
 */
export function createStateCookie(publicUrl: string, seal: Seal, now: () => number) {
  const secure = publicUrl.startsWith('https:')
  // Browsers let no other host set a `__Host-` name, and require these attributes for it.
  const name = secure ? '__Host-signup-connect' : 'signup-connect'
  const attributes = {
    httpOnly: true,
    sameSite: 'Lax',
    secure,
    path: secure ? '/' : PATHS.connect,
  } as const

  return {
    /** The state of this browser, unless it has expired. */
    read(request: Request): (Departure & { until: number }) | undefined {
      const value = parse(request.headers.get('cookie') ?? '', name)[name]
      const opened = value === undefined ? undefined : seal.open(value)
      if (opened?.kind !== 'opened') return undefined
      const [state, verifier, until]: unknown[] = JSON.parse(opened.text)
      if (typeof state !== 'string' || typeof verifier !== 'string' || typeof until !== 'number')
        return undefined
      return now() < until ? { state, verifier, until } : undefined
    },
    /** `until`: when the first of several attempts expires. */
    write({ state, verifier }: Departure, until = now() + LIFE_S * 1000): string {
      return serialize(name, seal.seal(JSON.stringify([state, verifier, until])), {
        ...attributes,
        maxAge: LIFE_S,
      })
    },
    erased: () => serialize(name, '', { ...attributes, maxAge: 0 }),
  }
}
