import { Buffer } from 'node:buffer'
import { createHash } from 'node:crypto'
import { ACCESS_TOKEN_S, type Grants, type Tokens } from './grants.ts'

export type Client = { id: string; secret?: string }
type Dependencies = { grants: Grants; client: Client; expiresIn: () => 'number' | 'text' }
type TokenEndpoint = (request: Request) => Promise<Response>

/** `POST …/token`: exchanges an authorization code or a refresh token. Takes parameters from the form body only. */
export function createTokenEndpoint({ grants, client, expiresIn }: Dependencies): TokenEndpoint {
  function exchangeCode(form: URLSearchParams): Response {
    const code = grants.redeemCode(form.get('code') ?? '')
    const verifier = form.get('code_verifier')
    if (code === undefined) return invalidGrant('The authorization code is invalid or has expired.')
    if (form.get('redirect_uri') !== code.redirectUri) {
      return invalidGrant("The 'redirect_uri' does not match the one the code was issued for.")
    }
    if (code.challenge !== undefined && (verifier === null || challengeOf(verifier) !== code.challenge)) {
      return invalidGrant('PKCE verification failed.')
    }
    return tokenResponse(grants.open(code.scope))
  }

  function refresh(form: URLSearchParams): Response {
    const tokens = grants.refresh(form.get('refresh_token') ?? '')
    return tokens === undefined
      ? invalidGrant('The refresh token is invalid or expired.')
      : tokenResponse(tokens)
  }

  function tokenResponse({ accessToken, refreshToken, scope }: Tokens): Response {
    return Response.json(
      {
        token_type: 'Bearer',
        expires_in: expiresIn() === 'text' ? String(ACCESS_TOKEN_S) : ACCESS_TOKEN_S,
        access_token: accessToken,
        scope: scope.join(' '),
        ...(refreshToken === undefined ? {} : { refresh_token: refreshToken }),
      },
      { headers: { 'Cache-Control': 'no-store' } },
    )
  }

  return async (request) => {
    const type = request.headers.get('Content-Type')?.split(';')[0]?.trim().toLowerCase()
    if (type !== 'application/x-www-form-urlencoded') {
      return oauthError(400, 'invalid_request', 'The request body must be application/x-www-form-urlencoded.')
    }
    if (new URL(request.url).search !== '') {
      return oauthError(400, 'invalid_request', 'Parameters are taken from the form body only.')
    }
    const form = new URLSearchParams(await request.text())
    if (!isClient(client, request.headers.get('Authorization'), form)) {
      return oauthError(401, 'invalid_client', 'Client authentication failed.')
    }
    switch (form.get('grant_type')) {
      case 'authorization_code':
        return exchangeCode(form)
      case 'refresh_token':
        return refresh(form)
      default:
        return oauthError(400, 'unsupported_grant_type', 'The grant type is not supported.')
    }
  }
}

/**
 * With a secret: `Authorization: Basic base64(id:secret)` and no secret in the body. Without: `client_id` in the body
 * and no such header. Id and secret are not percent-encoded in the header.
 */
function isClient({ id, secret }: Client, authorization: string | null, form: URLSearchParams): boolean {
  if (form.has('client_secret')) return false
  if (secret === undefined) return authorization === null && form.get('client_id') === id
  const expected = `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`
  return authorization === expected && (form.get('client_id') ?? id) === id
}

export function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url')
}

function invalidGrant(description: string): Response {
  return oauthError(400, 'invalid_grant', description)
}

function oauthError(status: number, error: string, error_description: string): Response {
  return Response.json({ error, error_description }, { status })
}
