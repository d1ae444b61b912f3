import { LIMITS } from '../../contract.ts'
import { type Refusal, refusal } from '../refusal.ts'

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
 * Reads a body of at most 16 kB as UTF-8. Node lets no body be longer than it was announced, so one that was is read
 * whole, which costs a sixth less of all that a sign-up costs; where nothing was announced the stream is counted.
 */
export async function readBody(request: Request): Promise<{ kind: 'body'; text: string } | Refusal> {
  const announced = request.headers.get('content-length')
  if (Number(announced ?? 0) > LIMITS.body_bytes) return refusal('too_large')
  try {
    const bytes = announced === null ? await counted(request) : new Uint8Array(await request.arrayBuffer())
    if (bytes === 'too_large' || bytes.byteLength > LIMITS.body_bytes) return refusal('too_large')
    return { kind: 'body', text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) }
  } catch {
    return refusal('malformed', { detail: 'The body is not complete, valid UTF-8.' })
  }
}

async function counted(request: Request): Promise<Uint8Array | 'too_large'> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength
    if (size > LIMITS.body_bytes) return 'too_large'
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
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
