import { z } from 'zod'
import { parseJson } from '../../http/parse-json.ts'
import { DAY_MS, SECOND_MS } from '../../time/duration.ts'

/** The vendor's tokens are opaque: any visible ASCII, which is also all that a header can carry. */
const token = z
  .string()
  .regex(/^[\x21-\x7e]+$/)
  .optional()
  .catch(undefined)
/** The documented life of an access token is a day; longer ones are still refreshed daily. */
const LONGEST_LIFE = DAY_MS / SECOND_MS
/** Whole and bounded, since both databases keep the time that follows from it as a whole number. */
const seconds = z
  .union([z.number(), z.string().trim().min(1).transform(Number)])
  .pipe(z.number().positive())
  .transform((life) => Math.min(LONGEST_LIFE, Math.max(1, Math.floor(life))))

const tokenResponse = z.object({
  access_token: token,
  refresh_token: token,
  expires_in: seconds.optional().catch(undefined),
  error: z.string().optional().catch(undefined),
})

/**
 * A token response, reduced to what is used and repaired where the vendor deviates from the standard, or might. It brings a
 * new rotating refresh token and every older one is invalid by then, so nothing else in it may make it unreadable: an
 * `expires_in` that is text, null, endless or nonsense, a missing `token_type`, an unrequested `id_token`. A blank refresh token
 * counts as none, so that it never replaces a good one.
 */
export function tolerantTokenResponse(text: string): string {
  const { data } = tokenResponse.safeParse(parseJson(text))
  if (data === undefined) return text
  const { error, ...tokens } = data
  return JSON.stringify({ token_type: 'Bearer', ...tokens, error: error?.slice(0, 100) })
}
