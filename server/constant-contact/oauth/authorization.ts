import * as oauth from 'oauth4webapi'
import { boundedText } from '../../http/bounded-text.ts'
import { isLoopback } from '../../http/loopback.ts'
import { codeOf } from '../api/exchange.ts'
import { tolerantTokenResponse } from './token-response.ts'

/** `refreshToken` is absent where the one in use stays good; `lifeMs` where the vendor did not say. */
export type TokenPair = { accessToken: string; refreshToken?: string; lifeMs?: number }

/**
 * `invalid_grant`: only a person who connects again helps. `misconfigured`: the application's id or secret, an address
 * or a scope is wrong; `error` is the OAuth error code or the HTTP status. `unavailable`: try again later; `cause` is the
 * system's code, an HTTP status, or how the call ended.
 */
type GrantFailure =
  | { kind: 'invalid_grant' }
  | { kind: 'misconfigured'; error: string }
  | { kind: 'unavailable'; cause?: string }
export type RefreshAnswer = { kind: 'tokens'; pair: TokenPair } | GrantFailure

/** `denied`: the person pressed Deny, or may not use a private application. `state_mismatch`: this browser started no authorization with this callback. */
export type ExchangeAnswer =
  | { kind: 'tokens'; pair: TokenPair & { refreshToken: string } }
  | { kind: 'denied' | 'state_mismatch' }
  | GrantFailure

/** What a browser keeps between leaving for the vendor and coming back. */
export type Departure = { state: string; verifier: string }

type Parts = {
  /** Such as `https://authz.constantcontact.com/oauth2/default/v1`; http only on a loopback address. */
  authUrl: string
  clientId: string
  /** Without one, PKCE alone authenticates the client. */
  clientSecret?: string | undefined
  redirectUri: string
  fetch: typeof globalThis.fetch
  /** Waits until the token endpoint may be called; false when that takes too long. */
  waitForCall: () => Promise<boolean>
  timeoutMs?: number
}

const SCOPES = 'contact_data offline_access'
const DENIED = 'access_denied'
const THROTTLED = 'HTTP 429'
const ANSWER_BYTES = 65_536

export type Authorization = ReturnType<typeof createAuthorization>

/** The authorization code flow with PKCE (RFC 7636) against the vendor's Okta server, which has no discovery. */
export function createAuthorization(parts: Parts) {
  const { authUrl, clientId, clientSecret, redirectUri, waitForCall, timeoutMs = 10_000 } = parts
  const server: oauth.AuthorizationServer = { issuer: authUrl, token_endpoint: `${authUrl}/token` }
  const client: oauth.Client = { client_id: clientId }
  const proof = clientSecret === undefined ? oauth.None() : plainBasic(clientSecret)

  /** Makes one call to the token endpoint; its time limit includes reading a slow answer. */
  async function tokens(
    call: (options: oauth.TokenEndpointRequestOptions) => Promise<Response>,
    process: (response: Response) => Promise<oauth.TokenEndpointResponse>,
  ): Promise<RefreshAnswer> {
    if (!(await waitForCall())) return { kind: 'unavailable' }
    const signal = AbortSignal.timeout(timeoutMs)
    let status = 0
    try {
      const response = await call({
        signal,
        [oauth.allowInsecureRequests]: isLoopback(new URL(authUrl).hostname),
        [oauth.customFetch]: async (url, options) => {
          const answer = await parts.fetch(url, options)
          status = answer.status
          return withTolerantBody(answer, signal)
        },
      })
      const { access_token, refresh_token, expires_in } = await process(response)
      return {
        kind: 'tokens',
        pair: {
          accessToken: access_token,
          ...(refresh_token !== undefined && { refreshToken: refresh_token }),
          ...(expires_in !== undefined && { lifeMs: expires_in * 1000 }),
        },
      }
    } catch (error) {
      if (error instanceof oauth.ResponseBodyError) return byCode(error.error)
      if (status > 0) return byStatus(status)
      const cause = signal.aborted ? 'timeout' : codeOf(error)
      return { kind: 'unavailable', ...(cause !== undefined && { cause }) }
    }
  }

  return {
    /** Where the owner presses Allow, and what the browser must bring back. */
    async depart(): Promise<Departure & { url: URL }> {
      const verifier = oauth.generateRandomCodeVerifier()
      const state = oauth.generateRandomState()
      const url = new URL(`${authUrl}/authorize`)
      // URLSearchParams writes the space between the scopes as `+`, as the vendor wants; `%2B` would be another scope.
      url.search = new URLSearchParams({
        response_type: 'code',
        client_id: clientId,
        redirect_uri: redirectUri,
        scope: SCOPES,
        state,
        // Whoever is signed in at Constant Contact in this browser need not be the owner of the account.
        prompt: 'login',
        code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      }).toString()
      return { url, state, verifier }
    },

    /** Exchanges the code of a callback, after checking that it answers this departure. */
    async exchange(callback: URLSearchParams, { state, verifier }: Departure): Promise<ExchangeAnswer> {
      const checked = checkCallback(server, client, callback, state)
      if (!(checked instanceof URLSearchParams)) return checked
      const ask = () =>
        tokens(
          (options) =>
            oauth.authorizationCodeGrantRequest(
              server,
              client,
              proof,
              checked,
              redirectUri,
              verifier,
              options,
            ),
          (response) => oauth.processAuthorizationCodeResponse(server, client, response),
        )
      const first = await ask()
      // Two calls that were sent a second apart may arrive closer. A code that was turned away unread is still good.
      const answer = first.kind === 'unavailable' && first.cause === THROTTLED ? await ask() : first
      // Some servers decide who may use an application only when the code is exchanged.
      if (answer.kind === 'misconfigured' && answer.error === DENIED) return { kind: 'denied' }
      if (answer.kind !== 'tokens') return answer
      const { refreshToken } = answer.pair
      if (refreshToken === undefined) return { kind: 'misconfigured', error: 'no_refresh_token' }
      return { kind: 'tokens', pair: { ...answer.pair, refreshToken } }
    },

    refresh: (refreshToken: string) =>
      tokens(
        (options) => oauth.refreshTokenGrantRequest(server, client, proof, refreshToken, options),
        (response) => oauth.processRefreshTokenResponse(server, client, response),
      ),
  }
}

function checkCallback(
  server: oauth.AuthorizationServer,
  client: oauth.Client,
  callback: URLSearchParams,
  state: string,
): URLSearchParams | Exclude<ExchangeAnswer, { kind: 'tokens' }> {
  const known = new URLSearchParams(callback)
  // The issuer's name is not documented, and with a single server there is no other to confuse it with (RFC 9207).
  known.delete('iss')
  try {
    const parameters = oauth.validateAuthResponse(server, client, known, state)
    return parameters.get('code') ? parameters : { kind: 'state_mismatch' }
  } catch (error) {
    if (!(error instanceof oauth.AuthorizationResponseError)) return { kind: 'state_mismatch' }
    return error.error === DENIED ? { kind: 'denied' } : byCode(error.error)
  }
}

/**
 * Basic as the vendor documents it, `base64(id:secret)`. RFC 6749 would have both form-encoded first, and oauth4webapi
 * encodes even the hyphens of a UUID, which a server that does not decode them refuses.
 */
function plainBasic(secret: string): oauth.ClientAuth {
  return (_server, { client_id }, _body, headers) => {
    headers.set('authorization', `Basic ${Buffer.from(`${client_id}:${secret}`).toString('base64')}`)
  }
}

async function withTolerantBody(answer: Response, signal: AbortSignal): Promise<Response> {
  const body = await boundedText(answer, ANSWER_BYTES, signal)
  const text = body.kind === 'text' ? tolerantTokenResponse(body.text) : ''
  const headers = { 'content-type': 'application/json' }
  return new Response(text || null, { status: answer.status, headers })
}

/** RFC 6749 5.2 and 4.1.2.1: what passes, what a person must do, and what the operator must fix. */
function byCode(error: string): GrantFailure {
  if (error === 'invalid_grant') return { kind: 'invalid_grant' }
  if (error === 'server_error' || error === 'temporarily_unavailable')
    return { kind: 'unavailable', cause: error }
  return { kind: 'misconfigured', error: /^[\w.-]+$/.test(error) ? error : 'unknown' }
}

/** Without an OAuth error code: a wrong secret, or a token endpoint that has moved (as it did in 2022). */
function byStatus(status: number): GrantFailure {
  const moved = status === 401 || status === 404 || status === 410 || (status >= 300 && status < 400)
  if (moved) return { kind: 'misconfigured', error: String(status) }
  return { kind: 'unavailable', cause: status < 400 ? 'unreadable' : `HTTP ${status}` }
}
