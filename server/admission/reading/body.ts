import { type FieldFaults, LIMITS } from '../../contract.ts'
import { type Refusal, refusal } from '../refusal.ts'
import { isRecord } from './drop-empty.ts'
import { decodeForm, isButton } from './form-encoding.ts'
import { readFormPost } from './form-post.ts'
import { isInvisible } from './leave-out-invisible.ts'

/** The values of a form post by field name, as they were typed. */
export type TypedValues = Record<string, string[]>

export type MediaType = 'json' | 'form'
const MEDIA_TYPES: Record<string, MediaType> = {
  'application/json': 'json',
  'application/x-www-form-urlencoded': 'form',
  'multipart/form-data': 'form',
}

/** JSON or a form, the media types a sign-up may come in; undefined for any other. */
export function mediaTypeOf(request: Request): MediaType | undefined {
  const [essence = ''] = (request.headers.get('content-type') ?? '').split(';')
  const name = essence.trim().toLowerCase()
  return Object.hasOwn(MEDIA_TYPES, name) ? MEDIA_TYPES[name] : undefined
}

type Fields = {
  kind: 'fields'
  fields: Record<string, unknown>
  typed: TypedValues
  /** What is wrong already: values whose encoding had to be guessed. */
  faults: FieldFaults
}

/** Reads a request as far as its fields: media type, size, encoding. `typed` is empty unless a form was posted. */
export async function readFields(request: Request): Promise<Fields | Refusal> {
  const mediaType = mediaTypeOf(request)
  if (!mediaType) return refusal('unsupported_media_type')
  const body = await readBytes(request)
  if (body.kind === 'refusal') return body
  if (mediaType === 'form') {
    const post = await readFormPost(body.bytes, request.headers.get('content-type') ?? '')
    if (post === undefined) return refusal('malformed', { detail: 'The form post cannot be read.' })
    const visible = [...post.uncertain].filter((name) => !isInvisible(name) && !isButton(name))
    const faults = Object.fromEntries(visible.map((name) => [name, 'invalid' as const]))
    return { kind: 'fields', fields: decodeForm(post.values), typed: Object.fromEntries(post.values), faults }
  }
  const text = utf8(body.bytes)
  const object = text.kind === 'refusal' ? text : parseJsonObject(text.text)
  return object.kind === 'refusal' ? object : { kind: 'fields', fields: object.value, typed: {}, faults: {} }
}

/** Nobody would read the answer. */
const SENDER_GONE = refusal('malformed', { cause: 'sender gone' })

/** Reads a body of at most `LIMITS.body_bytes`, counting the stream, since Content-Length may be absent. */
async function readBytes(request: Request): Promise<{ kind: 'bytes'; bytes: Buffer } | Refusal> {
  if (Number(request.headers.get('content-length') ?? 0) > LIMITS.body_bytes) return refusal('too_large')
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for await (const chunk of request.body ?? []) {
      size += chunk.byteLength
      if (size > LIMITS.body_bytes) return refusal('too_large')
      chunks.push(chunk)
    }
  } catch {
    return request.signal.aborted ? SENDER_GONE : NOT_WHOLE
  }
  return request.signal.aborted ? SENDER_GONE : { kind: 'bytes', bytes: Buffer.concat(chunks) }
}

const NOT_WHOLE = refusal('malformed', { detail: 'The body is not complete, valid UTF-8.' })

function utf8(bytes: Buffer): { kind: 'body'; text: string } | Refusal {
  try {
    return { kind: 'body', text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) }
  } catch {
    return NOT_WHOLE
  }
}

/** The same as UTF-8. */
export async function readBody(request: Request): Promise<{ kind: 'body'; text: string } | Refusal> {
  const body = await readBytes(request)
  return body.kind === 'refusal' ? body : utf8(body.bytes)
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
