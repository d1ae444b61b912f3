import type { Identifiers } from '../account/identifiers.ts'
import { accessToken } from './access-token.ts'

const CODE_MS = 5 * 60_000
export const ACCESS_TOKEN_S = 86_400
const UNUSED_MS = 180 * 86_400_000

type Code = { scope: string[]; redirectUri: string; challenge: string | undefined }
export type Tokens = { accessToken: string; refreshToken: string | undefined; scope: string[] }

/** The owner's grants: authorization codes, refresh tokens and access tokens, with their lifetimes. */
export type Grants = {
  issueCode(code: Code): string
  /** Returns what the code was issued for; works once, within 5 minutes. */
  redeemCode(code: string): Code | undefined
  /** Creates a grant; it has a refresh token only with the scope `offline_access`. */
  open(scope: string[]): Tokens
  /** Creates a grant as if the owner had just pressed Allow, and returns its refresh token. */
  seed(): string
  /** Returns new tokens, with a new refresh token only if they rotate. Undefined: invalid grant. */
  refresh(refreshToken: string): Tokens | undefined
  /** The scope of a valid access token. */
  scopeOf(accessToken: string): string[] | undefined
  /** Revokes every grant with all its tokens; the owner must connect again. */
  revoke(): void
  counts(): { grants_alive: number; access_tokens: number }
}

type Dependencies = {
  now: () => number
  identifiers: Identifiers
  rotating: () => boolean
  clientId: string
  issuer: () => string
}

type Grant = { scope: string[]; alive: boolean }

export function createGrants({ now, identifiers, rotating, clientId, issuer }: Dependencies): Grants {
  const codes = new Map<string, Code & { until: number }>()
  const refreshTokens = new Map<string, { grant: Grant; usedAt: number; spent: boolean }>()
  const accessTokens = new Map<string, { grant: Grant; until: number }>()

  function issueRefreshToken(grant: Grant): string {
    const token = identifiers.opaque(32)
    refreshTokens.set(token, { grant, usedAt: now(), spent: false })
    return token
  }

  function issueAccessToken(grant: Grant): string {
    for (const [token, { until }] of accessTokens) if (until <= now()) accessTokens.delete(token)
    const token = accessToken({
      identifiers,
      issuer: issuer(),
      clientId,
      scope: grant.scope,
      issuedAtS: Math.floor(now() / 1000),
      lifeS: ACCESS_TOKEN_S,
    })
    accessTokens.set(token, { grant, until: now() + ACCESS_TOKEN_S * 1000 })
    return token
  }

  return {
    issueCode(code) {
      const text = identifiers.opaque(24)
      codes.set(text, { ...code, until: now() + CODE_MS })
      return text
    },
    redeemCode(text) {
      const code = codes.get(text)
      codes.delete(text)
      return code !== undefined && now() < code.until ? code : undefined
    },
    open(scope) {
      const grant = { scope, alive: true }
      const refreshToken = scope.includes('offline_access') ? issueRefreshToken(grant) : undefined
      return { accessToken: issueAccessToken(grant), refreshToken, scope }
    },
    seed: () => issueRefreshToken({ scope: ['contact_data', 'offline_access'], alive: true }),
    refresh(text) {
      const token = refreshTokens.get(text)
      if (token === undefined || !token.grant.alive) return undefined
      if (token.spent) {
        // A reused token may be stolen, so the whole grant is revoked (RFC 9700, 4.14.2).
        token.grant.alive = false
        return undefined
      }
      if (now() - token.usedAt >= UNUSED_MS) return undefined
      token.usedAt = now()
      token.spent = rotating()
      const refreshToken = token.spent ? issueRefreshToken(token.grant) : undefined
      return { accessToken: issueAccessToken(token.grant), refreshToken, scope: token.grant.scope }
    },
    scopeOf(text) {
      const token = accessTokens.get(text)
      return token?.grant.alive && now() < token.until ? token.grant.scope : undefined
    },
    revoke() {
      for (const { grant } of refreshTokens.values()) grant.alive = false
      for (const { grant } of accessTokens.values()) grant.alive = false
    },
    counts() {
      const alive = new Set(
        [...refreshTokens.values()].map((token) => token.grant).filter((grant) => grant.alive),
      )
      return { grants_alive: alive.size, access_tokens: accessTokens.size }
    },
  }
}
