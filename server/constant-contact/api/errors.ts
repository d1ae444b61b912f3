import {
  ADDRESS_PARTS,
  type AddressPart,
  type FieldCode,
  type FieldFaults,
  TEXT_FIELDS,
} from '../../contract.ts'
import type { SignUpForm } from './sign-up-form.ts'

/**
 * The vendor's error bodies. Its keys are coarse: one key stands for every fault of the data, and only the sentence
 * beside it says which. So this is the one file that looks at those sentences. They are never shown and never logged,
 * because they can quote what the visitor typed.
 */
type VendorError = { key: string; message: string }

export const NOT_FOUND = 'contacts.api.not_found'
export const CONFLICT = 'contacts.api.conflict'
export const QUOTA_EXCEEDED = 'quota_exceeded'

/** A key that may be logged. */
const KEY = /^[\w.-]{1,100}$/

/**
 * The key of the first error that has one. Bodies come as an array or as a bare object; undefined for any other, which is not
 * the vendor's: gateways have other forms.
 */
export function errorKey(body: unknown): string | undefined {
  return vendorErrors(body).find(({ key }) => KEY.test(key))?.key
}

/**
 * True for the sentence of the vendor's lock against abuse, "invalid email address": more than five sign-ups of one address
 * within a day lock it for two. An address that is simply invalid reads the same, so this is a maybe.
 */
export function maybeAbuseLock(body: unknown, form?: SignUpForm): boolean {
  return sentences(body, form).some(
    (sentence) => namesEmail(sentence) && /\binvalid\b|n[o’']t( a)? valid\b/i.test(sentence),
  )
}

/** True for the sentence of two calls for one contact at once, whose key is that of every conflict. */
export function isSimultaneous(body: unknown): boolean {
  return vendorErrors(body).some(({ message }) => /simultaneous/i.test(message))
}

/**
 * What the vendor refused. `fields`: those the visitor filled in and can correct, by the contract's dotted paths.
 * `property`: what else it named first, such as a list, for the owner; undefined where it named nothing.
 */
type Refused = { fields: FieldFaults; property?: string }

export function refusedProperties(body: unknown, form: SignUpForm | undefined): Refused {
  const faults = new Map<string, FieldCode>()
  let property: string | undefined
  for (const sentence of sentences(body, form)) {
    const owners = ownersProperty(sentence)
    if (owners !== undefined) property ??= owners
    const code = TOO_LONG.test(sentence) ? 'too_long' : 'refused'
    for (const path of owners === undefined ? pathsIn(sentence, form) : []) {
      if (!isSent(path, form)) property ??= path
      else if (!faults.has(path)) faults.set(path, code)
    }
  }
  return { fields: Object.fromEntries(faults), ...(property !== undefined && { property }) }
}

const TOO_LONG = /max(imum)? ?length|too long|longer than|exceed|at most|(characters|items) or (fewer|less)/i

/** What a form sends without asking the visitor. A sentence that names one of these is not about the visitor's words. */
const OWNERS: readonly [property: string, pattern: RegExp][] = [
  ['list_memberships', /\blist[_ ]?(memberships?|ids?)\b/i],
  ['street_address.kind', /\bstreet[_ ]?address\W{1,3}kind\b/i],
  ['create_source', /\bcreate[_ ]?source\b/i],
  ['sms_channel', /\bsms[_ ]/i],
]
const EMAIL = /\be-?mail([_ ]?address)?\b/i
const LIST = /\blists?\b/i
const CUSTOM_FIELD = /\bcustom[_ ]?fields?\b/i
/** Of a custom field that the account does not have: its id is the form's, only its value is the visitor's. */
const UNKNOWN =
  /not (be )?(found|exist|known)|n[o’']t exist|unknown|no such|non-?existent|deleted|custom_?field_?id/i

function ownersProperty(sentence: string): string | undefined {
  const found = OWNERS.find(([, pattern]) => pattern.test(sentence))
  if (found !== undefined) return found[0]
  if (CUSTOM_FIELD.test(sentence)) return UNKNOWN.test(sentence) ? 'custom_fields' : undefined
  return isAboutList(sentence) ? 'list_memberships' : undefined
}

/** "List" is an everyday word, so it counts only where no property is named, and before an address. */
function isAboutList(sentence: string): boolean {
  const [list, email] = [sentence.search(LIST), sentence.search(EMAIL)]
  return list >= 0 && (email < 0 || list < email) && plainPaths(sentence).length === 0
}

/** True for a path whose value the visitor gave in this form. */
function isSent(path: string, form: SignUpForm | undefined): boolean {
  if (form === undefined || path === 'custom_fields') return false
  const [name = '', ...rest] = path.split('.')
  const value = new Map<string, unknown>(Object.entries(form)).get(name)
  if (name === 'list_memberships' || value === undefined) return false
  if (name === 'custom_fields')
    return (form.custom_fields ?? []).some((one) => one.custom_field_id === rest[0])
  return rest.length === 0 || (typeof value === 'object' && value !== null && rest.join('.') in value)
}

const PLAIN = [...TEXT_FIELDS, 'anniversary', 'birthday_month', 'birthday_day']
/** Other words for the same. */
const ALIASES: readonly [path: string, pattern: RegExp][] = [
  ['phone_number', /\bphone\b/i],
  ['company_name', /\bcompany\b/i],
  ['birthday_month', /\bbirthday\b(?![_ ]?(month|day))/i],
  ['birthday_day', /\bbirthday\b(?![_ ]?(month|day))/i],
]
/** Parts of an address have everyday names, so without `street_address` they must stand where a property stands. */
const PARTS: Record<AddressPart, string> = {
  street: 'street',
  city: 'city',
  state: 'state',
  postal_code: '(?:postal|zip)[_ ]?code',
  country: 'country',
}

function pathsIn(message: string, form: SignUpForm | undefined): string[] {
  const email = namesEmail(message) ? ['email_address'] : []
  return [...email, ...plainPaths(message), ...customFieldPaths(message, form)]
}

function plainPaths(message: string): string[] {
  const plain = PLAIN.filter((property) => names(message, property))
  const aliases = ALIASES.flatMap(([path, pattern]) => (pattern.test(message) ? [path] : []))
  return [...new Set([...plain, ...aliases]), ...addressPaths(message)]
}

function addressPaths(message: string): string[] {
  const isNamed = names(message, 'street_address')
  const before = isNamed ? '\\bstreet[_ ]?address\\W{1,3}' : '^\\W*'
  const parts = ADDRESS_PARTS.filter((part) => new RegExp(`${before}${PARTS[part]}\\b`, 'i').test(message))
  if (parts.length > 0) return parts.map((part) => `street_address.${part}`)
  return isNamed ? ['street_address'] : []
}

/** A custom field is named by its id, or by its place in the array (`custom_fields[3]`, `custom_fields/3`). */
function customFieldPaths(message: string, form: SignUpForm | undefined): string[] {
  const fields = form?.custom_fields ?? []
  const byId = fields.filter((field) => message.toLowerCase().includes(field.custom_field_id.toLowerCase()))
  const byPlace = [...message.matchAll(/custom_?fields\W(\d{1,2})\b/gi)]
    .map(([, place]) => fields[Number(place)])
    .filter((field) => field !== undefined)
  const paths = [...byId, ...byPlace].map((field) => `custom_fields.${field.custom_field_id}`)
  return paths.length === 0 && CUSTOM_FIELD.test(message) ? ['custom_fields'] : paths
}

/** `first_name`, `First name`, `firstName` and `FirstName` all name the same property. */
function names(message: string, property: string): boolean {
  return new RegExp(`\\b${property.replaceAll('_', '[_ ]?')}\\b`, 'i').test(message)
}

function namesEmail(message: string): boolean {
  return EMAIL.test(message) && ownersProperty(message) === undefined
}

/** One message may tell several faults: "first_name is too long, anniversary is invalid". */
function sentences(body: unknown, form: SignUpForm | undefined): string[] {
  return vendorErrors(body).flatMap(({ message }) => withoutValues(message, form).split(/[,;] |\. |\n/))
}

const ADDRESS = /[^\s"'“”‘’`<>()[\],;]+@[^\s"'“”‘’`<>()[\],;]*/g
const QUOTED = /["'“‘`]([^"'“”‘’`]{1,255})["'”’`]/g
const PROPERTIES = [...PLAIN, ...ADDRESS_PARTS, 'email_address', 'list_memberships', 'custom_fields']

/** The message without the visitor's own words, as far as it quotes them: a company may be called "Email Lists". */
function withoutValues(message: string, form: SignUpForm | undefined): string {
  const { custom_fields = [], street_address = {}, ...rest } = form ?? {}
  const values = [rest, street_address, ...custom_fields].flatMap((part) => Object.values(part))
  const sent = new Set(values.map((value) => String(value).toLowerCase()))
  return message
    .replace(QUOTED, (whole, inner: string) => {
      const quoted = inner.trim().toLowerCase()
      return sent.has(quoted) && !PROPERTIES.includes(quoted) ? '' : whole
    })
    .replace(ADDRESS, '')
}

function vendorErrors(body: unknown): VendorError[] {
  const items: unknown[] = Array.isArray(body) ? body : [body]
  return items.flatMap((item) => {
    if (typeof item !== 'object' || item === null) return []
    const { error_key: key, error_message: message } = { error_key: '', error_message: '', ...item }
    const text = (value: unknown) => (typeof value === 'string' ? value : '')
    return [{ key: text(key), message: text(message).slice(0, 1000) }]
  })
}
