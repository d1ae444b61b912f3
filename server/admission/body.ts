import { LIMITS } from '../contract.ts'
import { type Refusal, refusal } from './refusal.ts'

export type MediaType = 'json' | 'form'
const MEDIA_TYPES: Record<string, MediaType> = {
  'application/json': 'json',
  'application/x-www-form-urlencoded': 'form',
}

/** The two media types a sign-up may come in, or undefined. Parameters such as a charset are ignored. */
export function mediaTypeOf(request: Request): MediaType | undefined {
  const [essence = ''] = (request.headers.get('content-type') ?? '').split(';')
  const name = essence.trim().toLowerCase()
  return Object.hasOwn(MEDIA_TYPES, name) ? MEDIA_TYPES[name] : undefined
}

/**
 * Reads a body of at most 16 kB as UTF-8. The announced length is believed when it is too large, and the stream is
 * counted all the same, since the announcement may be missing or false.
 */
export async function readBody(request: Request): Promise<{ kind: 'body'; text: string } | Refusal> {
  if (Number(request.headers.get('content-length') ?? 0) > LIMITS.body_bytes) return refusal('too_large')
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for await (const chunk of request.body ?? []) {
      size += chunk.byteLength
      if (size > LIMITS.body_bytes) return refusal('too_large')
      chunks.push(chunk)
    }
    return { kind: 'body', text: new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks)) }
  } catch {
    return refusal('malformed', { detail: 'The body is not complete, valid UTF-8.' })
  }
}

/** Parses a JSON object; of a key that stands twice the last one counts, as everywhere in JSON. */
export function parseJsonObject(text: string): { kind: 'object'; value: Record<string, unknown> } | Refusal {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return { kind: 'object', value: Object.fromEntries(Object.entries(value)) }
    }
  } catch {
    return refusal('malformed', { detail: 'The body is not valid JSON.' })
  }
  return refusal('malformed', { detail: 'The body must be a JSON object.' })
}
