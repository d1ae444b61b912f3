import type { Grants } from './grants.ts'
import type { Client } from './token-endpoint.ts'

const SCOPES = ['contact_data', 'campaign_data', 'account_read', 'account_update', 'offline_access']
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]']

/** What an application asks of the owner of the account. */
export type Asking = { redirectUri: string; state: string; scope: string[]; challenge: string | undefined }

/**
 * A request that can be put to the owner; one whose fault the application is told by a redirect; or one that names
 * no application or no address of it, where nobody may be sent anywhere.
 */
export type Authorization =
  | { kind: 'ask'; asking: Asking }
  | { kind: 'redirect'; to: string }
  | { kind: 'page'; message: string }

/** Reads the query of `GET …/authorize`. */
export function readAuthorization(query: URLSearchParams, client: Client): Authorization {
  const redirectUri = query.get('redirect_uri') ?? ''
  const twice = [...new Set(query.keys())].find((name) => query.getAll(name).length > 1)
  if (twice !== undefined) return { kind: 'page', message: `The parameter ${twice} stands there twice.` }
  if (query.get('client_id') !== client.id) {
    return { kind: 'page', message: 'There is no application with this client_id.' }
  }
  if (!mayRedirectTo(redirectUri)) {
    const message = 'The redirect_uri must be https, or http on a loopback address, without a fragment.'
    return { kind: 'page', message }
  }

  const state = query.get('state') ?? ''
  const wrong = (error: string, error_description: string): Authorization => ({
    kind: 'redirect',
    to: withParameters(redirectUri, { error, error_description, ...(state === '' ? {} : { state }) }),
  })
  // A + in the address is read as a space; %2B stays a +, and no scope has one in its name.
  const scope = (query.get('scope') ?? '').split(' ').filter((name) => name !== '')
  const challenge = query.get('code_challenge') ?? undefined
  if (query.get('response_type') !== 'code') {
    return wrong('unsupported_response_type', 'The response type must be code.')
  }
  if (state === '') return wrong('invalid_request', 'The state parameter is required.')
  if (!scope.includes('contact_data') || scope.some((name) => !SCOPES.includes(name))) {
    return wrong('invalid_scope', 'One or more scopes are not configured for the application.')
  }
  if (challenge === undefined && client.secret === undefined) {
    return wrong('invalid_request', 'PKCE code challenge is required when the application has no secret.')
  }
  if (challenge !== undefined && query.get('code_challenge_method') !== 'S256') {
    return wrong('invalid_request', 'The code_challenge_method must be S256.')
  }
  if (challenge !== undefined && !/^[\w-]{43}$/.test(challenge)) {
    return wrong('invalid_request', 'The code_challenge is not a SHA-256 in base64url.')
  }
  return { kind: 'ask', asking: { redirectUri, state, scope, challenge } }
}

/** Where the owner is sent after pressing Allow (with a code) or Deny. */
export function decided(
  allowed: boolean,
  { state, redirectUri, scope, challenge }: Asking,
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
