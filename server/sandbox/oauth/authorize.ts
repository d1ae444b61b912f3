import type { Grants } from './grants.ts'
import type { Client } from './token-endpoint.ts'

const SCOPES = ['contact_data', 'campaign_data', 'account_read', 'account_update', 'offline_access']
const PROMPTS = ['login', 'consent', 'none']
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]']

/** A valid authorization request of an application. */
export type AuthorizationRequest = {
  redirectUri: string
  state: string
  scope: string[]
  challenge: string | undefined
}

/**
 * A valid request; an error that the application is told by a redirect; or one without a trustworthy client_id or
 * redirect_uri, which must not redirect anywhere (RFC 6749, 4.1.2.1).
 */
export type Authorization =
  | { kind: 'valid'; request: AuthorizationRequest }
  | { kind: 'redirect'; to: string }
  | { kind: 'invalid'; message: string }

/** Reads the query of `GET …/authorize`. */
export function readAuthorization(query: URLSearchParams, client: Client): Authorization {
  const redirectUri = query.get('redirect_uri') ?? ''
  const repeated = [...new Set(query.keys())].find((name) => query.getAll(name).length > 1)
  if (repeated !== undefined)
    return { kind: 'invalid', message: `The parameter ${repeated} appears more than once.` }
  if (query.get('client_id') !== client.id) {
    return { kind: 'invalid', message: 'No application has this client_id.' }
  }
  if (!mayRedirectTo(redirectUri)) {
    const message = 'The redirect_uri must be https, or http on a loopback address, without a fragment.'
    return { kind: 'invalid', message }
  }

  const state = query.get('state') ?? ''
  const errorRedirect = (error: string, error_description: string): Authorization => ({
    kind: 'redirect',
    to: withParameters(redirectUri, { error, error_description, ...(state === '' ? {} : { state }) }),
  })
  // URLSearchParams reads + as a space and %2B as +; no scope name contains a +.
  const prompt = query.get('prompt')
  const scope = (query.get('scope') ?? '').split(' ').filter((name) => name !== '')
  const challenge = query.get('code_challenge') ?? undefined
  if (query.get('response_type') !== 'code') {
    return errorRedirect('unsupported_response_type', 'The response type must be code.')
  }
  if (prompt !== null && !PROMPTS.includes(prompt)) {
    return errorRedirect('invalid_request', 'The prompt parameter has an unsupported value.')
  }
  if (state === '') return errorRedirect('invalid_request', 'The state parameter is required.')
  if (!scope.includes('contact_data') || scope.some((name) => !SCOPES.includes(name))) {
    return errorRedirect('invalid_scope', 'One or more scopes are not configured for the application.')
  }
  if (challenge === undefined && client.secret === undefined) {
    return errorRedirect(
      'invalid_request',
      'PKCE code challenge is required when the application has no secret.',
    )
  }
  if (challenge !== undefined && query.get('code_challenge_method') !== 'S256') {
    return errorRedirect('invalid_request', 'The code_challenge_method must be S256.')
  }
  if (challenge !== undefined && !/^[\w-]{43}$/.test(challenge)) {
    return errorRedirect('invalid_request', 'The code_challenge is not a SHA-256 in base64url.')
  }
  return { kind: 'valid', request: { redirectUri, state, scope, challenge } }
}

/** The redirect of a user who may not give access to a private application. They are asked nothing. */
export function unassignedRedirect({ redirectUri, state }: AuthorizationRequest): string {
  const error_description = 'User is not assigned to the client application.'
  return withParameters(redirectUri, { error: 'access_denied', error_description, state })
}

/** The redirect after the owner presses Allow (with a code) or Deny. */
export function decisionRedirect(
  allowed: boolean,
  { state, redirectUri, scope, challenge }: AuthorizationRequest,
  grants: Grants,
): string {
  if (!allowed) {
    const error_description = 'The resource owner denied the request.'
    return withParameters(redirectUri, { error: 'access_denied', error_description, state })
  }
  const code = grants.issueCode({ scope, redirectUri, challenge })
  return withParameters(redirectUri, { code, state })
}

function mayRedirectTo(address: string): boolean {
  if (!URL.canParse(address) || address.includes('#')) return false
  const { protocol, hostname } = new URL(address)
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.includes(hostname))
}

function withParameters(address: string, parameters: Record<string, string>): string {
  const url = new URL(address)
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)
  return url.href
}
