/** The vendor's tokens are opaque: any visible ASCII, which is also all that a header can carry. */
const TOKEN = /^[\x21-\x7e]+$/

/**
 * A token response, reduced to what is used and repaired where the vendor deviates from the standard, or might. It brings a
 * new rotating refresh token and every older one is invalid by then, so nothing else in it may make it unreadable: an
 * `expires_in` that is text, null or nonsense, a missing `token_type`, an unrequested `id_token`. A blank refresh token
 * counts as none, so that it never replaces a good one.
 */
export function tolerantTokenResponse(text: string): string {
  const body = parse(text)
  if (body === undefined) return text
  const { access_token, refresh_token, expires_in, error } = body
  const seconds = typeof expires_in === 'string' && expires_in.trim() !== '' ? Number(expires_in) : expires_in
  return JSON.stringify({
    token_type: 'Bearer',
    ...(isToken(access_token) && { access_token }),
    ...(isToken(refresh_token) && { refresh_token }),
    ...(typeof seconds === 'number' && seconds > 0 && Number.isFinite(seconds) && { expires_in: seconds }),
    ...(typeof error === 'string' && { error: error.slice(0, 100) }),
  })
}

function isToken(value: unknown): value is string {
  return typeof value === 'string' && TOKEN.test(value)
}

type Parsed = { access_token?: unknown; refresh_token?: unknown; expires_in?: unknown; error?: unknown }

function parse(text: string): Parsed | undefined {
  try {
    const body: unknown = JSON.parse(text)
    return typeof body === 'object' && body !== null && !Array.isArray(body) ? body : undefined
  } catch {
    return undefined
  }
}
