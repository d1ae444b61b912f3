import type { SignUp } from '../contract.ts'
import type { Origins } from './origins.ts'
import type { CaptchaKind } from './proof/captcha.ts'
import { type MediaType, mediaTypeOf, parseJsonObject, readBody } from './reading/body.ts'
import { decodeForm } from './reading/form-encoding.ts'
import { readSignUp } from './reading/sign-up.ts'
import { type Refusal, refusal } from './refusal.ts'

/** What was typed, by field name, so that a page can show it again. */
export type Typed = Record<string, string[]>
export type Admission = { kind: 'admitted'; signUp: SignUp } | Refusal

/** Who may post what: the parts of the settings that admission needs. */
export type Gate = {
  origins: Origins
  lists: readonly string[]
  /** What may be asked of a visitor, and so has to work on the form's own page. */
  captcha?: CaptchaKind | undefined
}

/** True for a list the owner opened to sign-ups; ids are compared without regard to case. */
export function listsAllowed(lists: readonly string[], { lists: allowed }: Gate): boolean {
  return lists.every((list) => allowed.includes(list.toLowerCase()))
}

/** Fields, then consent, then lists: the first that fails is the answer, and nothing has been sent anywhere. */
export function admit(posted: Record<string, unknown>, gate: Gate): Admission {
  const read = readSignUp(posted)
  if (read.kind === 'faults') {
    const paths = Object.keys(read.faults)
    const consentAlone = paths.every((path) => path === 'consent' || path === 'consent.given')
    return refusal(consentAlone ? 'consent_required' : 'invalid_fields', { fields: read.faults })
  }
  if (!listsAllowed(read.signUp.list_memberships, gate)) return refusal('list_not_allowed')
  return { kind: 'admitted', signUp: read.signUp }
}

/** Reads a request as far as its fields: media type, size, encoding. `typed` is there for form posts. */
export async function readPosted(
  request: Request,
): Promise<
  { kind: 'posted'; mediaType: MediaType; fields: Record<string, unknown>; typed: Typed } | Refusal
> {
  const mediaType = mediaTypeOf(request)
  if (!mediaType) return refusal('unsupported_media_type')
  const body = await readBody(request)
  if (body.kind === 'refusal') return body
  if (mediaType === 'form') {
    const form = new URLSearchParams(body.text)
    const typed = Object.fromEntries([...new Set(form.keys())].map((name) => [name, form.getAll(name)]))
    return { kind: 'posted', mediaType, fields: decodeForm(form), typed }
  }
  const object = parseJsonObject(body.text)
  return object.kind === 'refusal' ? object : { kind: 'posted', mediaType, fields: object.value, typed: {} }
}
