import { type FieldFaults, LIMITS } from '../../contract.ts'
import { boundedBytes } from '../../http/bounded-text.ts'
import { parseJson } from '../../http/parse-json.ts'
import { type Refusal, refusal } from '../refusal.ts'
import { isRecord } from './drop-empty.ts'
import { decodeForm, isFormName } from './form-encoding.ts'
import { readFormPost } from './form-post.ts'
import { isInvisible } from './leave-out-invisible.ts'

/** The values of a form post by field name, as they were typed. */
export type TypedValues = Record<string, string[]>

type MediaType = 'json' | 'form'
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

/** Why a request is refused, and what was typed, so that a page can show it again. */
export type Refused = { kind: 'refused'; refusal: Refusal; typed: TypedValues }

export function refused(reason: Refusal, typed: TypedValues = {}): Refused {
  return { kind: 'refused', refusal: reason, typed }
}

type Fields = {
  kind: 'fields'
  fields: Record<string, unknown>
  typed: TypedValues
  /** What is wrong already: values whose encoding had to be guessed. */
  faults: FieldFaults
}

/** Reads a request as far as its fields: media type, size, encoding. `typed` is empty unless a form was posted. */
export async function readFields(request: Request): Promise<Fields | Refused> {
  const mediaType = mediaTypeOf(request)
  if (!mediaType) return refused(refusal('unsupported_media_type'))
  if (mediaType === 'form') return readFormFields(request)
  const text = await readBody(request)
  const object = text.kind === 'refusal' ? text : parseJsonObject(text.text)
  return object.kind === 'refusal'
    ? refused(object)
    : { kind: 'fields', fields: object.value, typed: {}, faults: {} }
}

/** Of a form post more is read than a sign-up may have, so that its page can show what was typed again. */
const FORM_BYTES = 1_048_576
/** The half of a character at which a form post may have been cut. */
const HALF_CHARACTER = /(?:%[c-f][\da-f])?(?:%[89ab][\da-f]){0,3}(?:%[\da-f]?)?$/i

async function readFormFields(request: Request): Promise<Fields | Refused> {
  const body = await readBytes(request, FORM_BYTES)
  if (body.kind === 'refusal') return refused(body)
  const { bytes, isWhole } = body
  const half = isWhole ? '' : (HALF_CHARACTER.exec(bytes.toString('latin1', bytes.length - 16))?.[0] ?? '')
  const sent = bytes.subarray(0, bytes.length - half.length)
  const post = await readFormPost(sent, request.headers.get('content-type') ?? '')
  if (post === undefined && !isWhole) return refused(TOO_LARGE)
  if (post === undefined) return refused(refusal('malformed', { detail: 'The form post cannot be read.' }))
  const typed = Object.fromEntries(post.values)
  if (!isWhole) return refused({ ...TOO_LARGE, fields: { [longestField(typed)]: 'too_long' } }, typed)
  const guessed = [...post.uncertain].filter((name) => isFormName(name) && !isInvisible(name))
  const faults = Object.fromEntries(guessed.map((name) => [name, 'invalid' as const]))
  return { kind: 'fields', fields: decodeForm(post.values, new URL(request.url).searchParams), typed, faults }
}

function longestField(typed: TypedValues): string {
  const lengths = Object.entries(typed).map(([name, values]): [string, number] => [
    name,
    values.join().length,
  ])
  return lengths.reduce((one, other) => (other[1] > one[1] ? other : one), ['', 0])[0]
}

/** Nobody would read the answer. */
const SENDER_GONE = refusal('malformed', { cause: 'sender gone' })
const NOT_WHOLE = refusal('malformed', { detail: 'The body is not complete, valid UTF-8.' })
const TOO_LARGE = refusal('too_large')

/** Reads a body, but no more than `limit` bytes of it, counting the stream, since Content-Length may be absent. */
async function readBytes(
  request: Request,
  limit: number,
): Promise<{ kind: 'bytes'; bytes: Buffer; isWhole: boolean } | Refusal> {
  try {
    const read = await boundedBytes(request, limit)
    return read.isWhole && request.signal.aborted ? SENDER_GONE : { kind: 'bytes', ...read }
  } catch {
    return request.signal.aborted ? SENDER_GONE : NOT_WHOLE
  }
}

/** Reads a body of at most `LIMITS.body_bytes` as UTF-8. */
export async function readBody(request: Request): Promise<{ kind: 'body'; text: string } | Refusal> {
  if (Number(request.headers.get('content-length') ?? 0) > LIMITS.body_bytes) return TOO_LARGE
  const body = await readBytes(request, LIMITS.body_bytes)
  if (body.kind === 'refusal') return body
  if (!body.isWhole) return TOO_LARGE
  try {
    return { kind: 'body', text: new TextDecoder('utf-8', { fatal: true }).decode(body.bytes) }
  } catch {
    return NOT_WHOLE
  }
}

/** Reads the fields of a form post, in UTF-8, to a page of the relay's own; undefined for anything else, and for too much. */
export async function postedForm(request: Request): Promise<URLSearchParams | undefined> {
  if (mediaTypeOf(request) !== 'form') return undefined
  const body = await readBody(request)
  return body.kind === 'body' ? new URLSearchParams(body.text) : undefined
}

/** Parses a JSON object. Of a key that is given twice the last one counts, as everywhere in JSON. */
function parseJsonObject(text: string): { kind: 'object'; value: Record<string, unknown> } | Refusal {
  const value = parseJson(text)
  if (isRecord(value)) return { kind: 'object', value }
  const detail = value === undefined ? 'The body is not valid JSON.' : 'The body must be a JSON object.'
  return refusal('malformed', { detail })
}
