import { parse, serialize } from 'hono/utils/cookie'
import type { Departure } from '../../constant-contact/oauth/authorization.ts'
import { PATHS } from '../../contract.ts'
import type { Seal } from '../../store/sealed.ts'

/** Long enough to sign in at the vendor and to find Allow. */
const LIFE_S = 600

/**
 * The cookie that the owner's browser carries to the vendor and back. It binds the callback to the browser that set out,
 * and, being sealed, it also proves that this browser has shown a one-time code: within its ten minutes it may set out
 * again. Lax, because the way back is a link from another site.
 */
export type DepartureCookie = {
  /** The departure of this browser, while it is good. */
  read(request: Request): (Departure & { until: number }) | undefined
  /** `until`: when the first departure of a row of attempts ends. */
  write(departure: Departure, until?: number): string
  erased(): string
}

export function createDepartureCookie(publicUrl: string, seal: Seal, now: () => number): DepartureCookie {
  const secure = publicUrl.startsWith('https:')
  // Browsers keep `__Host-` names from being set by other hosts, and demand these attributes for it.
  const name = secure ? '__Host-signup-connect' : 'signup-connect'
  const attributes = {
    httpOnly: true,
    sameSite: 'Lax',
    secure,
    path: secure ? '/' : PATHS.connect,
  } as const

  return {
    read(request) {
      const value = parse(request.headers.get('cookie') ?? '', name)[name]
      const opened = value === undefined ? undefined : seal.open(value)
      if (opened?.kind !== 'opened') return undefined
      const [state, verifier, until]: unknown[] = JSON.parse(opened.text)
      if (typeof state !== 'string' || typeof verifier !== 'string' || typeof until !== 'number')
        return undefined
      return now() < until ? { state, verifier, until } : undefined
    },
    write({ state, verifier }, until = now() + LIFE_S * 1000) {
      return serialize(name, seal.seal(JSON.stringify([state, verifier, until])), {
        ...attributes,
        maxAge: LIFE_S,
      })
    },
    erased: () => serialize(name, '', { ...attributes, maxAge: 0 }),
  }
}
