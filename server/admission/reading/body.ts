import { LIMITS } from '../../contract.ts'
import { type Refusal, refusal } from '../refusal.ts'
import { isRecord } from './drop-empty.ts'
import { decodeForm } from './form-encoding.ts'

/** The values of a form post by field name, as they were typed. */
export type TypedValues = Record<string, string[]>

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

/** Reads a request as far as its fields: media type, size, encoding. `typed` is empty unless a form was posted. */
export async function readFields(
  request: Request,
): Promise<{ kind: 'fields'; fields: Record<string, unknown>; typed: TypedValues } | Refusal> {
  const mediaType = mediaTypeOf(request)
  if (!mediaType) return refusal('unsupported_media_type')
  const body = await readBody(request)
  if (body.kind === 'refusal') return body
  if (mediaType === 'form') {
    const form = new URLSearchParams(body.text)
    const typed = Object.fromEntries([...new Set(form.keys())].map((name) => [name, form.getAll(name)]))
    return { kind: 'fields', fields: decodeForm(form), typed }
  }
  const object = parseJsonObject(body.text)
  return object.kind === 'refusal' ? object : { kind: 'fields', fields: object.value, typed: {} }
}

/** Nobody would read the answer. */
const SENDER_GONE = refusal('malformed', { cause: 'sender gone' })

/** Reads a body of at most 16 kB as UTF-8, counting the stream, since Content-Length may be absent. */
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
    if (request.signal.aborted) return SENDER_GONE
    return { kind: 'body', text: new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks)) }
  } catch {
    return request.signal.aborted
      ? SENDER_GONE
      : refusal('malformed', { detail: 'The body is not complete, valid UTF-8.' })
  }
}

/** Parses a JSON object. Of a key that is given twice the last one counts, as everywhere in JSON. */
function parseJsonObject(text: string): { kind: 'object'; value: Record<string, unknown> } | Refusal {
  try {
    const value: unknown = JSON.parse(text)
    if (isRecord(value)) return { kind: 'object', value }
  } catch {
    return refusal('malformed', { detail: 'The body is not valid JSON.' })
  }
  return refusal('malformed', { detail: 'The body must be a JSON object.' })
}
