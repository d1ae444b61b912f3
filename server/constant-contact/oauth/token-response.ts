/** The vendor's tokens are opaque: any visible ASCII, which is also all that a header can carry. */
const TOKEN = /^[\x21-\x7e]+$/

/**
 * A token answer, reduced to what is used and mended where the vendor is known, or feared, to be loose. A new rotating
 * refresh token comes with it and every older one is dead by then, so nothing beside it may make the answer unreadable:
 * `expires_in` as a text, null or nonsense, a missing `token_type`, an `id_token` nobody asked for. A blank refresh token
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
